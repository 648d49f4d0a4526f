#include "license/mention.h"

#include <algorithm>
#include <string>

#include "license/expression.h"
#include "license/license_table.h"
#include "license/spelling.h"
#include "license/words.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_mentions = 20;
constexpr std::size_t most_words_searched = 300;  // of a text in which names are looked for
constexpr std::size_t longest_mention = 12;       // words
constexpr std::size_t searched_bytes = 64 * 1024;
constexpr std::size_t longest_url = 300;

int line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
}

void add_tags(std::string_view text, std::vector<LicenseMention>& mentions) {
  constexpr std::string_view tag = "SPDX-License-Identifier:";
  for (std::size_t at = text.find(tag);
       at != std::string_view::npos && mentions.size() < most_mentions;
       at = text.find(tag, at + 1)) {
    std::string_view value = text.substr(at + tag.size());
    value = value.substr(0, value.find('\n'));
    for (const std::string_view closing : { "*/", "-->", "*)" })
      value = value.substr(0, value.find(closing));
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
      value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\r' || value.back() == '\t'))
      value.remove_suffix(1);
    if (parse_expression(value).error.empty())
      mentions.push_back(
        { LicenseMention::How::tag, std::string(value), std::string(value), line_at(text, at) });
  }
}

// Without scheme, `www.`, end and letter case, as the table has them.
std::string plain_url(std::string_view url) {
  std::string plain = lower(url.substr(0, url.find_first_of("#?")));
  for (const std::string_view start : { "https://", "http://", "www." })
    if (plain.starts_with(start)) plain.erase(0, start.size());
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : { "/", ".html", ".htm", ".txt", ".php" })
      if (plain.ends_with(end)) {
        plain.resize(plain.size() - end.size());
        cut = true;
      }
  }
  return plain;
}

void add_urls(std::string_view text, std::vector<LicenseMention>& mentions) {
  for (std::size_t at = text.find("http");
       at != std::string_view::npos && mentions.size() < most_mentions;
       at = text.find("http", at + 1)) {
    std::string_view url = text.substr(at, longest_url);
    url = url.substr(0, url.find_first_of(" \t\r\n\"'<>()[]{}`,;"));
    if (!url.starts_with("http://") && !url.starts_with("https://")) continue;
    while (url.ends_with('.') || url.ends_with(':')) url.remove_suffix(1);
    const License* license = license_at(plain_url(url));
    mentions.push_back({ LicenseMention::How::url, license ? std::string(license->id) : "",
                         std::string(url), line_at(text, at) });
  }
}

bool says_license(std::string_view words) {
  return has_one_of("licen|terms of use|agreement", words);
}

std::string_view stretch_of(std::string_view text, const std::vector<TextWord>& words,
                            std::size_t first, std::size_t count) {
  const TextWord& last = words[first + count - 1];
  return text.substr(words[first].at, last.at + last.length - words[first].at);
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  for (char& letter : line)
    if (letter == '\n' || letter == '\r' || letter == '\t') letter = ' ';
  return line;
}

void add_names(std::string_view text, std::vector<LicenseMention>& mentions) {
  const std::vector<TextWord> words = words_of_text(text, most_words_searched + 1);
  if (words.size() > most_words_searched) return;
  for (std::size_t i = 0; i < words.size() && mentions.size() < most_mentions; ++i) {
    if (!may_call_license(stretch_of(text, words, i, 1))) continue;
    for (std::size_t length = std::min(longest_mention, words.size() - i); length > 0; --length) {
      std::string_view stretch = stretch_of(text, words, i, length);
      // A look at its letters costs less than one at the names.
      const bool may_be_id = stretch.find_first_of("-.") != std::string_view::npos;
      if (!may_be_id && !says_license(stretch)) continue;
      const License* license = license_called(stretch);
      if (!license || license->exception) continue;
      // Without the filling words behind it.
      for (; length > 1; --length) {
        const std::string_view shorter = stretch_of(text, words, i, length - 1);
        const char last = stretch.back();
        if ((last >= '0' && last <= '9') || spelling_key(shorter) != spelling_key(stretch)) break;
        if (says_license(stretch) && !says_license(shorter)) break;
        stretch = shorter;
      }
      // A word such as `Zed` is a name only where it is called a licence.
      const bool is_id = license->id == stretch &&
                         stretch.find_first_of("-.") != std::string_view::npos;
      if (!is_id && !says_license(stretch)) continue;
      mentions.push_back({ LicenseMention::How::name, std::string(license->id),
                           on_one_line(stretch), words[i].line });
      i += length - 1;
      break;
    }
  }
}

}  // namespace

std::vector<LicenseMention> mentions_in(std::string_view text) {
  text = text.substr(0, searched_bytes);
  std::vector<LicenseMention> mentions;
  add_tags(text, mentions);
  add_names(text, mentions);
  add_urls(text, mentions);
  std::vector<LicenseMention> unique;
  for (LicenseMention& mention : mentions) {
    const bool known = std::ranges::any_of(unique, [&](const LicenseMention& other) {
      return other.id == mention.id && (!mention.id.empty() || other.written == mention.written);
    });
    if (!known) unique.push_back(std::move(mention));
  }
  return unique;
}

}  // namespace reallyopen
