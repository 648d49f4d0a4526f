#include "script/loaded_model.h"

#include <algorithm>
#include <array>
#include <map>

#include "script/python_statements.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_id = 120;

bool has_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// What the option of a trainer, or the key of its settings, is called.
constexpr std::array names_of_base = std::to_array<std::string_view>(
  { "model_name_or_path", "pretrained_model_name_or_path", "base_model", "base_model_name",
    "base_model_name_or_path", "pretrained_model", "init_from" });

bool is_name_of_base(std::string_view name) {
  std::string known = lower(name);
  std::ranges::replace(known, '-', '_');
  return std::ranges::find(names_of_base, known) != names_of_base.end();
}

bool is_beside_the_model(std::string_view statement) {
  constexpr std::array<std::string_view, 12> words = { "teacher",    "reward",     "judge",
                                                       "critic",     "ref_model",  "reference",
                                                       "clip_score", "perceptual", "metric",
                                                       "scorer",     "verifier",   "eval_model" };
  return has_any(lower(statement), words);
}

// `AutoModelForCausalLM`, `BertModel`, `UNet2DConditionModel`, `StableDiffusionPipeline`.
bool is_model_class(std::string_view name) {
  constexpr std::array<std::string_view, 9> others = { "Tokenizer", "Processor", "Extractor",
                                                       "Config",    "Scheduler", "Vocab",
                                                       "Feature",   "Dataset",   "Collator" };
  if (has_any(name, others)) return false;
  constexpr std::array<std::string_view, 8> models = { "Model",       "For",  "LM",
                                                       "Pipeline",    "UNet", "Transformer",
                                                       "Autoencoder", "VAE" };
  return has_any(name, models);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The text in quotes that stands first; "" where something else does.
std::string_view leading_text(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return {};
  const std::size_t end = text.find(text[0], 1);
  return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
}

std::string_view leading_word(std::string_view text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && is_word_letter(text[end])) ++end;
  return text.substr(0, end);
}

// The word that ends there: `AutoModel` of `transformers.AutoModel`.
std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && is_word_letter(text[start - 1])) --start;
  return text.substr(start, end - start);
}

using Constants = std::map<std::string, std::string, std::less<>>;

// `BASE = "owner/name"`
void note_constant(std::string_view statement, Constants& constants) {
  const std::size_t sign = statement.find('=');
  if (sign == std::string_view::npos) return;
  const std::string_view name = trimmed(statement.substr(0, sign));
  const std::string_view value = leading_text(statement.substr(sign + 1));
  if (!name.empty() && std::ranges::all_of(name, is_word_letter) && is_hub_id(value))
    constants.insert_or_assign(std::string(name), std::string(value));
}

std::string_view argument_of(std::string_view behind, const Constants& constants) {
  constexpr std::string_view keyword = "pretrained_model_name_or_path";
  behind = trimmed(behind);
  if (behind.starts_with(keyword)) {
    behind = trimmed(behind.substr(keyword.size()));
    if (behind.starts_with('=')) behind.remove_prefix(1);
  }
  if (const std::string_view text = leading_text(behind); !text.empty()) return text;
  const auto constant = constants.find(leading_word(behind));
  return constant == constants.end() ? std::string_view() : std::string_view(constant->second);
}

// Within a text: an example, or a message.
bool is_quoted(std::string_view statement, std::size_t at) {
  char open = 0;
  for (std::size_t i = 0; i < at; ++i) {
    const char letter = statement[i];
    if (open == 0 && (letter == '"' || letter == '\''))
      open = letter;
    else if (letter == open)
      open = 0;
  }
  return open != 0;
}

void find_calls(const PythonStatement& statement, const Constants& constants,
                std::vector<LoadedModel>& found) {
  constexpr std::string_view call = ".from_pretrained(";
  const std::string_view text = statement.text;
  for (std::size_t at = text.find(call); at != std::string_view::npos;
       at = text.find(call, at + 1)) {
    if (!is_model_class(word_before(text, at)) || is_quoted(text, at)) continue;
    const std::string_view id = argument_of(text.substr(at + call.size()), constants);
    if (is_hub_id(id)) found.push_back({ std::string(id), statement.line });
  }
}

// `parser.add_argument("--base_model", default="owner/name")`
void find_default(const PythonStatement& statement, std::vector<LoadedModel>& found) {
  const std::string_view text = statement.text;
  const std::size_t option = text.find("--");
  const std::size_t value = text.find("default");
  if (option == std::string_view::npos || value == std::string_view::npos || value < option) return;
  if (!is_name_of_base(leading_word(text.substr(option + 2)))) return;
  const std::size_t sign = text.find('=', value);
  if (sign == std::string_view::npos) return;
  const std::string_view id = leading_text(text.substr(sign + 1));
  if (is_hub_id(id)) found.push_back({ std::string(id), statement.line });
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() > 1 && (text[0] == '"' || text[0] == '\'') &&
                      text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
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
    if (is_name_of_base(option) && is_hub_id(id)) found.push_back({ std::string(id), number });
    option = {};
  }
}

}  // namespace

bool is_hub_id(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (text.size() > longest_id || slash == std::string_view::npos || slash == 0) return false;
  const std::string owner = lower(text.substr(0, slash));
  const std::string_view name = text.substr(slash + 1);
  constexpr std::array folders = std::to_array<std::string_view>(
    { "out",         "output",    "outputs",       "checkpoint", "checkpoints",   "ckpt",
      "ckpts",       "model",     "models",        "data",       "results",       "result",
      "runs",        "run",       "save",          "saved",      "weights",       "logs",
      "experiments", "tmp",       "cache",         "pretrained", "local",         "path",
      "assets",      "artifacts", "your_username", "username",   "your-username", "org",
      "owner" });
  if (std::ranges::find(folders, owner) != folders.end()) return false;
  const auto is_letter = [](char letter) {
    return is_word_letter(letter) || letter == '-' || letter == '.';
  };
  const bool begins = is_ascii_letter(owner[0]) || is_digit(owner[0]);
  return begins && !name.empty() && std::ranges::all_of(owner, is_letter) &&
         std::ranges::all_of(name, is_letter) && owner.find('.') == std::string::npos;
}

std::vector<LoadedModel> loaded_in_python(std::string_view text) {
  std::vector<LoadedModel> found;
  Constants constants;
  for (const PythonStatement& statement : list_python_statements(text)) {
    if (is_beside_the_model(statement.text)) continue;
    note_constant(statement.text, constants);
    find_calls(statement, constants, found);
    find_default(statement, found);
  }
  return found;
}

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
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.starts_with("- ")) line = trimmed(line.substr(2));
    const std::size_t colon = line.find(':');
    if (line.starts_with('#') || colon == std::string_view::npos) continue;
    const std::string_view key = without_quotes(trimmed(line.substr(0, colon)));
    std::string_view value = line.substr(colon + 1);
    value = trimmed(value.substr(0, value.find(" #")));
    if (value.ends_with(',')) value.remove_suffix(1);
    value = without_quotes(value);
    if ((is_name_of_base(key) || key == "model") && is_hub_id(value))
      found.push_back({ std::string(value), number });
  }
  return found;
}

}  // namespace reallyopen
