#include "card/hosted_repository.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array sites = std::to_array<std::string_view>(
  { "github.com", "gitlab.com", "gitee.com", "codeberg.org" });

bool is_of_name(char letter) { return is_word_letter(letter) || letter == '-' || letter == '.'; }

std::string_view take_name(std::string_view& rest) {
  const auto end = std::ranges::find_if_not(rest, is_of_name) - rest.begin();
  const std::string_view name = rest.substr(0, static_cast<std::size_t>(end));
  rest.remove_prefix(name.size());
  return name;
}

}  // namespace

std::optional<HostedRepository> hosted_repository(std::string_view address) {
  for (const std::string_view site : sites) {
    const std::size_t at = address.find(site);
    if (at == std::string_view::npos) continue;
    std::string_view rest = address.substr(at + site.size());
    if (rest.empty() || (rest.front() != '/' && rest.front() != ':')) continue;
    rest.remove_prefix(1);
    const std::string_view owner = take_name(rest);
    if (owner.empty() || rest.empty() || rest.front() != '/') continue;
    rest.remove_prefix(1);
    std::string_view name = take_name(rest);
    while (name.ends_with('.')) name.remove_suffix(1);  // of the sentence
    if (name.ends_with(".git")) name.remove_suffix(4);
    if (!name.empty()) return HostedRepository{ lower(owner), lower(name) };
  }
  return std::nullopt;
}

std::vector<LinkedRepository> hosted_repositories_in(std::string_view text) {
  std::vector<LinkedRepository> all;
  for (std::size_t at = text.find("://"); at != std::string_view::npos;) {
    const std::size_t next = text.find("://", at + 3);
    if (auto found = hosted_repository(text.substr(at, next - at)))
      all.push_back({ std::move(*found), at });
    at = next;
  }
  return all;
}

}  // namespace reallyopen
