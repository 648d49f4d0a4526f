// Weights, architecture, inference code: what it takes to run the model.
#include "evidence/components/component.h"
#include "evidence/components/part.h"

namespace reallyopen {
namespace {

void gather_weights(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* weights = declarations.find({ "model", "weights" });
  if (auto status = status_part(declarations, weights)) return apply(std::move(*status), evidence);
  if (!weights) return;
  Part files = artifacts_part(declarations, weights->get("files"));
  const Part checksums = artifacts_part(declarations, weights->get("checksums"));
  // A committed list of digests names the linked files for good.
  if (files.evidence == Evidence::linked && checksums.evidence == Evidence::present)
    files.evidence = Evidence::pinned;
  if (checksums.evidence == Evidence::broken || checksums.evidence == Evidence::unknown)
    files = weaker(std::move(files), checksums);
  apply(std::move(files), evidence);
}

void gather_architecture(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* architecture = declarations.find({ "model", "architecture" });
  if (auto status = status_part(declarations, architecture))
    return apply(std::move(*status), evidence);
  if (!architecture) return;
  Part part;
  for (const std::string_view key : { "code", "config" })
    part = stronger(std::move(part), artifacts_part(declarations, architecture->get(key)));
  for (const std::string_view key : { "description", "type", "family" })
    part = stronger(std::move(part), described_part(declarations, architecture->get(key)));
  apply(std::move(part), evidence);
}

void gather_inference(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* inference = declarations.find({ "model", "inference" });
  if (auto status = status_part(declarations, inference))
    return apply(std::move(*status), evidence);
  if (inference) apply(artifacts_part(declarations, inference->get("code")), evidence);
}

constexpr Component model_rows[] = {
  { .id = "model-weights",
    .title = "weights",
    .content = Content::weights,
    .field = "model.weights",
    .about = "The files of `model.weights.files`, all of them. A Git LFS pointer counts as "
             "present: it "
             "names size and digest. A link is pinned by a commit, a digest, or a committed "
             "`checksums` "
             "file. What a header, an index, a checksum or a missing part contradicts is broken.",
    .step = "name the weight files in `model.weights.files`",
    .facts = {},
    .gather = gather_weights },
  { .id = "model-architecture",
    .title = "architecture",
    .content = Content::code,
    .field = "model.architecture",
    .about = "The stronger of `code` and `config`; a description alone is `described`.",
    .step = "commit the code or configuration of the architecture",
    .facts = {},
    .gather = gather_architecture },
  { .id = "inference-code",
    .title = "inference code",
    .content = Content::code,
    .field = "model.inference",
    .about = "The artifacts of `model.inference.code`, all of them.",
    .step = "commit the inference code, or name a repository at a commit",
    .facts = {},
    .gather = gather_inference },
};

}  // namespace

constinit const ComponentFamily model_components = model_rows;

}  // namespace reallyopen
