#include "evidence/weights/weights.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/weights/weights_pass.h"
#include "repository/attributes.h"
#include "repository/path.h"
#include "weights/format.h"

namespace reallyopen {
namespace {

// Below it a file costs a clone nothing, in LFS or not.
constexpr std::uint64_t small_file = 1 << 20;
constexpr std::size_t longest_line = 2000;
constexpr std::size_t most_texts = 10'000;

bool has_digest(const Artifact& artifact) { return artifact.node->get("sha256") != nullptr; }

void examine_pointer_expected(WeightsPass& pass) {
  Attributes attributes(pass.snapshot, Attributes::Attribute::lfs);
  for (const WeightFile& file : pass.weights.files) {
    if (!file.examined || file.pointer || file.size < small_file) continue;
    const Attributes::Origin origin = attributes.origin(file.entry.path);
    if (origin.line == 0) continue;
    WeightsObservation observation = pass.observation(WeightsIssue::pointer_expected, file);
    observation.found = fmt::format("{}", file.size);
    observation.related.push_back(
      { { origin.file, origin.line, 1, 1, origin.text }, "asks for Git LFS" });
    pass.report(std::move(observation));
  }
}

// Fetched content against the pointer that is committed. A digest is computed only where one is
// declared.
void examine_fetched(WeightsPass& pass) {
  std::vector<const WeightFile*> fetched;
  std::vector<Entry> hashed;
  for (const WeightFile& file : pass.weights.files) {
    if (!file.pointer || !file.content_here) continue;
    fetched.push_back(&file);
    if (has_digest(pass.artifact_of(file)) && file.size == file.pointer->size)
      hashed.push_back(file.entry);
  }
  pass.digests.compute(hashed);
  for (const WeightFile* file : fetched) {
    WeightsObservation observation = pass.observation(WeightsIssue::content_differs, *file);
    if (file->size != file->pointer->size) {
      observation.found = fmt::format("{} bytes", file->size);
      observation.expected = fmt::format("{} bytes", file->pointer->size);
    } else if (has_digest(pass.artifact_of(*file))) {
      const FileDigest& digest = pass.digests.of(file->entry);
      if (digest.status != ReadStatus::complete || digest.sha256 == file->pointer->sha256) continue;
      observation.found = "sha256 " + digest.sha256;
      observation.expected = file->pointer->sha256;
    } else {
      continue;
    }
    pass.break_artifact(*file);
    pass.report(std::move(observation));
  }
}

void examine_pointer_unexpected(WeightsPass& pass) {
  for (const Artifact& artifact : pass.declarations.artifacts()) {
    if (!needs_content(artifact.field)) continue;
    if (artifact.evidence != Evidence::present && artifact.defect != Defect::lfs_not_fetched)
      continue;
    const std::string_view base = folder_of(pass.declarations.document()->path);
    const Resolution resolution = pass.snapshot.resolve(base, artifact.written);
    if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file)
      continue;
    const std::optional<LfsPointer> pointer = pass.snapshot.lfs_pointer(resolution.entry);
    if (!pointer || pointer->size >= small_file) continue;
    pass.report({ .issue = WeightsIssue::pointer_unexpected,
                  .place = artifact.place,
                  .field = artifact.field,
                  .path = resolution.entry.path,
                  .found = fmt::format("{}", pointer->size) });
  }
}

}  // namespace

WeightsObservation WeightsPass::observation(WeightsIssue issue, const WeightFile& file) const {
  const Artifact& artifact = artifact_of(file);
  return {
    .issue = issue, .place = artifact.place, .field = artifact.field, .path = file.entry.path
  };
}

bool WeightsPass::is_adapter() const {
  const Node* bases = declarations.find({ "model", "base_models" });
  return bases && std::ranges::any_of(bases->items, [](const Node& base) {
           return base.string_at("relation") == "adapter";
         });
}

WeightsObservation WeightsPass::statement(WeightsIssue issue, const Node& node,
                                          std::string field) const {
  return { .issue = issue,
           .place = declarations.place(node),
           .field = std::move(field),
           .path = {},
           .found = {},
           .expected = node.text };
}

void WeightsPass::report(WeightsObservation observation) {
  result.observations.push_back(std::move(observation));
}

void WeightsPass::break_artifact(const WeightFile& file) {
  declarations.artifacts()[file.artifact].evidence = Evidence::broken;
}

Place line_place(const std::string& path, std::string_view text, int line) {
  for (int number = 1; number < line; ++number)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  const std::string_view found = text.substr(0, text.find('\n'));
  if (line < 1 || found.size() > longest_line) return { .path = path };
  return { path, line, 1, 1, std::string(found) };
}

void examine_pointers(WeightsPass& pass) {
  examine_pointer_expected(pass);
  examine_fetched(pass);
  examine_pointer_unexpected(pass);
}

void examine_headers(WeightsPass& pass) {
  for (const WeightFile& file : pass.weights.files) {
    if (!file.unread.empty()) {
      WeightsObservation observation = pass.observation(WeightsIssue::unread, file);
      observation.found = file.unread;
      pass.report(std::move(observation));
    }
    if (file.listing && !file.listing->problem.empty()) {
      WeightsObservation observation = pass.observation(WeightsIssue::header_invalid, file);
      observation.expected = file.listing->format;
      observation.found = file.listing->problem;
      pass.break_artifact(file);
      pass.report(std::move(observation));
    }
    if (!file.header) continue;
    if (file.header->status == HeaderStatus::invalid) {
      WeightsObservation observation = pass.observation(WeightsIssue::header_invalid, file);
      observation.expected = file.format;
      observation.found = starts_like_pickle(file.front)
                            ? "it starts like a pickle or a zip archive"
                            : file.header->problem;
      pass.break_artifact(file);
      pass.report(std::move(observation));
      continue;
    }
    for (const auto& [key, value] : file.header->texts)
      if (pass.result.texts.size() < most_texts)
        pass.result.texts.push_back({ file.entry.path, key, value });
  }
}

Weights examine_weights(const Snapshot& snapshot, Declarations& declarations, Digests& digests,
                        WeightsHeaders& headers) {
  if (!declarations.document()) return {};
  WeightsPass pass{ snapshot, declarations, digests,
                    find_weight_files(snapshot, declarations, headers) };
  examine_pointers(pass);
  examine_headers(pass);
  examine_parts(pass);
  examine_sets(pass);
  examine_checkpoint_networks(pass);
  examine_checksums(pass);
  examine_shards(pass);
  examine_stated(pass);
  examine_parameters(pass);
  return std::move(pass.result);
}

}  // namespace reallyopen
