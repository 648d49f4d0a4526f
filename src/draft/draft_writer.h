// Writes a draft, a section at a time, each in one of the write_*.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "draft/gather.h"
#include "draft/outline.h"
#include "draft/write_draft.h"

namespace reallyopen {

// Paths that a list of the draft shows; more become the folders that hold them.
inline constexpr std::size_t most_listed = 12;
// Files of their own, where folders would say more than is meant.
inline constexpr std::size_t most_files_listed = 20;

class DraftWriter {
 public:
  DraftWriter(const Facts& facts, const DraftClaim& claim) : facts_(facts), claim_(claim) {}

  std::string write();

 private:
  // What the comment of a line says of its source.
  static std::string from(std::string_view source);
  // `3 files by name`.
  static std::string how_many(std::size_t count, std::string_view what, std::string_view by);

  // The manifest's paths begin at its folder.
  std::string relative(const std::string& path) const;
  std::vector<std::string> relative(const std::vector<std::string>& paths) const;
  std::vector<std::string> short_list(const std::vector<std::string>& paths) const;

  void fact(int depth, std::string_view key, const Sourced& fact);
  void number(int depth, std::string_view key, const Sourced& fact);
  void paths(int depth, std::string_view key, const std::vector<std::string>& found,
             std::string_view comment = "");
  void first(int depth, std::string_view key, const std::vector<std::string>& found);
  void text_list(std::string_view key, const std::vector<Sourced>& values);
  void mention_contradicted(std::vector<std::string> Survey::*list, int depth = 1);
  std::string found_by(const std::vector<std::string>& scripts, std::string_view by) const;
  void head();

  void model();
  void required(std::string_view key, const Sourced& fact, std::string_view looked);
  void architecture();
  void base_models();
  void weights();

  void data();
  void access(const DatasetFact& dataset);
  void mention_data_files(int depth);
  void mention_unfinished(int depth);
  void mention_candidates(int depth, const std::vector<const DatasetFact*>& candidates);
  void preprocessing();

  void training();
  void run_records();
  void hyperparameters();
  std::string pointer(const std::string& from_root) const;
  void evaluation();
  void environment();
  void accelerator(const HardwareFacts& hardware);
  void hardware();

  void license_line(std::string_view key, const Sourced& license);
  void license();
  void restrictions();
  void documentation();
  void community();

  const Facts& facts_;
  const DraftClaim& claim_;
  Outline out_;
};

}  // namespace reallyopen
