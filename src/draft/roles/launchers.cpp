#include "draft/roles/launchers.h"

#include <algorithm>
#include <utility>

#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_started = 200;
constexpr std::size_t most_settings = 50;

// The words of a text, between what parts them in shell, make and YAML.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  // `first`: no word of its line came before; a line that ends with `\` goes on in the next.
  bool next(std::string_view& word, bool& first) {
    first = false;
    while (!rest_.empty()) {
      const char letter = rest_.front();
      if (letter == '\\' && (rest_.substr(1).starts_with('\n') || rest_.substr(1, 2) == "\r\n")) {
        rest_.remove_prefix(2);
      } else if (letter == '\n') {
        at_line_start_ = true;
        rest_.remove_prefix(1);
      } else if (letter == '#' && at_line_start_) {
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      } else if (is_between(letter)) {
        rest_.remove_prefix(1);
      } else {
        break;
      }
    }
    if (rest_.empty()) return false;
    first = std::exchange(at_line_start_, false);
    std::size_t size = 0;
    while (size < rest_.size() && rest_[size] != '\n' && !is_between(rest_[size])) ++size;
    word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

 private:
  static bool is_between(char letter) {
    return std::string_view(" \t\r\"'`;&|()=,[]<>").find(letter) != std::string_view::npos;
  }

  std::string_view rest_;
  bool at_line_start_ = true;
};

// What runs the script behind it.
bool is_runner(std::string_view word) {
  const std::string_view name = name_of(word);
  return name.starts_with("python") || is_one_of(name, { "Rscript",
                                                         "julia",
                                                         "uv",
                                                         "torchrun",
                                                         "accelerate",
                                                         "deepspeed",
                                                         "horovodrun",
                                                         "srun",
                                                         "mpirun",
                                                         "composer",
                                                         "ipython",
                                                         "papermill",
                                                         "nbconvert",
                                                         "$PYTHON",
                                                         "${PYTHON}",
                                                         "$(PYTHON)",
                                                         "$python",
                                                         "${python}",
                                                         "$(PYTHON_INTERPRETER)",
                                                         "{{PYTHON_INTERPRETER}}",
                                                         "PYTHON",
                                                         "PYTHON_INTERPRETER" });
}

}  // namespace

bool is_pipeline(std::string_view path) {
  return path.ends_with(".smk") ||
         is_one_of(name_of(path), { "Makefile", "makefile", "dvc.yaml", "MLproject", "Snakefile" });
}

bool may_start_scripts(std::string_view path) {
  return path.ends_with(".sh") || path.ends_with(".slurm") || path.ends_with(".sbatch") ||
         path.ends_with(".bash") || path.ends_with(".bat") || is_pipeline(path);
}

std::vector<const ScriptFile*> started_by(const ScriptFile& launcher, const ScriptTree& tree) {
  std::vector<const ScriptFile*> started;
  const std::string_view folder = folder_of(launcher.path);
  const auto take = [&](const ScriptFile* script) {
    if (script && std::ranges::find(started, script) == started.end()) started.push_back(script);
    return script != nullptr;
  };
  Words words(launcher.content);
  std::string_view word;
  bool first = false;
  bool runs = is_pipeline(launcher.path);
  bool is_module = false;
  while (started.size() < most_started && words.next(word, first)) {
    if (first) runs = is_pipeline(launcher.path);
    if (std::exchange(is_module, word == "-m") && runs)
      if (take(tree.module_at(launcher.path, word))) runs = is_pipeline(launcher.path);
    // `./train.py` is started without an interpreter.
    if ((is_python(word) || is_other_language(word)) &&
        (runs || (first && word.starts_with("./")))) {
      take(tree.named(folder, word));
      runs = is_pipeline(launcher.path);
    }
    runs = runs || is_runner(word);
  }
  return started;
}

std::vector<std::string> settings_named(std::string_view content) {
  std::vector<std::string> named;
  Words words(content);
  std::string_view word;
  std::string_view before;
  bool first = false;
  for (; named.size() < most_settings && words.next(word, first); before = word) {
    const bool settings = word.ends_with(".yaml") || word.ends_with(".yml") ||
                          word.ends_with(".json") || word.ends_with(".toml");
    // Of what spreads the work over machines.
    if (is_one_of(before, { "--config_file", "--deepspeed", "--deepspeed_config", "--ds_config" }))
      continue;
    if (!settings || word.size() > longest_path || word.find_first_of("$*{}:") != word.npos)
      continue;
    if (std::ranges::find(named, word) == named.end()) named.emplace_back(word);
  }
  return named;
}

}  // namespace reallyopen
