#include "mof/evaluate.h"

#include <algorithm>

#include "license/exact_set.h"

namespace reallyopen {
namespace {

using Names = std::vector<std::string_view>;

bool holds(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

int count_required(int number) {
  return static_cast<int>(std::ranges::count_if(mof_components(),
                                                [&](const MofComponent& component) {
    return component.required && component.enters == number;
  }));
}

// The list of a class that an included component belongs to.
Names& standing(MofClass& of, std::string_view license) {
  if (license.empty()) return of.unlicensed;
  // The tool compares letter by letter.
  return listed_spelling("mot-open", license) == license ? of.included : of.invalid;
}

void file(const MofRecord& record, const MofComponent& component, MofClass& of) {
  const auto entry = std::ranges::find(record.entries, &component, &MofEntry::component);
  if (entry != record.entries.end())
    standing(of, license_of(record, *entry)).push_back(component.name);
  else if (component.required)
    of.missing.push_back(component.name);
}

MofClass file_class(const MofRecord& record, int number) {
  MofClass of{ .number = number };
  for (const bool required : { true, false })
    for (int entered = 3; entered >= number; --entered)
      for (const MofComponent& component : mof_components())
        if (component.enters == entered && component.required == required)
          file(record, component, of);
  return of;
}

// A paper stands in for a report that is not included: it takes over the report's place with its
// own standing.
void let_paper_replace_report(std::array<MofClass, 3>& classes) {
  if (holds(classes[0].included, mof_technical_report)) return;
  for (Names MofClass::*list : { &MofClass::included, &MofClass::invalid, &MofClass::unlicensed }) {
    if (!holds(classes[2].*list, mof_research_paper)) continue;
    for (MofClass& of : classes) std::erase(of.missing, mof_technical_report);
    (classes[0].*list).push_back(mof_research_paper);
    (classes[1].*list).push_back(mof_research_paper);
    return;
  }
}

double progress(const std::array<MofClass, 3>& classes, int number) {
  int total = 0;
  int included = 0;
  for (const MofClass& of : classes) {
    if (of.number < number) break;
    total += count_required(of.number);
    // The tool counts what it listed, optional components apart.
    included = static_cast<int>(std::ranges::count_if(
      of.included, [](std::string_view name) { return find_mof_component(name)->required; }));
    if (included >= total) continue;
    if (of.number > number) return 0;
    break;
  }
  const MofClass& last = classes[2];
  if (number == 1 && !holds(last.included, mof_technical_report) &&
      holds(last.included, mof_research_paper))
    --total;
  return std::min(100.0, 100.0 * included / total);
}

}  // namespace

MofVerdict evaluate(const MofRecord& record) {
  MofVerdict verdict{ .classes = { file_class(record, 3), file_class(record, 2),
                                   file_class(record, 1) } };
  let_paper_replace_report(verdict.classes);
  for (MofClass& of : verdict.classes) {
    of.progress = progress(verdict.classes, of.number);
    if (of.progress == 100) verdict.qualifies = of.number;
  }
  return verdict;
}

std::string_view mof_label(int number) {
  switch (number) {
    case 3:
      return "Class III - Open Model";
    case 2:
      return "Class II - Open Tooling Model";
    case 1:
      return "Class I - Open Science Model";
    default:
      return "Unclassified";
  }
}

}  // namespace reallyopen
