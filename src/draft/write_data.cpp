#include <fmt/format.h>

#include <algorithm>

#include "draft/draft_writer.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `squad`, `allenai/c4`; not "my own photographs".
bool is_hub_id(std::string_view id) {
  return std::ranges::all_of(id, [](char letter) {
    return is_word_letter(letter) || letter == '-' || letter == '.' || letter == '/';
  });
}

// Somebody said who can get it, and all that this owes.
bool is_whole(const DatasetFact& dataset) {
  return dataset.access == "open" || dataset.access == "public" || !dataset.detail.empty();
}

// One file stands for itself, several for the folder they share.
std::vector<std::string> folders_of(std::vector<std::string> files) {
  if (files.size() == 1) return files;
  std::string shared = files.front().substr(0, files.front().rfind('/') + 1);
  for (const std::string& file : files)
    while (!shared.empty() && !file.starts_with(shared)) {
      const std::size_t slash = shared.rfind('/', shared.size() - 2);
      shared = slash == std::string::npos ? "" : shared.substr(0, slash + 1);
    }
  return { shared.empty() ? files.front() : shared };
}

}  // namespace

void DraftWriter::data() {
  out_.blank();
  std::vector<const DatasetFact*> named;
  std::vector<const DatasetFact*> candidates;
  for (const DatasetFact& dataset : facts_.datasets)
    if ((dataset.by_card && is_hub_id(dataset.id)) || is_whole(dataset))
      named.push_back(&dataset);
    else if (!dataset.by_person)
      candidates.push_back(&dataset);
  if (named.empty() && facts_.data_files.empty()) {
    out_.unknown(
      0, "data",
      candidates.empty()
        ? "No data source was recognised: looked in the model card, in configurations and in "
          "scripts that load data."
        : "The comment below lists datasets that are named here; whether the model was "
          "trained on them, only a person can say.");
    mention_unfinished(1);
    mention_candidates(1, candidates);
    mention_data_files(1);
    return;
  }
  out_.open(0, "data");
  out_.open(1, "sources");
  for (const DatasetFact* dataset : named) {
    out_.text(2, "- name", dataset->id, from(dataset->source));
    if (!dataset->access.empty()) {
      access(*dataset);
      continue;
    }
    out_.raw(3, "access", "public", "the card names it: can anybody download it as it was used?");
    out_.text(3, "url", "https://huggingface.co/datasets/" + dataset->id);
  }
  if (!facts_.data_files.empty()) {
    out_.text(2, "- name", "Data in this repository",
              how_many(facts_.data_files.size(), "file", "name, which scripts or settings name"));
    out_.raw(3, "access", "open", "it is committed here");
    paths(3, "artifact", folders_of(facts_.data_files));
  }
  mention_unfinished(1);
  mention_candidates(1, candidates);
  mention_data_files(1);
}

void DraftWriter::access(const DatasetFact& dataset) {
  out_.text(3, "access", dataset.access, from(dataset.source));
  if (dataset.access == "obtainable") out_.text(3, "obtain", dataset.detail);
  if (dataset.access == "withheld") out_.text(3, "reason", dataset.detail);
}

void DraftWriter::mention_data_files(int depth) {
  if (facts_.data_candidates.empty()) return;
  out_.comment(
    depth,
    "committed, and not named in the scripts that were read; add those that it was trained on:");
  for (const std::string& path : short_list(facts_.data_candidates))
    out_.comment(depth, fmt::format("- {{name: …, access: open, artifact: {}}}", path));
}

void DraftWriter::mention_unfinished(int depth) {
  for (const DatasetFact& dataset : facts_.datasets)
    if (dataset.by_person && !is_whole(dataset))
      out_.comment(depth,
                   fmt::format("answered, say who can get it and how: - {{name: {}, access: {}}}",
                               dataset.id, dataset.access.empty() ? "…" : dataset.access));
}

void DraftWriter::mention_candidates(int depth, const std::vector<const DatasetFact*>& candidates) {
  if (candidates.empty()) return;
  out_.comment(depth, "loaded or linked here; add those that the model was trained on:");
  for (const DatasetFact* dataset : candidates)
    out_.comment(depth, fmt::format("- {{name: {}, access: …, license: …}}  from {}", dataset->id,
                                    dataset->source));
}

void DraftWriter::preprocessing() {
  out_.blank();
  if (facts_.survey.preprocessing.empty() && facts_.survey.tokenizers.empty())
    return out_.unknown(
      0, "preprocessing",
      "No script that prepares the data was recognised, by its name or by what it "
      "does.");
  if (facts_.survey.preprocessing.empty()) {
    out_.unknown(0, "preprocessing",
                 "A tokenizer is here; no script that prepares the data was recognised.");
  } else {
    out_.open(0, "preprocessing");
    out_.open(1, "steps");
    out_.text(2, "- name", "Prepare the data",
              found_by(facts_.survey.preprocessing, "name and content"));
    paths(3, "scripts", facts_.survey.preprocessing);
  }
  mention_contradicted(&Survey::preprocessing);
  if (!facts_.survey.tokenizers.empty()) {
    out_.open(1, "tokenizer");
    paths(2, "files", facts_.survey.tokenizers);
  }
}

}  // namespace reallyopen
