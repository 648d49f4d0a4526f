// Recognitions in words.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "license/license_table.h"
#include "license/recognise.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_quote = 160;
constexpr std::size_t most_changes = 5;

std::string counted(int number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string lines(const TextChange& change) {
  return change.first_line == change.last_line
           ? fmt::format("line {}", change.first_line)
           : fmt::format("lines {} to {}", change.first_line, change.last_line);
}

std::string describe_change(const TextChange& change) {
  const std::string quote = fmt::format("`{}`", printable(change.words, longest_quote));
  if (change.added == 0)
    return fmt::format("without {} before line {}", counted(change.removed, "word"),
                       change.first_line);
  if (change.removed > 0)
    return fmt::format("with {} replaced on {}: {}", counted(change.removed, "word"), lines(change),
                       quote);
  if (change.sentences > 0)
    return fmt::format("plus {} from line {}: {}", counted(change.sentences, "sentence"),
                       change.first_line, quote);
  return fmt::format("plus {} on {}: {}", counted(change.added, "word"), lines(change), quote);
}

std::string describe_changes(const std::vector<TextChange>& changes) {
  std::string text;
  for (std::size_t i = 0; i < changes.size() && i < most_changes; ++i)
    text += fmt::format("{} {}", i == 0 ? "," : ";", describe_change(changes[i]));
  if (changes.size() > most_changes)
    text += fmt::format("; and {} more", changes.size() - most_changes);
  return text;
}

std::string describe_match(const LicenseMatch& match) {
  std::string text = match.ids.front();
  if (match.ids.size() > 1) {
    const std::vector<std::string> others(match.ids.begin() + 1, match.ids.end());
    text += fmt::format(" (the same text: {})", fmt::join(others, ", "));
  }
  if (!match.alternatives.empty())
    text += fmt::format(" (as near: {})", fmt::join(match.alternatives, ", "));
  if (match.likeness != Likeness::same) text += fmt::format(", {:.1f} %", 100 * match.similarity);
  text += describe_changes(match.changes);
  if (!match.made_from.empty())
    text += fmt::format("; it is {}{}", match.made_from, describe_changes(match.made_by));
  return text;
}

std::string describe_mention(const LicenseMention& mention) {
  const std::string written = printable(mention.written, longest_quote);
  switch (mention.how) {
    case LicenseMention::How::tag:
      return fmt::format("tagged `{}` on line {}", written, mention.line);
    case LicenseMention::How::name:
      return fmt::format("no licence text; line {} names {}: `{}`", mention.line, mention.id,
                         written);
    case LicenseMention::How::url:
      break;
  }
  if (mention.id.empty())
    return fmt::format("no licence text; line {} refers to `{}`", mention.line, written);
  return fmt::format("no licence text; line {} refers to {}: `{}`", mention.line, mention.id,
                     written);
}

}  // namespace

std::string_view name(Likeness likeness) {
  switch (likeness) {
    case Likeness::same:
      return "same";
    case Likeness::reworded:
      return "reworded";
    case Likeness::modified:
      break;
  }
  return "modified";
}

std::string_view name(LicenseMention::How how) {
  switch (how) {
    case LicenseMention::How::tag:
      return "tag";
    case LicenseMention::How::name:
      return "name";
    case LicenseMention::How::url:
      break;
  }
  return "url";
}

std::string_view name(Recognition::Kind kind) {
  switch (kind) {
    case Recognition::Kind::texts:
      return "texts";
    case Recognition::Kind::mentions:
      return "mentions";
    case Recognition::Kind::unrecognised:
      return "unrecognised";
    case Recognition::Kind::unreadable:
      return "unreadable";
    case Recognition::Kind::empty:
      break;
  }
  return "empty";
}

std::string describe_origin(const LicenseMatch& match) {
  return fmt::format("{}, which is {}{}", match.ids.front(), match.made_from,
                     describe_changes(match.made_by));
}

std::vector<std::string> describe(const Recognition& recognition) {
  std::vector<std::string> said;
  switch (recognition.kind) {
    case Recognition::Kind::texts:
      for (const LicenseMatch& match : recognition.matches) said.push_back(describe_match(match));
      for (const TextChange& change : recognition.rest)
        said.push_back(fmt::format("beside them{}", describe_changes({ change })));
      break;
    case Recognition::Kind::mentions:
      for (const LicenseMention& mention : recognition.mentions)
        said.push_back(describe_mention(mention));
      break;
    case Recognition::Kind::unrecognised:
      said.emplace_back("no licence recognised");
      break;
    case Recognition::Kind::empty:
      said.emplace_back("empty");
      break;
    case Recognition::Kind::unreadable:
      said.push_back(recognition.because);
      break;
  }
  if (recognition.cut) said.emplace_back("the text is too long: its end was not examined");
  return said;
}

}  // namespace reallyopen
