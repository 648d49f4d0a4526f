#include "inspection/policy_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "policy/combine.h"
#include "policy/load.h"
#include "policy/policy_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

ReadResult read_disk(const std::string& path, std::size_t limit) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return { .status = ReadStatus::missing };
  if (!std::filesystem::is_regular_file(path, error)) return { .status = ReadStatus::unreadable };
  std::ifstream file(path, std::ios::binary);
  std::string bytes(limit, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(limit));
  if (!file.is_open() || file.bad()) return { .status = ReadStatus::unreadable };
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  const bool whole = bytes.size() < limit;
  return { .status = whole ? ReadStatus::complete : ReadStatus::over_limit, .bytes = bytes };
}

// A link could lead to a file that says something else.
ReadResult read_snapshot(const Snapshot& snapshot, const std::string& path, std::size_t limit) {
  const std::optional<Entry> entry = snapshot.find(path);
  if (!entry) return { .status = ReadStatus::missing };
  if (entry->kind != EntryKind::file) return { .status = ReadStatus::unreadable };
  ReadResult read = snapshot.read(*entry, limit);
  if (read.status == ReadStatus::missing) read.status = ReadStatus::unreadable;
  return read;
}

[[noreturn]] void refuse(std::string path, std::string message, std::string fix) {
  throw PolicyError({ { .place = { .path = std::move(path) },
                        .message = std::move(message),
                        .fix = std::move(fix),
                        .subject = "" } });
}

// Whether git has the file, or a link or submodule on the way to it: then it is the repository that
// says what is in it.
bool is_tracked(const Snapshot& snapshot, const std::filesystem::path& path) {
  std::error_code error;
  const auto root = std::filesystem::weakly_canonical(snapshot.root(), error);
  if (snapshot.root().empty() || error) return false;
  std::string below;
  for (const auto& name : path.lexically_relative(root)) {
    if (name == ".." || name == ".") return false;
    below += (below.empty() ? "" : "/") + name.string();
    const std::optional<Entry> entry = snapshot.find(below);
    if (!entry) return false;
    if (entry->kind != EntryKind::folder) return true;
  }
  return false;
}

// As named, and where links lead.
void demand_outside(const Snapshot& snapshot, const std::string& path) {
  std::error_code error;
  const auto named = std::filesystem::absolute(path, error).lexically_normal();
  const auto folder = std::filesystem::weakly_canonical(named.parent_path(), error);
  if (is_tracked(snapshot, named) || is_tracked(snapshot, folder / named.filename()) ||
      is_tracked(snapshot, std::filesystem::weakly_canonical(named, error)))
    refuse(path, "is a file of the repository that is checked, which could loosen its own gate",
           "name a policy from elsewhere; the repository's own is `.reallyopen.yaml`, and is read "
           "without `--policy`");
}

// A policy that is not read must be no policy at all: it might have asked for more.
bool has_own(const Snapshot& snapshot) {
  const std::string path(policy_name);
  if (snapshot.find(".reallyopen.yml"))
    refuse(".reallyopen.yml", "is not read", "name it `.reallyopen.yaml`");
  if (snapshot.find(path)) return true;
  if (snapshot.view() == View::worktree && snapshot.untracked(path) != Untracked::absent)
    refuse(path, "is not tracked by git, so nobody else would have it",
           "`git add` it, or remove it");
  return false;
}

std::vector<std::string> ids_of(const std::vector<Claim>& claims) {
  std::vector<std::string> ids;
  for (const Claim& claim : claims) ids.push_back(claim.id);
  return ids;
}

Policy load_given(const Snapshot& snapshot, const std::string& path,
                  std::span<const RuleDescription> rules) {
  const auto read = [&](const std::string& file, std::size_t limit) {
    demand_outside(snapshot, file);
    return read_disk(file, limit);
  };
  const PolicySource disk{ .read = read, .may_go_up = true };
  Policy policy = load_policy(path, disk, { .rules = rules, .claims = ids_of(shipped_claims()) });
  // Its places are on the machine of the check, not in the repository.
  for (Waiver& waiver : policy.waivers) {
    waiver.in_repository = false;
    waiver.acceptance.place = {};
  }
  return policy;
}

// What a repository may do where no policy was given: set its own gate, but not what a claim means.
Policy without_given() {
  Policy policy;
  policy.repository_may_loosen = { Loosening::levels, Loosening::waivers, Loosening::claims };
  return policy;
}

}  // namespace

Policy policy_of(const Snapshot& snapshot, const std::optional<std::string>& given,
                 std::span<const RuleDescription> rules, std::vector<PolicyRemark>& remarks) {
  Policy policy = given ? load_given(snapshot, *given, rules) : without_given();
  if (!has_own(snapshot)) return policy;
  const PolicySource tree{ .read = [&](const std::string& path, std::size_t limit) {
    return read_snapshot(snapshot, path, limit);
  } };
  std::vector<std::string> known = ids_of(shipped_claims());
  for (const Claim& claim : policy.claims) known.push_back(claim.id);
  const Policy own = load_policy(std::string(policy_name), tree,
                                 { .rules = rules, .claims = known });
  return combine(std::move(policy), own, rules, remarks);
}

std::vector<Claim> claims_under(const Policy& policy) {
  std::vector<Claim> claims = shipped_claims();
  claims.insert(claims.end(), policy.claims.begin(), policy.claims.end());
  if (!policy.requirements.empty())
    claims.push_back({ .id = std::string(policy_claim),
                       .title = policy.name.empty() ? "The policy" : policy.name,
                       .summary = "What the policy requires beyond the claims.",
                       .source = "The policy of this check.",
                       .builds_on = "",
                       .label = false,
                       .requirements = policy.requirements });
  return claims;
}

}  // namespace reallyopen
