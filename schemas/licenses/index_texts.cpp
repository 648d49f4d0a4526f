// Writes the index of licence texts: index_texts OUTPUT < LIST
//
// A line of LIST is the path of a text, a tab, and the ids of the licences, joined by `|`. Texts
// whose words agree become one with all their ids, in the order of the list.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "license/text_index.h"
#include "license/words.h"

using namespace reallyopen;

namespace {

constexpr std::size_t most_words = 100'000;

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{ std::istreambuf_iterator<char>(in), {} };
  if (!in) throw std::runtime_error("cannot read " + path);
  // Facts about the text, between `---` and `---`, are not of the text.
  if (text.starts_with("---\n"))
    if (const std::size_t end = text.find("\n---\n", 3); end != std::string::npos)
      text.erase(0, end + 5);
  return text;
}

std::vector<std::string> split_ids(const std::string& text) {
  std::vector<std::string> ids;
  std::istringstream in(text);
  for (std::string id; std::getline(in, id, '|');) ids.push_back(id);
  return ids;
}

std::size_t find_words(const WordCodes& text, std::initializer_list<std::string_view> phrase,
                       std::size_t from = 0) {
  WordCodes codes;
  for (const std::string_view word : phrase) codes.push_back(word_code(word));
  if (from > text.size()) return text.size();
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                 codes.begin(), codes.end());
  return static_cast<std::size_t>(found - text.begin());
}

// Where an appendix begins that copies of the licence leave out.
std::size_t required_words(const WordCodes& text) {
  std::size_t end = text.size();
  end = std::min(end, find_words(text, { "end", "of", "terms", "and", "conditions" }));
  end = std::min(end,
                 find_words(text, { "how", "to", "apply", "these", "terms", "to", "your", "new" }));
  end = std::min(end, find_words(text, { "appendix", "how", "to", "apply" }));
  // The LGPL 3 is often followed by the GPL that it refers to.
  if (find_words(text, { "gnu", "lesser", "general", "public", "license" }) < 20)
    end = std::min(
      end, find_words(text, { "gnu", "general", "public", "license", "version", "3" }, 200));
  return end;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<TextToIndex> texts;
  std::map<WordCodes, std::size_t> known;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    const std::vector<std::string> ids = split_ids(line.substr(tab + 1));
    WordCodes words;
    for (const TextWord& word : words_of_text(read_text(line.substr(0, tab)), most_words))
      if (!word.negligible) words.push_back(word.code);
    const auto [at, added] = known.emplace(words, texts.size());
    if (!added) {
      auto& known_ids = texts[at->second].ids;
      for (const std::string& id : ids)
        if (std::ranges::find(known_ids, id) == known_ids.end()) known_ids.push_back(id);
      continue;
    }
    const std::size_t required = required_words(words);
    texts.push_back({ ids, std::move(words), required });
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << write_index(texts);
  std::cout << texts.size() << " texts\n";
  return out ? 0 : 1;
}
