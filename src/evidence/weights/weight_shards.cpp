// Weights in several files: whether all are here, and hold what their index says.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "weights/parameters.h"
#include "weights/shard_index.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_index = 64 << 20;
constexpr std::size_t most_named_shards = 20;  // shards of one series that are named one by one
// Tensors that share storage are counted once by some writers and twice by others: in small models
// with a large vocabulary that is a quarter of everything. Twice the bytes, another precision, is
// outside.
constexpr double least_share = 0.75;
constexpr double largest_share = 1.35;
constexpr double widest_parameter = 8;  // bytes

using FilesByPath = std::map<std::string, const WeightFile*, std::less<>>;

// A series of numbered files in one folder.
struct Series {
  ShardName name;
  std::string folder;
  std::map<std::uint32_t, const WeightFile*> files;
};

std::vector<Series> find_series(const WeightsPass& pass) {
  std::map<std::string, Series> found;
  for (const WeightFile& file : pass.weights.files) {
    const auto name = shard_name(name_of(file.entry.path));
    if (!name || !is_released(pass.artifact_of(file))) continue;
    Series& series = found[path_in(folder_of(file.entry.path), name->series)];
    series.name = *name;
    series.folder = folder_of(file.entry.path);
    series.files.emplace(name->number, &file);
  }
  std::vector<Series> result;
  for (auto& [key, series] : found) result.push_back(std::move(series));
  return result;
}

// `expected` tells a shard that is here, but not declared, from one that is not.
void report_missing(WeightsPass& pass, WeightsObservation about,
                    const std::vector<std::string>& paths, std::set<std::string>& reported) {
  std::vector<std::string> fresh;
  for (const std::string& path : paths)
    if (reported.insert(path).second) fresh.push_back(path);
  for (std::size_t i = 0; i < std::min(fresh.size(), most_named_shards); ++i) {
    WeightsObservation observation = about;
    observation.issue = WeightsIssue::shard_missing;
    observation.path = fresh[i];
    const Resolution resolution = pass.snapshot.resolve("", "/" + fresh[i]);
    observation.expected = resolution.status == ResolveStatus::found ? "declared" : "";
    if (i + 1 == most_named_shards) observation.more = fresh.size() - most_named_shards;
    pass.report(std::move(observation));
  }
}

void examine_numbers(WeightsPass& pass, const Series& series, std::set<std::string>& reported) {
  const std::uint32_t first = series.files.begin()->first == 0 ? 0 : 1;
  std::vector<std::string> missing;
  for (std::uint32_t i = 0; i < series.name.count; ++i)
    if (!series.files.contains(first + i))
      missing.push_back(path_in(series.folder, shard_file_name(series.name, first + i)));
  if (missing.empty()) return;
  const WeightFile& file = *series.files.begin()->second;
  pass.break_artifact(file);
  WeightsObservation about = pass.observation(WeightsIssue::shard_missing, file);
  about.found = name_of(file.entry.path);
  report_missing(pass, std::move(about), missing, reported);
}

// The same content twice cannot be two parts of one model.
void examine_equal(WeightsPass& pass, const Series& series) {
  std::map<std::string, const WeightFile*> by_content;
  for (const auto& [number, file] : series.files) {
    if (!file->examined) continue;
    const std::string content = file->pointer ? file->pointer->sha256 : file->entry.id;
    const auto [same, inserted] = by_content.try_emplace(content, file);
    if (inserted) continue;
    WeightsObservation observation = pass.observation(WeightsIssue::shards_equal, *file);
    observation.found = same->second->entry.path;
    pass.break_artifact(*file);
    pass.report(std::move(observation));
  }
}

// An index file, declared or beside the shards that it names.
struct Index {
  std::optional<std::size_t> artifact;  // that declares it
  WeightsObservation about;
  Entry entry;
  std::string text;
  ShardIndex content;
};

// `model-00001-of-00002.safetensors` has `model.safetensors.index.json` beside it.
std::string index_path(const Series& series) {
  const std::string& name = series.name.series;
  const std::size_t dash = name.find("--of-");
  const std::size_t extension = name.find('.', dash == std::string::npos ? 0 : dash);
  if (dash == std::string::npos || extension == std::string::npos) return "";
  return path_in(series.folder, name.substr(0, dash) + name.substr(extension) + ".index.json");
}

std::vector<Index> find_indexes(const WeightsPass& pass, const std::vector<Series>& all) {
  std::vector<Index> result;
  std::set<std::string> paths;
  const std::vector<Artifact>& artifacts = pass.declarations.artifacts();
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    const Artifact& artifact = artifacts[i];
    if (artifact.field != "model.weights.index" || artifact.evidence != Evidence::present) continue;
    for (const Entry& entry : entries_of(pass.snapshot, pass.declarations, artifact)) {
      if (!paths.insert(entry.path).second || entry.kind != EntryKind::file) continue;
      WeightsObservation about{ .place = artifact.place,
                                .field = artifact.field,
                                .path = entry.path };
      result.push_back({ .artifact = i, .about = std::move(about), .entry = entry });
    }
  }
  for (const Series& series : all) {
    const std::string path = index_path(series);
    if (path.empty() || !paths.insert(path).second) continue;
    const Resolution resolution = pass.snapshot.resolve("", "/" + path);
    if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file)
      continue;
    if (pass.snapshot.lfs_pointer(resolution.entry)) continue;
    WeightsObservation about = pass.observation(WeightsIssue::index_invalid,
                                                *series.files.begin()->second);
    about.path = path;
    result.push_back({ .artifact = series.files.begin()->second->artifact,
                       .about = std::move(about),
                       .entry = resolution.entry });
  }
  return result;
}

// The line of an index that first names the text; JSON on one line has only the file as its place.
Related mention(const Index& index, const std::string& text, std::string label) {
  const std::size_t at = index.text.find(fmt::format("\"{}\"", text));
  const auto line = at == std::string::npos
                      ? 0
                      : 1 + std::count(index.text.begin(),
                                       index.text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return { line_place(index.entry.path, index.text, static_cast<int>(line)), std::move(label) };
}

void examine_tensors(WeightsPass& pass, const Index& index,
                     const std::vector<const WeightFile*>& files) {
  std::map<std::string, std::string> holders;  // tensor -> shard
  for (std::size_t i = 0; i < files.size(); ++i)
    if (files[i] && files[i]->header)
      for (const Tensor& tensor : files[i]->header->tensors)
        holders.emplace(tensor.name, index.content.shards[i]);
  std::vector<std::size_t> missing(files.size());
  std::vector<std::string> first(files.size());
  for (const ShardIndex::Entry& entry : index.content.tensors) {
    const WeightFile* file = files[entry.shard];
    if (!file || !file->header || file->header->status != HeaderStatus::complete) continue;
    const auto holder = holders.find(entry.tensor);
    if (holder != holders.end() && holder->second == index.content.shards[entry.shard]) continue;
    if (missing[entry.shard]++ == 0) first[entry.shard] = entry.tensor;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (missing[i] == 0) continue;
    WeightsObservation observation = index.about;
    observation.issue = WeightsIssue::tensor_missing;
    observation.path = files[i]->entry.path;
    observation.found = first[i];
    if (const auto holder = holders.find(first[i]); holder != holders.end())
      observation.expected = holder->second;
    observation.more = missing[i] - 1;
    observation.related.push_back(mention(index, first[i], "the index says"));
    pass.break_artifact(*files[i]);
    pass.report(std::move(observation));
  }
}

// What the shards hold beside what the index names: it may be left over, or put there.
void examine_unlisted(WeightsPass& pass, const Index& index,
                      const std::vector<const WeightFile*>& files) {
  const auto is_listed = [&](const std::string& tensor) {
    return std::ranges::binary_search(index.content.tensors, tensor, {},
                                      &ShardIndex::Entry::tensor);
  };
  for (const WeightFile* file : files) {
    if (!file || !file->header) continue;
    WeightsObservation observation = index.about;
    std::size_t unlisted = 0;
    for (const Tensor& tensor : file->header->tensors)
      if (!is_listed(tensor.name) && unlisted++ == 0) observation.found = tensor.name;
    if (unlisted == 0) continue;
    observation.issue = WeightsIssue::tensor_unlisted;
    observation.path = file->entry.path;
    observation.expected = index.entry.path;
    observation.more = unlisted - 1;
    pass.report(std::move(observation));
  }
}

// `total_parameters`, as transformers 5 writes it: a tensor that two share counts once, and a
// packed number for one or for several.
bool counts_right(double total, const std::vector<const WeightFile*>& files, double bytes) {
  double least = 0;
  double most = 0;
  for (const WeightFile* file : files) {
    if (!file || !file->header || file->header->status != HeaderStatus::complete)
      return total <= bytes * most_parameters_per_byte &&
             total * widest_parameter >= bytes * least_share;
    const ParameterCount count = count_parameters(file->header->tensors);
    least += static_cast<double>(count.least);
    most += static_cast<double>(count.most);
  }
  return total >= least * least_share && total <= most * largest_share;
}

// What of the files may be something else than numbers: in very small ones most.
double room_of_headers(const std::vector<const WeightFile*>& files) {
  constexpr double unread = 65536;
  double room = 0;
  for (const WeightFile* file : files) {
    if (!file->header || file->header->status != HeaderStatus::complete) {
      room += unread;
      continue;
    }
    double numbers = 0;
    for (const Tensor& tensor : file->header->tensors) numbers += static_cast<double>(tensor.bytes);
    room += std::max(0.0, static_cast<double>(file->size) - numbers);
  }
  return room;
}

void examine_total(WeightsPass& pass, const Index& index,
                   const std::vector<const WeightFile*>& files) {
  const bool known = std::ranges::all_of(
    files, [](const WeightFile* file) { return file && file->examined; });
  if (!index.content.total_size || !known) return;
  double sum = 0;
  for (const WeightFile* file : files) sum += static_cast<double>(file->size);
  const double total = static_cast<double>(*index.content.total_size);
  const double headers = room_of_headers(files);
  pass.indexed_bytes = index.content.total_size;
  if (total <= sum * largest_share && total >= (sum - headers) * least_share) return;
  WeightsObservation observation = index.about;
  observation.issue = WeightsIssue::total_size_differs;
  observation.path = index.entry.path;
  observation.found = fmt::format("{}", *index.content.total_size);
  observation.expected = fmt::format("{:.0f}", sum);
  observation.related.push_back(mention(index, "total_size", "the index says"));
  pass.report(std::move(observation));
}

void examine_count(WeightsPass& pass, const Index& index,
                   const std::vector<const WeightFile*>& files) {
  const bool known = std::ranges::all_of(
    files, [](const WeightFile* file) { return file && file->examined; });
  if (!index.content.total_parameters || !known) return;
  double bytes = 0;
  for (const WeightFile* file : files) bytes += static_cast<double>(file->size);
  pass.indexed_parameters = index.content.total_parameters;
  if (counts_right(static_cast<double>(*index.content.total_parameters), files, bytes)) return;
  WeightsObservation observation = index.about;
  observation.issue = WeightsIssue::total_parameters_differ;
  observation.path = index.entry.path;
  observation.found = fmt::format("{}", *index.content.total_parameters);
  observation.expected = fmt::format("{:.0f}", bytes);
  observation.related.push_back(mention(index, "total_parameters", "the index says"));
  pass.report(std::move(observation));
}

std::string_view extension_of(const Index& index) {
  const std::string_view first = index.content.shards.front();
  return first.substr(std::min(first.rfind('.'), first.size()));
}

// Without a file of its kind beside it the index is about weights that are elsewhere.
bool has_weights_beside(const Index& index, const FilesByPath& by_path) {
  return std::ranges::any_of(by_path, [&](const auto& row) {
    return folder_of(row.first) == folder_of(index.entry.path) &&
           row.first.ends_with(extension_of(index));
  });
}

void examine_extra(WeightsPass& pass, const Index& index) {
  const std::string_view folder = folder_of(index.entry.path);
  const std::string_view extension = extension_of(index);
  for (const WeightFile& file : pass.weights.files) {
    const std::string_view name = name_of(file.entry.path);
    if (folder_of(file.entry.path) != folder || !shard_name(name) || !name.ends_with(extension))
      continue;
    if (std::ranges::binary_search(index.content.shards, std::string(name))) continue;
    WeightsObservation observation = pass.observation(WeightsIssue::shard_extra, file);
    observation.found = index.entry.path;
    pass.report(std::move(observation));
  }
}

void examine_index(WeightsPass& pass, Index& index, const FilesByPath& by_path,
                   std::set<std::string>& reported) {
  const std::string_view folder = folder_of(index.entry.path);
  ReadResult read = pass.snapshot.read(index.entry, longest_index);
  WeightsObservation about = index.about;
  if (read.status != ReadStatus::complete) {
    about.issue = WeightsIssue::unread;
    about.found = "the index is too large, or not in this clone";
    return pass.report(std::move(about));
  }
  index.text = std::move(read.bytes);
  index.content = read_shard_index(index.text);
  if (!index.content.problem.empty()) {
    about.issue = WeightsIssue::index_invalid;
    about.path = index.entry.path;
    about.found = index.content.problem;
    if (index.artifact) pass.declarations.artifacts()[*index.artifact].evidence = Evidence::broken;
    return pass.report(std::move(about));
  }
  if (!has_weights_beside(index, by_path)) return;
  std::vector<const WeightFile*> files;
  std::vector<std::string> missing;
  for (const std::string& shard : index.content.shards) {
    const std::string path = join_path(folder, shard).value_or(shard);
    const auto found = by_path.find(path);
    files.push_back(found == by_path.end() ? nullptr : found->second);
    if (!files.back()) missing.push_back(path);
  }
  if (!missing.empty()) {
    about.found = index.entry.path;
    about.related.push_back(
      mention(index, std::string(name_of(missing.front())), "the index says"));
    if (index.artifact) pass.declarations.artifacts()[*index.artifact].evidence = Evidence::broken;
    report_missing(pass, std::move(about), missing, reported);
  }
  examine_extra(pass, index);
  examine_total(pass, index, files);
  examine_count(pass, index, files);
  examine_tensors(pass, index, files);
  examine_unlisted(pass, index, files);
}

}  // namespace

void examine_shards(WeightsPass& pass) {
  const std::vector<Series> all = find_series(pass);
  FilesByPath by_path;
  for (const WeightFile& file : pass.weights.files)
    if (is_released(pass.artifact_of(file))) by_path.emplace(file.entry.path, &file);
  std::set<std::string> reported;
  for (Index& index : find_indexes(pass, all)) examine_index(pass, index, by_path, reported);
  for (const Series& series : all) {
    examine_numbers(pass, series, reported);
    examine_equal(pass, series);
  }
}

}  // namespace reallyopen
