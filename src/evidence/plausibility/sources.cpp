// The data sources among themselves: shares, totals, what stages name, and whether a stranger can
// get what is called open.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "evidence/plausibility/addresses.h"
#include "evidence/plausibility/examinations.h"
#include "license/license_set.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr double share_margin = 0.05;
constexpr double total_margin = 2;  // parts may be seen more than once

std::string field_of(const Node& source, std::string_view key) {
  return fmt::format("data.sources.{}.{}", printable(source.string_at("name"), 60), key);
}

class SourceExamination {
 public:
  SourceExamination(const Declarations& declarations, Plausibility& found)
      : declarations_(declarations),
        found_(found),
        sources_(each_of(declarations.find({ "data", "sources" }))) {}

  void run() {
    examine_shares();
    for (const std::string_view unit :
         { "tokens", "bytes", "rows", "documents", "images", "hours" })
      examine_total(unit);
    examine_names();
    for (const Node* source : sources_) {
      examine_access(*source);
      for (const Node* subset : each_of(source->get("subsets"))) examine_access(*subset);
    }
  }

 private:
  void add(std::vector<ImplausibleStatement>& list, const Node& node, std::string field,
           std::string message, std::string component = "data-sources") {
    list.push_back(
      { declarations_.place(node), std::move(field), std::move(message), std::move(component) });
  }

  void examine_shares() {
    double sum = 0;
    std::size_t stated = 0;
    const Node* first = nullptr;
    for (const Node* source : sources_) {
      const Node* share = source->get("share");
      if (!stated_number(share)) continue;
      if (!first) first = share;
      sum += *stated_number(share);
      ++stated;
    }
    const bool all = stated == sources_.size();
    if (!first || (sum <= 1 + share_margin && (!all || sum >= 1 - share_margin))) return;
    add(found_.totals, *first, "data.sources.share",
        fmt::format("the shares of the sources sum to {:.2f}, not to 1", sum));
  }

  void examine_total(std::string_view unit) {
    const Node* node = declarations_.find({ "data", "total", unit });
    const auto total = stated_number(node);
    double sum = 0;
    for (const Node* source : sources_) {
      const Node* size = source->get("size");
      const auto one = stated_number(size ? size->get(unit) : nullptr);
      if (!one) return;
      sum += *one;
    }
    if (!total || sources_.empty() || *total <= sum * total_margin) return;
    add(found_.totals, *node, fmt::format("data.total.{}", unit),
        fmt::format("{} {} in all are more than the sources have together: {}",
                    shown_number(*total), unit, shown_number(sum)));
  }

  // ---- names

  void examine_names() {
    std::set<std::string> known;
    bool any_id = false;
    const auto learn = [&](const Node& node) {
      any_id |= !node.string_at("id").empty();
      for (const std::string_view key : { "id", "name" })
        if (const std::string_view text = node.string_at(key); !text.empty())
          known.insert(squeezed(text));
    };
    for (const Node* source : sources_) {
      learn(*source);
      for (const Node* subset : each_of(source->get("subsets"))) learn(*subset);
    }
    const std::vector<const Node*> steps = each_of(
      declarations_.find({ "preprocessing", "steps" }));
    for (const Node* step : steps) learn(*step);
    if (!any_id) return;
    for (const Node* step : steps)
      for (const Node* input : each_of(step->get("inputs")))
        examine_name(*input, known, "preprocessing.steps.inputs", "data-preprocessing");
    for (const Node* stage : each_of(declarations_.find({ "training", "stages" })))
      for (const Node* item : each_of(stage->get("data"))) {
        const Node* name = item->is_mapping() ? item->get("source") : item;
        if (name) examine_name(*name, known, "training.stages.data", "data-sources");
      }
  }

  // A path or a sentence is no id.
  void examine_name(const Node& name, const std::set<std::string>& known, std::string field,
                    std::string component) {
    if (!name.is_string() || name.text.find_first_of(" ./:*") != std::string::npos) return;
    const std::string word = squeezed(name.text);
    const bool listed = std::ranges::any_of(known, [&](const std::string& one) {
      return one == word || one.find(word) != std::string::npos ||
             word.find(one) != std::string::npos;
    });
    if (listed || word.empty()) return;
    add(found_.unlisted, name, std::move(field),
        fmt::format("`{}` is no source of `data.sources`, and no step", printable(name.text, 60)),
        std::move(component));
  }

  // ---- access

  void examine_access(const Node& source) {
    const std::string_view access = source.string_at("access");
    if (access != "open" && access != "public") return;
    std::string said;
    for (const std::string_view key : { "description", "obtain", "availability", "collection" })
      said += std::string(source.string_at(key)) + " ";
    for (const Node* address : addresses_of(source)) {
      const std::string what = private_address(address->text, said);
      if (!what.empty())
        add(found_.addresses, *address, field_of(source, "url"),
            fmt::format("data source {} is called {}, and {} {}",
                        in_backticks(source.string_at("name"), 60), access,
                        in_backticks(address->text), what));
    }
    if (access == "open") examine_terms(source);
  }

  static std::vector<const Node*> addresses_of(const Node& source) {
    std::vector<const Node*> addresses;
    if (const Node* url = source.get("url")) addresses.push_back(url);
    for (const Node* artifact : each_of(source.get("artifact"))) {
      const Node* url = artifact->is_mapping() ? artifact->get("url") : artifact;
      if (url && url->text.find("://") != std::string::npos) addresses.push_back(url);
    }
    return addresses;
  }

  void examine_terms(const Node& source) {
    const Node* availability = source.get("availability");
    if (availability && is_one_of(availability->text, { "on-request", "purchase", "none" }))
      return add(found_.access, *availability, field_of(source, "availability"),
                 fmt::format("data source {} is called open, and handed out by `{}`",
                             in_backticks(source.string_at("name"), 60), availability->text));
    const Node* license = source.get("license");
    if (!license || !license->is_string() || license->text.empty()) return;
    const bool closes = names_limit(*license) && !is_in_set(license->text, "open-data").in &&
                        !is_in_set(license->text, "osi").in;
    if (closes)
      add(found_.access, *license, field_of(source, "license"),
          fmt::format("data source {} is called open, and `{}` limits its use",
                      in_backticks(source.string_at("name"), 60), printable(license->text, 60)),
          "data-license");
  }

  // By the parts of the id that mean one; a reference may be anything.
  static bool names_limit(const Node& license) {
    const std::string id = lower(license.text);
    return id == "none" ||
           contains_one_of(id, { "-nc", "-nd", "noncommercial", "non-commercial", "proprietary" });
  }

  const Declarations& declarations_;
  Plausibility& found_;
  std::vector<const Node*> sources_;
};

}  // namespace

void examine_sources(const Declarations& declarations, Plausibility& found) {
  SourceExamination(declarations, found).run();
}

}  // namespace reallyopen
