#include "evidence/weights/weight_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "evidence/artifact_files.h"
#include "evidence/pin.h"
#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/printable.h"
#include "weights/format.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_saved_graph = 32u << 20;
constexpr std::size_t longest_text = 1u << 20;
constexpr std::size_t most_files_of_set = 4096;
constexpr std::size_t most_set_folders = 64;
constexpr int most_levels = 5;  // above a file of weights
constexpr int long_numbers = 4;
constexpr int many_numbers = 200;

std::vector<std::string> names_in_folder(const SetFolder& folder) {
  std::vector<std::string> names;
  std::size_t seen = 0;
  const auto unread = folder.snapshot.walk(folder.path, [&](const Entry& entry) {
    if (folder_of(entry.path) == folder.path) names.emplace_back(name_of(entry.path));
    return ++seen < most_files_of_set;
  });
  if (seen == most_files_of_set || !unread.empty()) names.clear();  // cannot tell
  return names;
}

// Weights have many digits, or are many; settings have few of either.
bool may_be_numbers(std::string_view text) {
  int longs = 0;
  int all = 0;
  int digits = 0;
  bool point = false;
  for (const char letter : text) {
    if (is_digit(letter)) {
      ++digits;
    } else if (letter == '.' && digits > 0) {
      point = true;
    } else {
      longs += point && digits > 5;
      all += digits > 0;
      digits = 0;
      point = false;
    }
  }
  return longs >= long_numbers || all >= many_numbers;
}

class Sets {
 public:
  explicit Sets(WeightsPass& pass)
      : pass_(pass), base_(folder_of(pass.declarations.document()->path)) {}

  void examine() {
    if (!collect()) return;
    examine_settings_only();
    for (const auto& [path, artifact] : folders_) {
      const SetFolder folder{ pass_.snapshot, path, declared_, !has_bases() };
      for (const auto gaps :
           { gaps_of_pipeline, gaps_of_sentences, gaps_of_spacy, gaps_of_saved_model,
             gaps_of_checkpoint, gaps_of_package, gaps_of_orbax })
        for (SetGap& gap : gaps(folder)) add(artifact, std::move(gap));
    }
  }

 private:
  // False where parts may be elsewhere.
  bool collect() {
    for (std::size_t i = 0; i < pass_.declarations.artifacts().size(); ++i) {
      const Artifact& artifact = pass_.declarations.artifacts()[i];
      if (!is_released(artifact)) continue;
      if (is_url(artifact.written) || artifact.evidence == Evidence::withheld) return false;
      if (artifact.evidence != Evidence::present) continue;
      for (const Entry& entry : files_of(pass_.snapshot, base_, artifact, most_files_of_set)) {
        declared_.insert(entry.path);
        artifact_of_.try_emplace(entry.path, i);
        std::string folder(folder_of(entry.path));
        for (int level = 0; level < most_levels && folders_.size() < most_set_folders; ++level) {
          folders_.try_emplace(folder, i);
          if (folder == base_ || folder.empty()) break;
          folder = folder_of(folder);
        }
      }
    }
    return !declared_.empty();
  }

  bool has_bases() const {
    const Node* bases = pass_.declarations.find({ "model", "base_models" });
    return bases && !bases->items.empty();
  }

  // `model.json` of Keras, `predictor.json` of GluonTS: how the network is built, and no weights.
  void examine_settings_only() {
    for (const std::string& path : declared_) {
      const std::string name = lower(name_of(path));
      if (!name.ends_with(".json") && !name.ends_with(".yaml") && !name.ends_with(".yml") &&
          !name.ends_with(".cfg"))
        return;
      const auto entry = pass_.snapshot.find(path);
      if (!entry || pass_.snapshot.lfs_pointer(*entry)) return;
      const ReadResult read = pass_.snapshot.read(*entry, longest_text);
      if (read.status != ReadStatus::complete || may_be_numbers(read.bytes)) return;
    }
    add(artifact_of_.begin()->second,
        { { .path = *declared_.begin() },
          *declared_.begin(),
          declared_.size() == 1 ? "holds settings and no weights"
                                : "and what is declared beside it hold settings and no weights" });
  }

  void add(std::size_t artifact, SetGap gap) {
    if (!told_.insert(gap.path).second) return;
    Artifact& about = pass_.declarations.artifacts()[artifact];
    about.evidence = Evidence::broken;
    const bool is_listed = gap.list.path != gap.path;
    WeightsObservation observation{ .issue = WeightsIssue::incomplete,
                                    .place = about.place,
                                    .field = about.field,
                                    .path = gap.path,
                                    .found = std::move(gap.what) };
    if (is_listed)
      observation.found += fmt::format("; {} asks for it", in_backticks(gap.list.path));
    observation.related.push_back({ std::move(gap.list), "what the weights consist of" });
    pass_.report(std::move(observation));
  }

  WeightsPass& pass_;
  std::string base_;
  std::set<std::string> declared_;
  std::map<std::string, std::size_t> artifact_of_;  // by path
  std::map<std::string, std::size_t> folders_;      // to an artifact in it
  std::set<std::string> told_;
};

// By the name; a pointer to them as well. Beside the usual ones what only stands in a set: spaCy's
// `model`, a graph of OpenVINO, parameters of Paddle and MXNet.
bool may_hold_weights(std::string_view file_name) {
  if (file_name.ends_with(".dvc")) file_name.remove_suffix(4);
  const std::string_view ending = file_name.substr(
    std::min(file_name.rfind('.'), file_name.size()));
  return is_named_weights(file_name) || is_pickle_name(file_name) || file_name == "model" ||
         is_one_of(ending, { ".bin", ".npy", ".xml", ".model", ".ubj", ".params", ".pdparams",
                             ".ftz", ".pb", ".pt2", ".pte", ".skops" });
}

// Below a folder; nothing where they cannot be told.
std::optional<std::vector<std::string>> weights_below(const SetFolder& folder,
                                                      const std::string& path) {
  std::vector<std::string> files;
  std::size_t seen = 0;
  const auto unread = folder.snapshot.walk(path, [&](const Entry& entry) {
    if (entry.kind == EntryKind::submodule || may_hold_weights(name_of(entry.path)))
      files.push_back(entry.path);
    return ++seen < most_files_of_set;
  });
  if (seen == most_files_of_set || !unread.empty()) return std::nullopt;
  return files;
}

}  // namespace

bool is_somewhere(const Snapshot& snapshot, const std::string& path) {
  return snapshot.resolve("", "/" + path).status != ResolveStatus::missing ||
         snapshot.resolve("", "/" + path + ".dvc").status != ResolveStatus::missing;
}

std::string content_at(const SetFolder& folder, std::string_view name, std::size_t limit) {
  const auto entry = folder.snapshot.find(path_in(folder.path, name));
  if (!entry || entry->kind != EntryKind::file) return "";
  ReadResult read = folder.snapshot.read(*entry, limit);
  return read.status == ReadStatus::complete ? std::move(read.bytes) : "";
}

void look_for_weights(const SetFolder& folder, const std::string& path, const Place& list,
                      std::vector<SetGap>& gaps) {
  const Resolution found = folder.snapshot.resolve("", "/" + path);
  if (found.status != ResolveStatus::found) {
    if (!is_somewhere(folder.snapshot, path))
      gaps.push_back({ list, path, "is not in the repository" });
    return;
  }
  const auto is_declared = [&](const std::string& file) { return folder.declared.contains(file); };
  // At the folder of the set itself those of the other parts do not count.
  const auto is_of_other = [&](const std::string& file) {
    return path == folder.path && folder_of(file) != path;
  };
  if (std::ranges::any_of(folder.declared, [&](const std::string& file) {
        return is_within(file, path) && !is_of_other(file);
      }))
    return;
  auto below = weights_below(folder, path);
  if (!below) return;
  std::vector<std::string>& files = *below;
  std::erase_if(files, is_of_other);
  if (files.empty())
    gaps.push_back({ list, path.empty() ? "." : path, "holds no weights" });
  else if (folder.asks_for_all && std::ranges::none_of(files, is_declared))
    gaps.push_back({ list, files.front(), "is not declared in `model.weights.files`" });
}

std::vector<SetGap> gaps_of_saved_model(const SetFolder& folder) {
  const std::string graph = content_at(folder, "saved_model.pb", longest_saved_graph);
  const std::string index = path_in(folder.path, "variables/variables.index");
  if (graph.find("VarHandleOp") == std::string::npos || is_somewhere(folder.snapshot, index))
    return {};
  return {
    { { .path = path_in(folder.path, "saved_model.pb") }, index, "is not in the repository" }
  };
}

std::vector<SetGap> gaps_of_checkpoint(const SetFolder& folder) {
  std::vector<SetGap> gaps;
  const std::vector<std::string> names = names_in_folder(folder);
  for (const std::string& name : names) {
    constexpr std::string_view data = ".data-00000-of-";
    const std::size_t at = name.find(data);
    const std::string stem = name.substr(0, std::min(at, name.rfind(".index")));
    const std::string path = path_in(folder.path, name);
    if (at != std::string::npos) {
      const std::string index = path_in(folder.path, stem + ".index");
      if (!is_somewhere(folder.snapshot, index))
        gaps.push_back({ { .path = path }, index, "is not in the repository" });
    } else if (name.ends_with(".index") && name.size() > 6 && folder.declared.contains(path)) {
      const bool has_data = std::ranges::any_of(
        names, [&](const std::string& other) { return other.starts_with(stem + ".data-"); });
      if (!has_data)
        gaps.push_back({ { .path = path },
                         path_in(folder.path, stem + ".data-00000-of-00001"),
                         "is not in the repository" });
    }
  }
  return gaps;
}

std::vector<SetGap> gaps_of_orbax(const SetFolder& folder) {
  const std::string metadata = path_in(folder.path, "_METADATA");
  if (content_at(folder, "_METADATA", longest_text).find("tree_metadata") == std::string::npos)
    return {};
  bool has_data = false;
  const auto unread = folder.snapshot.walk(folder.path, [&](const Entry& entry) {
    const std::string_view path = std::string_view(entry.path).substr(folder.path.size());
    const std::string_view name = name_of(entry.path);
    has_data = path.find("/d/") != std::string_view::npos || name == ".zarray" ||
               name == "zarr.json" || name == "checkpoint" || name.ends_with(".dvc") ||
               entry.kind == EntryKind::submodule;
    return !has_data;
  });
  if (has_data || !unread.empty()) return {};
  return { { { .path = metadata }, path_in(folder.path, "d/"), "is not in the repository" } };
}

void examine_sets(WeightsPass& pass) { Sets(pass).examine(); }

}  // namespace reallyopen
