#include "script/command.h"

#include <algorithm>

#include "text/letters.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_targets = 1'000;

struct Token {
  std::string text;
  int line = 1;
  int column = 1;
  bool is_operator = false;
  bool is_quoted = false;
};

bool is_operator_letter(char letter) {
  return letter == ';' || letter == '&' || letter == '|' || letter == '(' || letter == ')';
}

// `python3.11`, `torchrun`: what runs the file behind it.
bool is_interpreter(std::string_view program) {
  if (program.starts_with("python"))
    return program.find_first_not_of("0123456789.", 6) == std::string_view::npos;
  return is_one_of(
    program, { "pypy", "pypy3", "torchrun", "deepspeed", "accelerate", "horovodrun", "bash", "sh",
               "zsh", "Rscript", "julia", "sbatch", "qsub", "uv", "composer" });
}

// With something before it.
bool has_ending(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

// Words and operators; `\` at the end of a line joins it with the next, `#` starts a comment.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // The words of the next simple command; false at the end.
  bool next(std::vector<Token>& command) {
    command.clear();
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (letter == '\\' && is_line_end(at_ + 1)) {
        step();
        while (at_ < text_.size() && text_[at_] != '\n') step();
        step();
      } else if (letter == ' ' || letter == '\t' || letter == '\r') {
        step();
      } else if (letter == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') step();
      } else if (letter == '\n' || is_operator_letter(letter)) {
        step();
        if (!command.empty()) return true;
      } else {
        command.push_back(word());
      }
    }
    return !command.empty();
  }

 private:
  bool is_line_end(std::size_t at) const {
    return at < text_.size() && (text_[at] == '\n' || text_.substr(at, 2) == "\r\n");
  }

  void step() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
      ++column_;
    }
    ++at_;
  }

  Token word() {
    Token token{ .line = line_, .column = column_ };
    char quote = '\0';
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (quote) {
        if (letter == quote)
          quote = '\0';
        else
          token.text += letter;
      } else if (letter == '"' || letter == '\'') {
        quote = letter;
        token.is_quoted = true;
      } else if (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' ||
                 is_operator_letter(letter) || (letter == '\\' && is_line_end(at_ + 1))) {
        break;
      } else {
        token.text += letter;
      }
      step();
    }
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

std::string_view base_name(std::string_view word) { return word.substr(word.rfind('/') + 1); }

// Known before the program runs, and inside the repository.
bool is_settled(std::string_view path) {
  return !path.empty() && path[0] != '/' && path[0] != '~' && path[0] != '-' &&
         path.find("://") == std::string_view::npos &&
         path.find_first_of("$`*?{}<>[]%=,:@ ") == std::string_view::npos &&
         path.find("..") == std::string_view::npos &&
         path.find("path/to") == std::string_view::npos;
}

class CommandReader {
 public:
  std::vector<Target> targets;

  // False where what follows cannot be told any more.
  bool read(const std::vector<Token>& command) {
    std::size_t at = skip_prefix(command);
    if (at == command.size()) return true;
    const std::string_view program = base_name(command[at].text);
    if (is_one_of(program, { "cd", "pushd" })) return change_folder(command, at);
    if (is_one_of(program, { "git",     "wget",   "curl", "tar",    "unzip",           "ln",
                             "cp",      "mv",     "ssh",  "docker", "singularity",     "apptainer",
                             "kubectl", "gcloud", "aws",  "gsutil", "huggingface-cli", "rsync",
                             "scp",     "popd",   "cat",  "tee",    "envsubst",        "sed" }))
      return is_one_of(program, { "git", "cat", "sed", "tee" }) ? keeps_files(command, at) : false;
    if (is_one_of(program,
                  { "echo", "printf", "for", "if", "while", "case", "function", "alias", "export",
                    "pip", "pip3", "conda", "source", ".", "export", "which", "test", "[", "[[" }))
      return true;
    read_program(command, at);
    return true;
  }

 private:
  // Assignments and programs that start another one.
  static std::size_t skip_prefix(const std::vector<Token>& command) {
    static const Pattern assignment("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", "=");
    std::size_t at = 0;
    while (at < command.size()) {
      const std::string& word = command[at].text;
      const bool starts_another = is_one_of(
        word, { "sudo", "time", "nohup", "exec", "env", "do", "then", "else", "nice", "set" });
      if (!starts_another && !assignment.matches(word)) return at;
      ++at;
    }
    return at;
  }

  bool change_folder(const std::vector<Token>& command, std::size_t at) {
    if (at + 1 >= command.size() || !is_settled(command[at + 1].text)) return false;
    folder_ += (folder_.empty() ? "" : "/") + command[at + 1].text;
    return true;
  }

  // `git clone` and `cat > x` make files that the repository does not have.
  static bool keeps_files(const std::vector<Token>& command, std::size_t at) {
    if (command[at].text == "git")
      return at + 1 < command.size() &&
             !is_one_of(command[at + 1].text, { "clone", "checkout", "submodule", "lfs", "apply" });
    return std::ranges::none_of(
             command,
             [](const Token& token) { return token.text.find('>') != std::string::npos; }) &&
           command[at].text != "tee";
  }

  void read_program(const std::vector<Token>& command, std::size_t at) {
    // `srun --ntasks 8 python train.py`: the interpreter may stand anywhere.
    for (std::size_t i = at; i < command.size(); ++i) {
      if (!command[i].is_quoted && is_interpreter(base_name(command[i].text)))
        return read_interpreter(command, i);
    }
    const Token& program = command[at];
    const bool is_script = program.text.ends_with(".sh") || program.text.ends_with(".py");
    if (is_script && program.text.find('/') != std::string::npos) read_script(command, at);
  }

  void read_interpreter(const std::vector<Token>& command, std::size_t at) {
    const std::string_view program = base_name(command[at].text);
    const bool is_shell = is_one_of(program, { "bash", "sh", "zsh", "sbatch", "qsub" });
    for (std::size_t i = at + 1; i < command.size(); ++i) {
      const std::string& word = command[i].text;
      if (word == "-c") return;
      if (word == "-m" && i + 1 < command.size()) {
        const std::string& module = command[i + 1].text;
        // Modules that start a script.
        if (is_one_of(module, { "torch.distributed.launch", "torch.distributed.run",
                                "accelerate.commands.launch", "deepspeed.launcher.runner",
                                "cProfile", "pdb", "debugpy", "kernprof", "pytest" })) {
          ++i;
          continue;
        }
        add(TargetKind::module, command[i + 1]);
        return read_arguments(command, i + 2);
      }
      const bool is_script = is_shell ? word.ends_with(".sh") || word.ends_with(".slurm") ||
                                          word.ends_with(".sbatch")
                                      : word.ends_with(".py") || word.ends_with(".R") ||
                                          word.ends_with(".jl");
      if (is_script) return read_script(command, i);
    }
  }

  void read_script(const std::vector<Token>& command, std::size_t at) {
    add(TargetKind::script, command[at]);
    read_arguments(command, at + 1);
  }

  // Files that are handed over as configurations: `--config x.yaml`, and bare names of YAML and
  // TOML files.
  void read_arguments(const std::vector<Token>& command, std::size_t at) {
    static const Pattern option(
      "--?[A-Za-z0-9_.-]*(?:config|cfg|recipe|yaml|deepspeed)[A-Za-z0-9_.-]*(?:=(.*))?",
      "config|cfg|recipe|yaml|deepspeed");
    bool expects = false;
    bool is_value = false;
    for (std::size_t i = at; i < command.size(); ++i) {
      Token token = command[i];
      std::string value;
      if (token.text.find('>') != std::string::npos) return;
      if (token.text.starts_with('-')) {
        expects = option.matches(token.text, value);
        is_value = token.text.find('=') == std::string::npos;
        if (!expects || value.empty()) continue;
        token.column += static_cast<int>(token.text.size() - value.size());
        token.text = value;
      }
      const bool bare = has_ending(token.text, { ".yaml", ".yml", ".toml" });
      const bool named = expects && (bare || has_ending(token.text, { ".json", ".cfg", ".ini" }));
      // The word behind another option is that option's value, which may be written.
      if (named || (!is_value && bare)) add(TargetKind::configuration, token);
      expects = is_value = false;
    }
  }

  void add(TargetKind kind, const Token& token) {
    if (!is_settled(token.text) || targets.size() >= most_targets) return;
    targets.push_back({ .kind = kind,
                        .path = token.text,
                        .folder = folder_,
                        .line = token.line,
                        .column = token.column,
                        .width = static_cast<int>(code_points(token.text)) });
  }

  std::string folder_;
};

}  // namespace

std::vector<Target> list_targets(std::string_view text) {
  Tokens tokens(text);
  CommandReader reader;
  for (std::vector<Token> command; tokens.next(command);)
    if (!reader.read(command)) break;
  return std::move(reader.targets);
}

}  // namespace reallyopen
