// Everything a rule may look at: one manifest, its snapshot, the evidence and the verdicts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "evidence/cards/card.h"
#include "evidence/cards/card_comparison.h"
#include "evidence/cards/card_parameters.h"
#include "evidence/cards/wording.h"
#include "evidence/copied_files.h"
#include "evidence/declarations.h"
#include "evidence/dvc_files.h"
#include "evidence/history/history.h"
#include "evidence/history/left_out.h"
#include "evidence/licenses/license_statements.h"
#include "evidence/lineage/unnamed_bases.h"
#include "evidence/plausibility/plausibility.h"
#include "evidence/recipe/configurations.h"
#include "evidence/recipe/environment.h"
#include "evidence/recipe/imports.h"
#include "evidence/recipe/loaded_datasets.h"
#include "evidence/recipe/run_logs.h"
#include "evidence/recipe/scripts.h"
#include "evidence/results/results.h"
#include "evidence/weights/checkpoints.h"
#include "evidence/weights/model_files.h"
#include "evidence/weights/weights.h"
#include "manifest/parse.h"
#include "manifest/schema.h"
#include "repository/snapshot.h"
#include "verdict/policy_remark.h"
#include "verdict/verdict.h"

namespace reallyopen {

struct Inspection {
  const Snapshot& snapshot;
  std::string manifest;  // its path, or where it should be
  bool manifest_found = false;
  ReadStatus manifest_read = ReadStatus::complete;
  std::span<const std::string> unread_folders;  // where other manifests might be
  const ParseResult& parsed;
  const Validation& validation;
  const Declarations& declarations;
  const Weights& weights;
  std::span<const ModelFileDisagreement> model_files;
  std::span<const CheckpointsIssue> checkpoints;
  const Configurations& configurations;
  std::span<const UnnamedBase> unnamed_bases;
  std::span<const Contradiction> run_records;
  std::span<const RunLogDisagreement> run_logs;
  std::span<const UnlistedDataset> unlisted_datasets;
  const Plausibility& plausibility;
  const Scripts& scripts;
  std::span<const CopiedFile> copied_files;
  std::span<const OtherDvcFile> dvc_files;
  const Environment& environment;
  std::span<const UnlockedImport> unlocked_imports;
  std::span<const Card> cards;
  std::span<const OtherResult> other_results;
  const std::optional<CardParameters>& card_parameters;
  const CardComparison& card_comparison;
  std::span<const OpennessStatement> wording;
  const History& history;
  std::span<const LeftOut> left_out;
  const LicenseStatements& license_statements;
  std::span<const LicenseDisagreement> license_disagreements;
  std::span<const ComponentEvidence> components;
  std::span<const ClaimVerdict> claims;             // of all shipped claims, asked or not
  std::span<const std::string> claims_known;        // ids
  const std::vector<PolicyRemark>& policy_remarks;  // said once, of all models
};

}  // namespace reallyopen
