// What a repository says of its model, each statement with where it stands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draft/survey.h"
#include "repository/snapshot.h"

namespace reallyopen {

struct Sourced {
  std::string value;   // empty: not found
  std::string source;  // `config.json#/hidden_size`, `README.md:3`, `tag v1.0`
};

struct DatasetFact {
  std::string id;  // `HuggingFaceFW/fineweb`
  std::string revision;
  std::string source;
  bool by_card = false;  // the card's metadata names it, not only a script or configuration
  bool by_person = false;
  std::string access;  // of the manifest's words, where a person said it
  std::string detail;  // what that access owes: how it is obtained, why it is withheld
};

struct BaseModelFact {
  std::string name;
  std::string relation;  // of the manifest's words
  std::string source;
};

struct HyperparameterFact {
  std::string name;    // as the manifest calls it
  std::string value;   // as written
  std::string number;  // the same, written safely; "" where it is no number
  std::string from;    // `config.yaml#/optimizer/lr`; empty where a pointer cannot name it
  std::string source;
};

struct ResultFact {
  std::string benchmark;
  std::string metric;
  std::string value;  // a number, written safely
  std::string source;
};

struct FrameworkFact {
  std::string name;
  Sourced version;
};

struct WeightsFact {
  std::string path;
  std::string sha256;  // of a Git LFS pointer
  std::string size;
  std::string source;
};

// A script that a check contradicts, and where it would have been named.
struct ContradictedScript {
  std::vector<std::string> Survey::*list;
  std::string path;
};

struct HardwareFacts {
  Sourced accelerator;
  Sourced count;
  Sourced per_node;  // accelerators of each machine, where nothing says how many machines
  Sourced nodes;
  Sourced memory;                 // GB of each accelerator; no file is asked for it
  std::vector<Sourced> mentions;  // sentences about training hardware, for a person to read
};

struct Facts {
  Survey survey;
  std::string folder;  // the manifest's, from the repository root; "" at the root

  Sourced name;
  Sourced version;
  Sourced developer;
  Sourced repository;
  Sourced description;
  Sourced architecture;  // `LlamaForCausalLM`, `llama`
  Sourced shape;         // "24 layers, hidden size 2048, 16 heads"
  Sourced context_length;
  Sourced parameters;
  Sourced adapter_parameters;  // of an adapter alone
  bool quantised = false;      // by the tensors, or by what a configuration says of them
  Sourced weights_format;
  std::vector<Sourced> languages;
  std::vector<Sourced> tasks;
  std::vector<BaseModelFact> base_models;
  std::vector<Sourced> base_hints;  // models that the card's prose may say it was made from
  std::vector<WeightsFact> weights;
  Sourced hub;                // where the card says that the weights are
  std::size_t hub_links = 0;  // how many models the README links to in all

  std::vector<DatasetFact> datasets;
  std::vector<std::string> data_files;       // committed, and named by a script or configuration
  std::vector<std::string> data_candidates;  // committed, and named by none
  std::vector<HyperparameterFact> hyperparameters;
  std::vector<ResultFact> results;
  Sourced language_of_code;               // `python 3.11.7`, of the training
  std::vector<FrameworkFact> frameworks;  // that the model was trained with, as a trainer says
  HardwareFacts hardware;

  // A value of "" with a source: a text is there, and the source says why it is no licence's own.
  Sourced code_license;
  Sourced weights_license;
  Sourced data_license;
  Sourced package_license;            // of the code, as its package says
  std::vector<Sourced> restrictions;  // value: a kind of the manifest

  Sourced issues;
  Sourced contact;
  Sourced paper;
  std::vector<Sourced> submodules;               // value: the path, source: commit and address
  std::vector<std::string> unreadable_settings;  // that do not parse, or contradict themselves
  std::vector<ContradictedScript> contradicted;
  std::vector<std::string> answered;  // files that a person named
};

// Of the model in `folder`.
Facts gather_facts(const Snapshot& snapshot, std::string_view folder);

}  // namespace reallyopen
