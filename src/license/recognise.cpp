#include "license/recognise.h"

#include <algorithm>
#include <optional>

#include "license/align.h"
#include "license/license_table.h"
#include "license/mention.h"
#include "license/text_change.h"
#include "license/text_index.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_words_recognised = 300'000;
constexpr std::size_t most_matches = 32;
constexpr std::size_t most_ranked = 40;      // licences whose every shingle is looked at
constexpr std::size_t most_aligned = 6;      // and that are compared word by word
constexpr double least_sampled = 0.3;        // share of a licence's samples
constexpr std::ptrdiff_t fewest_words = 10;  // of a match
constexpr double tie = 0.5;                  // words between two licences that explain a text alike
constexpr std::size_t binary_bytes = 8000;   // in which a zero byte is looked for

// A licence that may be in the text, and how well it explains it.
struct Candidate {
  const IndexedText* text = nullptr;
  WordCodes words;
  Alignment alignment;
  double score = 0;
  double most = 0;  // no comparison will score more
  double similarity = 0;
  double coverage = 0;  // of the licence
};

// Half a licence matching is worth nothing, all of it its length.
double worth(double share, std::size_t words) {
  return (2 * share - 1) * static_cast<double>(words);
}

std::vector<std::uint32_t> distinct(const TextShingles& shingles) {
  std::vector<std::uint32_t> all;
  for (const std::uint64_t entry : shingles.entries()) {
    const std::uint32_t shingle = TextShingles::shingle_of(entry);
    if (all.empty() || all.back() != shingle) all.push_back(shingle);
  }
  return all;
}

double exact_share(const TextShingles& shingles, const WordCodes& words) {
  std::size_t hits = 0;
  const std::size_t count = words.size() + 1 - shingle_words;
  for (std::size_t i = 0; i < count; ++i)
    hits += shingles.may_have(shingle(words[i], words[i + 1], words[i + 2]));
  return static_cast<double>(hits) / static_cast<double>(count);
}

// A word that is not there spoils at most three shingles.
double highest_score(double share, std::size_t words) {
  return (1 - 2 * (1 - share) / shingle_words) * static_cast<double>(words);
}

void keep_best(std::vector<Candidate>& candidates, std::size_t count) {
  std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::score);
  if (candidates.size() > count) candidates.resize(count);
}

std::vector<Candidate> candidates_for(const TextShingles& shingles) {
  std::vector<Candidate> candidates;
  const std::span<const IndexedText> texts = license_texts().texts();
  const std::vector<std::uint32_t> counts = license_texts().samples_among(distinct(shingles));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (counts[i] < least_sampled * texts[i].samples || counts[i] == 0) continue;
    Candidate candidate;
    candidate.text = &texts[i];
    candidate.score = worth(static_cast<double>(counts[i]) / texts[i].samples, texts[i].words);
    candidates.push_back(std::move(candidate));
  }
  keep_best(candidates, most_ranked);
  for (Candidate& candidate : candidates) {
    candidate.words = license_texts().words_of(*candidate.text);
    if (candidate.words.size() < shingle_words) continue;
    // An appendix may be missing.
    const std::size_t required = candidate.text->required_words;
    const WordCodes part(candidate.words.begin(),
                         candidate.words.begin() + static_cast<std::ptrdiff_t>(required));
    const double share = exact_share(shingles, candidate.words);
    candidate.score = worth(share, candidate.words.size());
    candidate.most = highest_score(share, candidate.words.size());
    if (required == candidate.words.size() || required <= shingle_words) continue;
    const double share_of_part = exact_share(shingles, part);
    const auto appendix = static_cast<double>(candidate.words.size() - required);
    candidate.score = std::max(candidate.score, worth(share_of_part, required));
    candidate.most = std::max(candidate.most,
                              highest_score(share_of_part, required) + appendix / 3);
  }
  keep_best(candidates, most_aligned);
  return candidates;
}

void measure(const CountedWords& text, const TextShingles& shingles, Candidate& candidate) {
  candidate.alignment = align(text.codes, text.taken, shingles, candidate.words);
  if (candidate.alignment.empty()) {
    candidate.score = 0;
    return;
  }
  const std::size_t required = candidate.text->required_words;
  const std::size_t appendix = candidate.words.size() - required;
  const auto behind = static_cast<std::size_t>(std::ranges::count_if(
    candidate.alignment, [&](const MatchedWord& word) { return word.in_license >= required; }));
  const std::size_t matched = candidate.alignment.size();
  std::size_t missing = required - (matched - behind);
  if (behind * 3 > appendix) missing += appendix - behind;
  const MatchedWord& first = candidate.alignment.front();
  const MatchedWord& last = candidate.alignment.back();
  const std::size_t inserted = last.in_text - first.in_text + 1 - matched;
  const auto m = static_cast<double>(matched);
  candidate.coverage = m / static_cast<double>(matched + missing);
  candidate.similarity = 2 * m / (2 * m + static_cast<double>(missing + inserted));
  candidate.score = m - static_cast<double>(missing) -
                    0.5 * static_cast<double>(std::min<std::size_t>(inserted, 2 * matched));
}

// A short text is recognised only when most of it is there: half of many is the same disclaimer.
bool is_match(const Candidate& candidate) {
  const std::size_t words = candidate.text->words;
  // Disclaimers end a licence and are alike: what it grants stands before them.
  const std::size_t beginning = std::max<std::size_t>(candidate.text->required_words / 4, 1);
  const auto begun = static_cast<std::size_t>(std::ranges::count_if(
    candidate.alignment, [&](const MatchedWord& word) { return word.in_license < beginning; }));
  if (2 * begun < beginning) return false;
  const double least = words < 40 ? 0.8 : words < 150 ? 0.75 : words < 400 ? 0.65 : 0.55;
  return candidate.alignment.size() >= std::min<std::size_t>(fewest_words, words) &&
         candidate.coverage >= least && candidate.similarity >= 0.45;
}

void take(CountedWords& text, const Alignment& alignment) {
  for (const MatchedWord& word : alignment) text.taken[word.in_text] = true;
}

struct Found {
  Candidate candidate;
  std::vector<std::string> alternatives;
};

std::optional<Found> best_match(const CountedWords& text, const TextShingles& shingles) {
  std::vector<Candidate> candidates = candidates_for(shingles);
  double best = 0;
  for (Candidate& candidate : candidates) {
    if (candidate.most < best - tie) continue;
    measure(text, shingles, candidate);
    if (is_match(candidate)) best = std::max(best, candidate.score);
  }
  std::erase_if(candidates, [](const Candidate& candidate) { return !is_match(candidate); });
  if (candidates.empty()) return std::nullopt;
  keep_best(candidates, candidates.size());
  Found found{ std::move(candidates.front()), {} };
  const std::vector<std::string_view> ids = found.candidate.text->ids();
  for (std::size_t i = 1;
       i < candidates.size() && candidates[i].score > found.candidate.score - tie; ++i)
    for (const std::string_view id : candidates[i].text->ids())
      if (std::ranges::find(ids, id) == ids.end()) found.alternatives.emplace_back(id);
  return found;
}

std::vector<Found> all_matches(CountedWords& text) {
  std::vector<Found> found;
  const auto left = [&] { return std::ranges::count(text.taken, false); };
  while (found.size() < most_matches && (found.empty() || left() >= fewest_words)) {
    const TextShingles shingles(text.codes, text.taken);
    std::optional<Found> next = best_match(text, shingles);
    if (!next) break;
    take(text, next->candidate.alignment);
    found.push_back(std::move(*next));
  }
  std::ranges::sort(found, {},
                    [](const Found& each) { return each.candidate.alignment.front().in_text; });
  return found;
}

// What lies between two words of one licence is told as its change; only what lies outside is left
// to explain.
std::vector<bool> explained(const CountedWords& text, const std::vector<Found>& found) {
  std::vector<bool> within = text.taken;
  for (const Found& each : found) {
    const Alignment& words = each.candidate.alignment;
    for (std::size_t i = words.front().in_text; i <= words.back().in_text; ++i) within[i] = true;
  }
  return within;
}

std::vector<TextChange> rest_of(const CountedWords& text, const std::vector<bool>& within) {
  std::vector<TextChange> rest;
  for (std::size_t first = 0; first < within.size();) {
    if (within[first]) {
      ++first;
      continue;
    }
    std::size_t end = first;
    while (end < within.size() && !within[end]) ++end;
    for (TextChange& change : unexplained(text, first, end)) rest.push_back(std::move(change));
    first = end;
  }
  return rest;
}

void set_likeness(LicenseMatch& match, std::size_t words) {
  int changed = 0;
  bool slight = true;
  for (const TextChange& change : match.changes) {
    changed += change.added + change.removed;
    slight = slight && change.slight;
  }
  if (match.changes.empty())
    match.likeness = Likeness::same;
  else
    match.likeness = slight && static_cast<std::size_t>(changed) <= words / 10 + 6
                       ? Likeness::reworded
                       : Likeness::modified;
}

void sort_by_line(std::vector<TextChange>& changes) {
  std::ranges::stable_sort(changes, {}, &TextChange::first_line);
}

// How a text differs from the licence that it was made from.
void compare_with_origin(const CountedWords& text, const Candidate& candidate,
                         LicenseMatch& match) {
  const License* license = find_license(match.ids.front());
  if (!license || license->modifies.empty()) return;
  for (const IndexedText& origin : license_texts().texts()) {
    const std::vector<std::string_view> ids = origin.ids();
    if (std::ranges::find(ids, license->modifies) == ids.end()) continue;
    CountedWords own = text;
    for (std::size_t i = 0; i < own.taken.size(); ++i)
      own.taken[i] = i < candidate.alignment.front().in_text ||
                     i > candidate.alignment.back().in_text;
    const std::vector<bool> outside = own.taken;
    const TextShingles shingles(own.codes, own.taken);
    const WordCodes words = license_texts().words_of(origin);
    const Alignment alignment = align(own.codes, own.taken, shingles, words);
    if (alignment.empty()) return;
    take(own, alignment);
    match.made_from = license->modifies;
    match.made_by = changes_of(own, alignment, words, origin.required_words);
    std::vector<bool> within = own.taken;
    for (std::size_t i = alignment.front().in_text; i <= alignment.back().in_text; ++i)
      within[i] = true;
    for (TextChange& change : rest_of(own, within)) match.made_by.push_back(std::move(change));
    sort_by_line(match.made_by);
    return;
  }
}

// What tells ids of one text apart stands elsewhere; without it the plainest is meant, and no
// deprecated one.
void put_plainest_first(std::vector<std::string>& ids) {
  const auto plainness = [](const std::string& id) {
    const License* license = find_license(id);
    return std::pair(license && license->deprecated, id.size());
  };
  std::ranges::iter_swap(ids.begin(), std::ranges::min_element(ids, {}, plainness));
}

LicenseMatch match_of(const CountedWords& text, const Found& found) {
  const Candidate& candidate = found.candidate;
  LicenseMatch match;
  const std::vector<std::string_view> ids = candidate.text->ids();
  match.ids.assign(ids.begin(), ids.end());
  put_plainest_first(match.ids);
  match.alternatives = found.alternatives;
  match.similarity = candidate.similarity;
  match.first_line = text.words[candidate.alignment.front().in_text].line;
  match.last_line = text.words[candidate.alignment.back().in_text].line;
  match.changes = changes_of(text, candidate.alignment, candidate.words,
                             candidate.text->required_words);
  compare_with_origin(text, candidate, match);
  return match;
}

void explain(const CountedWords& text, const std::vector<Found>& found, Recognition& recognition) {
  for (const Found& each : found) recognition.matches.push_back(match_of(text, each));
  recognition.rest = rest_of(text, explained(text, found));
  if (recognition.matches.size() == 1) {
    // With one licence, all that stands beside it is what was added to it.
    auto& changes = recognition.matches.front().changes;
    changes.insert(changes.end(), recognition.rest.begin(), recognition.rest.end());
    sort_by_line(changes);
    recognition.rest.clear();
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    set_likeness(recognition.matches[i], found[i].candidate.text->words);
}

std::string unreadable_because(std::string_view text) {
  if (text.starts_with("%PDF")) return "a PDF: its text was not read";
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16 text";
  if (text.starts_with("PK\x03\x04")) return "a ZIP archive or office document";
  if (text.starts_with("{\\rtf")) return "rich text (RTF)";
  if (text.substr(0, binary_bytes).find('\0') != std::string_view::npos) return "no text";
  return "";
}

}  // namespace

Recognition recognise(std::string_view text) {
  Recognition recognition;
  recognition.because = unreadable_because(text);
  if (!recognition.because.empty()) {
    recognition.kind = Recognition::Kind::unreadable;
    return recognition;
  }
  recognition.cut = text.size() > recognised_bytes;
  CountedWords words = counted_words(text.substr(0, recognised_bytes), most_words_recognised);
  recognition.cut = recognition.cut || words.words.size() >= most_words_recognised;
  // An address has no words of its own.
  const bool blank = text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
  if (blank) return recognition;
  const std::vector<Found> found = all_matches(words);
  if (!found.empty()) {
    recognition.kind = Recognition::Kind::texts;
    explain(words, found, recognition);
    return recognition;
  }
  recognition.mentions = mentions_in(text);
  recognition.kind = recognition.mentions.empty() ? Recognition::Kind::unrecognised
                                                  : Recognition::Kind::mentions;
  return recognition;
}

}  // namespace reallyopen
