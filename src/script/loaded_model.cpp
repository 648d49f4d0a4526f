#include "script/loaded_model.h"

#include <algorithm>

#include "script/beside_model.h"
#include "script/published_name.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() > 1 && (text[0] == '"' || text[0] == '\'') &&
                      text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// `source = "en_core_web_sm"` of a component in spaCy's settings.
bool is_spacy_package(std::string_view value) {
  return value.size() > 6 && value[2] == '_' && std::ranges::all_of(value, is_word_letter);
}

void find_options(std::string_view line, int number, std::vector<LoadedModel>& found) {
  std::string_view rest = line.substr(0, line.find(" #"));
  std::string_view option;
  while (!(rest = trimmed(rest)).empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    if (word.starts_with("--")) {
      const std::size_t sign = std::min(word.find('='), word.size());
      option = word.substr(2, sign - 2);
      if (sign == word.size()) continue;
      word.remove_prefix(sign + 1);
    }
    const std::string_view id = without_quotes(word);
    if (names_start(option, id)) found.push_back({ std::string(id), number });
    option = {};
  }
}

// By their columns, which YAML asks for and JSON mostly has: what stands under `tokenizer:` or
// `teacher:` is no start.
class SettingSections {
 public:
  void enter(std::string_view line, std::string_view key, std::string_view value) {
    const std::size_t column = line.find_first_not_of(" \t");
    while (!open_.empty() && open_.back().column >= column) open_.pop_back();
    if (!value.empty() && value != "{" && value != "[") return;
    const bool aside = is_beside(key) || key.find("token") != std::string_view::npos ||
                       key.find("processor") != std::string_view::npos;
    open_.push_back({ column, aside });
  }
  bool is_beside_model() const { return std::ranges::any_of(open_, &Section::is_aside); }

 private:
  struct Section {
    std::size_t column = 0;
    bool is_aside = false;
  };
  std::vector<Section> open_;
};

}  // namespace

std::vector<LoadedModel> loaded_in_shell(std::string_view text) {
  std::vector<LoadedModel> found;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (!line.starts_with('#')) find_options(line, number, found);
  }
  return found;
}

std::vector<LoadedModel> loaded_in_settings(std::string_view text) {
  std::vector<LoadedModel> found;
  // The architecture alone: `pretrained: false` beside the model's name.
  if (text.find("pretrained: false") != std::string_view::npos) return found;
  SettingSections sections;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    std::string_view line = trimmed(whole);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.starts_with("- ")) line = trimmed(line.substr(2));
    const std::size_t sign = line.find_first_of(":=");
    if (line.starts_with('#') || sign == std::string_view::npos) continue;
    const std::string_view key = without_quotes(trimmed(line.substr(0, sign)));
    std::string_view value = line.substr(sign + 1);
    value = trimmed(value.substr(0, value.find(" #")));
    if (value.ends_with(',')) value.remove_suffix(1);
    value = without_quotes(value);
    sections.enter(whole, key, value);
    if (sections.is_beside_model() || is_beside(key)) continue;
    const bool is_pipeline = key == "source" && line[sign] == '=' && is_spacy_package(value);
    if (names_start(key, value) || (key == "model" && is_hub_id(value)) || is_pipeline)
      found.push_back({ std::string(value), number });
  }
  return found;
}

}  // namespace reallyopen
