#include "draft/roles/cues.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "draft/roles/cue_words.h"
#include "draft/roles/fits.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr int most_calls = 20;  // at the top of a file, looked up in it

// The head of a class, from its name to the colon; nothing after the last.
std::string_view next_class(std::string_view& rest) {
  const std::size_t at = rest.find("class ");
  if (at == std::string_view::npos) return rest = "";
  rest.remove_prefix(at + 6);
  std::string_view head = rest.substr(0, 200);
  head = head.substr(0, head.find(':') + 1);
  rest.remove_prefix(head.size());
  return head;
}

// Classes that extend a network's, wherever a notebook or an indentation has them.
int count_networks(std::string_view content, bool forwards) {
  constexpr std::array bases = std::to_array<std::string_view>(
    { "nn.Module)", "(Module)", "keras.Model)", "(Model)", "LightningModule)", "layers.Layer)",
      "(Layer)", "hk.Module)", "nnx.Module)", "eqx.Module)", "PreTrainedModel)", "RNNCell)",
      "nn.Module,", "MessagePassing)", "Module):" });
  // A network of a package, where the file says how it is passed through.
  constexpr std::array heirs = std::to_array<std::string_view>(
    { "Transformer)", "ForCausalLM)", "ForConditionalGeneration)", "Net)", "Encoder)", "Decoder)",
      "Backbone)", "ForSequenceClassification)" });
  int found = 0;
  while (!content.empty()) {
    const std::string_view head = next_class(content);
    const auto extends = [&](std::string_view base) { return head.find(base) != head.npos; };
    found += std::ranges::any_of(bases, extends) ||
             (forwards && std::ranges::any_of(heirs, extends));
  }
  return found;
}

// `generate(text)`, of a function that the file defines.
bool calls_own(std::string_view line, std::string_view file) {
  const std::size_t end = line.find('(');
  if (end == std::string_view::npos ||
      !std::ranges::all_of(line.substr(0, end), [](char letter) { return is_word_letter(letter); }))
    return false;
  return file.find("\ndef " + std::string(line.substr(0, end + 1))) != std::string_view::npos;
}

// A line that is in no function and does something with a model, or reads its arguments.
bool acts_at_top(std::string_view content) {
  const std::string_view file = content;
  int calls = 0;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty() || !is_word_letter(line.front()) || line.starts_with("def ") ||
        line.starts_with("class ") || line.starts_with("import ") || line.starts_with("from "))
      continue;
    if (line.starts_with("for ") || line.starts_with("while ")) return true;
    if (contains_one_of(line, { ".fit(", ".predict(", ".train(", ".generate(", "load_model(",
                                "main(", "torch.load(", ".evaluate(", "train(", ".parse_args(",
                                ".parse_known_args(", "sys.argv", "Parallel(", "Pool(" }))
      return true;
    if (++calls <= most_calls && calls_own(line, file)) return true;
  }
  return false;
}

}  // namespace

Cues cues_of(std::string_view path, std::string_view content) {
  const CueCounts counts = count_cues(content);
  const auto has_cue = [&](Cue cue) { return counts[static_cast<std::size_t>(cue)] > 0; };
  const bool flat = !has_cue(Cue::bodies) && !content.starts_with("def ") &&
                    !content.starts_with("class ");
  const bool serves = has_cue(Cue::serves);
  const bool computes = has_cue(Cue::computes);
  const int networks = count_networks(content,
                                      contains_one_of(content, { "def forward", "def call(self" }));
  const int tried = has_cue(Cue::searches) && has_cue(Cue::grids) ? 2 : 0;
  return {
    .starts = path.ends_with(".ipynb") || flat || has_cue(Cue::starts) || serves ||
              acts_at_top(content),
    .optimises = has_cue(Cue::optimises) || fits_model(content),
    .loads = has_cue(Cue::loads),
    .predicts = has_cue(Cue::predicts),
    .serves = serves,
    .measures = has_cue(Cue::measures) || computes,
    .computes = computes,
    .validates = has_cue(Cue::validates),
    .estimates = has_cue(Cue::estimates),
    .loads_data = has_cue(Cue::loads_data),
    .shows = has_cue(Cue::shows),
    .defines = networks > 0 || (has_cue(Cue::sequences) && has_cue(Cue::layers)),
    .networks = networks,
    .uses_layers = has_cue(Cue::other_layers),
    .tests = has_cue(Cue::tests),
    .writes_data = has_cue(Cue::writes) || has_cue(Cue::saves),
    .reads = has_cue(Cue::reads),
    .writes_tables = has_cue(Cue::tables),
    .makes_files = has_cue(Cue::writes) || has_cue(Cue::saves) || has_cue(Cue::makes),
    .saves_data = has_cue(Cue::saves),
    .readies = has_cue(Cue::readies),
    .reworks = counts[static_cast<std::size_t>(Cue::reworks)] >= 2,
    .learns_tokens = has_cue(Cue::learns_tokens),
    .searches = tried > 0,
    // Values that are tried out stand in a grid, whatever they are called.
    .sets = counts[static_cast<std::size_t>(Cue::sets)] + tried,
  };
}

}  // namespace reallyopen
