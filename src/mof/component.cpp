#include "mof/component.h"

#include <algorithm>

namespace reallyopen {
namespace {

using enum MofContent;

constexpr MofComponent rows[] = {
  { "Model architecture", code, 3, true, "model-architecture" },
  { "Model parameters (Final)", data, 3, true, "model-weights" },
  { "Evaluation results", document, 3, true, "evaluation-results" },
  { "Model card", document, 3, true, "model-card" },
  { "Data card", document, 3, true, "data-card" },
  { "Technical report", document, 3, true, "technical-report" },
  { "Sample model outputs", document, 3, false, "sample-outputs" },
  { "Training code", code, 2, true, "training-scripts" },
  { "Inference code", code, 2, true, "inference-code" },
  { "Evaluation code", code, 2, true, "evaluation-code" },
  { "Evaluation data", data, 2, true, "evaluation-data" },
  { "Supporting libraries and tools", code, 2, false, "environment" },
  { "Datasets", data, 1, true, "data-sources" },
  { "Data preprocessing code", code, 1, true, "data-preprocessing" },
  { "Model parameters (Intermediate)", data, 1, true, "checkpoints" },
  { "Research paper", document, 1, true, "research-paper" },
  { "Model metadata", data, 1, false, "hyperparameters" },
};

}  // namespace

const std::string_view mof_technical_report = "Technical report";
const std::string_view mof_research_paper = "Research paper";

std::span<const MofComponent> mof_components() { return rows; }

const MofComponent* find_mof_component(std::string_view name) {
  const auto row = std::ranges::find(rows, name, &MofComponent::name);
  return row == std::end(rows) ? nullptr : &*row;
}

}  // namespace reallyopen
