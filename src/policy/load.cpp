#include "policy/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "policy/names.h"
#include "policy/policy_error.h"
#include "text/date.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr ParseLimits file_limits{ .bytes = 1u << 20, .nodes = 50'000 };
constexpr int most_files = 32;

Level level_named(std::string_view word) {
  return word == "error" ? Level::error : word == "warning" ? Level::warning : Level::note;
}

void set_size(const Node& node, std::string_view key, std::optional<std::size_t>& size) {
  if (const Node* value = node.get(key)) size = static_cast<std::size_t>(value->number);
}

std::string_view why_not_read(ReadStatus status) {
  switch (status) {
    case ReadStatus::over_limit:
      return "is larger than 1 MiB";
    case ReadStatus::missing:
      return "is not there";
    default:
      return "is not a file that can be read";
  }
}

class PolicyReader {
 public:
  PolicyReader(const PolicySource& source, const PolicyNames& names)
      : source_(source), names_(names), rule_ids_(rule_ids(names.rules)) {}

  Policy read(const std::string& path) {
    read_file(path, { .path = path });
    if (problems_.empty()) demand_known_claims();
    if (!problems_.empty()) throw PolicyError(problems_);
    return std::move(policy_);
  }

 private:
  // A file's own base comes first, so that what it says itself lies on top. Recursion ends with
  // `most_files`.
  void read_file(const std::string& path, const Place& named_at) {
    if (std::ranges::find(open_, path) != open_.end())
      return add(named_at, "the files extend each other in a circle", "");
    // Two that extend the same one: its waivers and claims are there already.
    if (std::ranges::find(policy_.files, path) != policy_.files.end()) return;
    std::unique_ptr<Document> parsed = parse(path, named_at, prepared_schema("policy"));
    if (!parsed) return;
    const Document& document = *documents_.emplace_back(std::move(parsed));
    open_.push_back(path);
    if (const Node* base = document.root.get("extends")) {
      if (base->is_string()) extend(document, *base);
      for (const Node& item : base->items) extend(document, item);
    }
    open_.pop_back();
    policy_.files.push_back(path);
    apply(document);
  }

  std::unique_ptr<Document> parse(const std::string& path, const Place& named_at,
                                  const Schema& schema) {
    if (++files_ > most_files) {
      add(named_at, "more than 32 files are named", "");
      return nullptr;
    }
    const ReadResult read = source_.read(path, file_limits.bytes + 1);
    if (read.status != ReadStatus::complete) {
      add(named_at, fmt::format("`{}` {}", printable(path, 200), why_not_read(read.status)), "");
      return nullptr;
    }
    ParseResult parsed = parse_document(path, read.bytes, file_limits);
    std::ranges::move(parsed.problems, std::back_inserter(problems_));
    if (!parsed.document) return nullptr;
    Validation validation = schema.validate(*parsed.document);
    const bool valid = validation.problems.empty();
    std::ranges::move(validation.problems, std::back_inserter(problems_));
    return valid ? std::move(parsed.document) : nullptr;
  }

  // The path of a file that `document` names, or nothing where it may not be named.
  std::optional<std::string> named_file(const Document& document, const Node& node) {
    const std::string& name = node.text;
    if (name.starts_with('/') || name.find("://") != std::string::npos ||
        name.find('\0') != std::string::npos) {
      add(document.place(node), fmt::format("`{}` is not a relative path", printable(name, 200)),
          "name a file beside this one");
      return std::nullopt;
    }
    const auto path = (std::filesystem::path(document.path).parent_path() / name)
                        .lexically_normal();
    if (!source_.may_go_up && *path.begin() == "..") {
      add(document.place(node),
          fmt::format("`{}` is outside of the repository", printable(name, 200)), "");
      return std::nullopt;
    }
    return path.string();
  }

  void extend(const Document& document, const Node& node) {
    if (const auto path = named_file(document, node)) read_file(*path, document.place(node));
  }

  void apply(const Document& document) {
    const Node& root = document.root;
    if (const Node* name = root.get("name")) policy_.name = name->text;
    if (const Node* require = root.get("require")) apply_require(document, *require);
    if (const Node* level = root.get("fail_on")) {
      policy_.fail_on = level_named(level->text);
      policy_.fail_on_place = document.place(*level);
    }
    if (const Node* levels = root.get("levels"))
      for (const Member& member : levels->members) apply_level(document, member);
    if (const Node* licenses = root.get("licenses"))
      for (const Member& member : licenses->members) apply_licenses(document, member);
    if (const Node* claims = root.get("claims"))
      for (const Node& item : claims->items) apply_claim(document, item);
    if (const Node* limits = root.get("limits")) apply_limits(document, *limits);
    if (const Node* waivers = root.get("waivers"))
      for (const Node& item : waivers->items) apply_waiver(document, item);
    if (const Node* terms = root.get("waiver_terms")) apply_terms(document, *terms);
    if (const Node* loosen = root.get("repository_may_loosen")) apply_loosening(document, *loosen);
  }

  void apply_require(const Document& document, const Node& require) {
    if (const Node* claims = require.get("claims"))
      for (const Node& item : claims->items) {
        policy_.required_claims.push_back(item.text);
        claim_names_.emplace_back(&document, &item);
      }
    if (const Node* components = require.get("components"))
      for (const Node& item : components->items) {
        demand_known_names(document, item, problems_);
        policy_.requirements.push_back(read_requirement(item));
      }
  }

  void apply_level(const Document& document, const Member& member) {
    demand_known(document, member.key, "rule", rule_ids_, problems_);
    const auto rule = std::ranges::find(names_.rules, member.key.text, &RuleDescription::id);
    if (rule == names_.rules.end()) return;
    if (rule->incomplete)
      add(document.place(member.key),
          fmt::format("`{}` says that something could not be examined, which no level changes",
                      rule->id),
          "");
    std::erase_if(policy_.levels, [&](const RuleLevel& level) { return level.rule == rule->id; });
    policy_.levels.push_back(
      { rule->id, level_named(member.value.text), document.place(member.key) });
  }

  void apply_licenses(const Document& document, const Member& member) {
    demand_known(document, member.key, "licence set that a policy may change",
                 { "osi", "open-model", "open-data", "open-content" }, problems_);
    for (const std::string_view change : { "add", "remove" })
      if (const Node* ids = member.value.get(change))
        for (const Node& id : ids->items) {
          demand_known_license(document, id, problems_);
          policy_.licenses.push_back(
            { { member.key.text, id.text, change == "add" }, document.place(id) });
        }
  }

  void apply_claim(const Document& document, const Node& node) {
    const auto path = named_file(document, node);
    if (!path) return;
    const std::unique_ptr<Document> file = parse(*path, document.place(node),
                                                 prepared_schema("claim"));
    if (!file) return;
    const Node& id = *file->root.get("id");
    if (const Node* base = file->root.get("builds_on")) {
      std::vector<std::string> shipped;
      for (const Claim& claim : shipped_claims()) shipped.push_back(claim.id);
      demand_known(*file, *base, "claim", shipped, problems_);
      if (!problems_.empty()) return;
    }
    for (const Node& item : file->root.get("requires")->items)
      demand_known_names(*file, item, problems_);
    const std::vector<std::string> taken = claim_ids();
    if (std::ranges::find(taken, id.text) != taken.end() || id.text == policy_claim)
      return add(file->place(id),
                 fmt::format("there is a claim `{}` already", printable(id.text, 80)),
                 "give this one an id of its own");
    policy_.claims.push_back(parse_claim(*path, file->text));
  }

  void apply_limits(const Document& document, const Node& limits) {
    PolicyLimits& current = policy_.limits;
    current.place = document.place(limits);
    set_size(limits, "manifests", current.manifests);
    set_size(limits, "manifest_bytes", current.manifest_bytes);
    set_size(limits, "manifest_nodes", current.manifest_nodes);
  }

  void apply_waiver(const Document& document, const Node& node) {
    const Node& rule = *node.get("rule");
    demand_known(document, rule, "rule", rule_ids_, problems_);
    const Node& until = *node.get("until");
    if (!day_number(until.text))
      add(document.place(until), fmt::format("`{}` is not a day", printable(until.text, 20)),
          "write YYYY-MM-DD");
    policy_.waivers.push_back({ .rule = rule.text,
                                .path = std::string(node.string_at("path")),
                                .component = std::string(node.string_at("component")),
                                .fingerprint = std::string(node.string_at("fingerprint")),
                                .acceptance = { .reason = std::string(node.string_at("reason")),
                                                .owner = std::string(node.string_at("owner")),
                                                .until = until.text,
                                                .place = document.place(rule) } });
  }

  void apply_terms(const Document& document, const Node& terms) {
    if (const Node* days = terms.get("longest_days")) {
      policy_.waiver_terms.longest_days = static_cast<int>(days->number);
      policy_.waiver_terms.longest_days_place = document.place(*days);
    }
    if (const Node* days = terms.get("warn_days"))
      policy_.waiver_terms.warn_days = static_cast<int>(days->number);
    if (const Node* never = terms.get("never"))
      for (const Node& rule : never->items) {
        demand_known(document, rule, "rule", rule_ids_, problems_);
        policy_.waiver_terms.never.push_back(rule.text);
      }
  }

  void apply_loosening(const Document& document, const Node& list) {
    policy_.repository_may_loosen.clear();
    policy_.may_loosen_place = document.place(list);
    for (const Node& item : list.items)
      policy_.repository_may_loosen.push_back(item.text == "levels"     ? Loosening::levels
                                              : item.text == "licenses" ? Loosening::licenses
                                              : item.text == "claims"   ? Loosening::claims
                                                                        : Loosening::waivers);
  }

  std::vector<std::string> claim_ids() const {
    std::vector<std::string> ids = names_.claims;
    for (const Claim& claim : policy_.claims) ids.push_back(claim.id);
    return ids;
  }

  // Only now all claim files are read.
  void demand_known_claims() {
    for (const auto& [document, node] : claim_names_)
      demand_known(*document, *node, "claim", claim_ids(), problems_);
  }

  void add(const Place& place, std::string message, std::string fix) {
    problems_.push_back({ .place = place, .message = std::move(message), .fix = std::move(fix) });
  }

  const PolicySource& source_;
  const PolicyNames& names_;
  std::vector<std::string> rule_ids_;
  Policy policy_;
  Problems problems_;
  std::vector<std::unique_ptr<Document>> documents_;
  std::vector<std::pair<const Document*, const Node*>> claim_names_;
  std::vector<std::string> open_;  // files that are being read
  int files_ = 0;
};

}  // namespace

Policy load_policy(const std::string& path, const PolicySource& source, const PolicyNames& names) {
  return PolicyReader(source, names).read(path);
}

}  // namespace reallyopen
