#include "report/comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/cells.h"
#include "report/inert.h"
#include "report/inert_json.h"
#include "report/markdown_text.h"
#include "report/paint.h"

namespace reallyopen {
namespace {

constexpr Direction directions[] = { Direction::lost, Direction::gained, Direction::changed,
                                     Direction::unclear };

std::string title(const Subject& subject) {
  if (subject.worktree) return "the working tree";
  if (!subject.description.empty()) return inert(subject.description, 80);
  return inert(subject.revision.value_or("nothing"), 12);
}

std::string model_title(const ModelChanges& model) {
  std::string result = inert(model.name.empty() ? model.manifest : model.name, 80);
  if (model.version_before != model.version_after && !model.version_before.empty() &&
      !model.version_after.empty())
    return fmt::format("{} {} to {}", result, inert(model.version_before, 40),
                       inert(model.version_after, 40));
  return model.version_after.empty() ? result : result + " " + inert(model.version_after, 40);
}

// A restriction is its own subject; of all else the two states tell what happened.
std::string step(const Change& change) {
  if (change.aspect == Aspect::restriction) return "";
  const auto side = [](const std::string& text) {
    return text.empty() ? "none" : inert(text, 120);
  };
  return fmt::format("{} -> {}", side(change.before), side(change.after));
}

std::string short_place(const Place& place) {
  if (place.path.empty()) return "";
  return place.line > 0 ? fmt::format("{}:{}", inert(place.path), place.line) : inert(place.path);
}

std::string summary(const Comparison& comparison) {
  std::vector<std::string> parts;
  for (const Direction direction : directions)
    if (const int count = comparison.count(direction); count > 0 || direction < Direction::changed)
      parts.push_back(fmt::format("{} {}", count, name(direction)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Ink ink(Direction direction) {
  switch (direction) {
    case Direction::lost:
      return Ink::red;
    case Direction::gained:
      return Ink::green;
    case Direction::changed:
      return Ink::plain;
    case Direction::unclear:
      return Ink::yellow;
  }
  return Ink::plain;
}

std::string changes_text(const ModelChanges& model, Direction direction, const Paint& paint) {
  int subject_width = 0;
  int step_width = 0;
  for (const Change& change : model.changes) {
    if (change.aspect == Aspect::restriction) continue;
    subject_width = std::max(subject_width, cells(inert(change.subject)));
    step_width = std::max(step_width, cells(step(change)));
  }
  std::string result;
  for (const Change& change : model.changes) {
    if (change.direction != direction) continue;
    std::string line = fmt::format("    {:<12} {}", name(change.aspect),
                                   padded(inert(change.subject), subject_width));
    line += "  " + padded(step(change), step_width);
    if (change.aspect != Aspect::claim) line += "  " + short_place(change.place);
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result.empty() ? ""
                        : fmt::format("\n  {}\n{}", paint(ink(direction), name(direction)), result);
}

nlohmann::ordered_json subject_json(const Subject& subject) {
  return { { "revision", subject.revision ? nlohmann::ordered_json(*subject.revision) : nullptr },
           { "view", subject.worktree ? "worktree" : "commit" },
           { "dirty", subject.dirty } };
}

nlohmann::ordered_json to_json(const Change& change) {
  nlohmann::ordered_json place{ { "path", change.place.path } };
  if (change.place.line > 0) place["line"] = change.place.line;
  return { { "direction", name(change.direction) }, { "aspect", name(change.aspect) },
           { "subject", change.subject },           { "before", or_null(change.before) },
           { "after", or_null(change.after) },      { "place", std::move(place) } };
}

}  // namespace

std::string comparison_text(const Comparison& comparison, bool colour) {
  const Paint paint(colour);
  std::string result = fmt::format("{} against {}: {}\n", title(comparison.after),
                                   title(comparison.before), summary(comparison));
  for (const ModelChanges& model : comparison.models) {
    if (model.changes.empty()) continue;
    if (comparison.models.size() > 1 || !model.name.empty())
      result += fmt::format("\n{}\n", paint(Ink::bold, model_title(model)));
    for (const Direction direction : directions) result += changes_text(model, direction, paint);
  }
  return result;
}

std::string comparison_json(const Comparison& comparison) {
  auto models = nlohmann::ordered_json::array();
  for (const ModelChanges& model : comparison.models) {
    auto changes = nlohmann::ordered_json::array();
    for (const Change& change : model.changes) changes.push_back(to_json(change));
    models.push_back({ { "manifest", model.manifest },
                       { "name", or_null(model.name) },
                       { "version_before", or_null(model.version_before) },
                       { "version_after", or_null(model.version_after) },
                       { "changes", std::move(changes) } });
  }
  nlohmann::ordered_json counts;
  for (const Direction direction : directions)
    counts[std::string(name(direction))] = comparison.count(direction);
  const nlohmann::ordered_json json{ { "comparison_version", 1 },
                                     { "before", subject_json(comparison.before) },
                                     { "after", subject_json(comparison.after) },
                                     { "counts", std::move(counts) },
                                     { "models", std::move(models) } };
  return inert_json(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) +
         "\n";
}

std::string comparison_markdown(const Comparison& comparison) {
  std::string result = fmt::format("## Openness: {}\n\nAgainst {}.\n",
                                   markdown(summary(comparison)),
                                   markdown(title(comparison.before)));
  for (const ModelChanges& model : comparison.models) {
    if (model.changes.empty()) continue;
    result += fmt::format("\n### {}\n\n| | | | before | after |\n|---|---|---|---|---|\n",
                          markdown(model_title(model)));
    for (const Change& change : model.changes)
      result += fmt::format("| {} | {} | {} | {} | {} |\n", name(change.direction),
                            name(change.aspect), markdown(change.subject), markdown(change.before),
                            markdown(change.after));
  }
  return result;
}

}  // namespace reallyopen
