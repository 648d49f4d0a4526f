#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

#include "claims/claim.h"
#include "cli/command.h"
#include "cli/option_words.h"
#include "evidence/components/component.h"
#include "report/format.h"
#include "rules/catalogue.h"

namespace reallyopen {
namespace {

// What may follow an option, or a command that takes a word.
struct Values {
  std::vector<std::string> words;
  bool tags = false;  // of the git repository
  bool folders = false;
};

struct Option {
  std::string flag;  // `--rev`; empty for a positional one
  Values values;
};

struct CommandWords {
  std::string id;
  std::vector<Option> options;
};

std::vector<std::string> claim_ids() {
  std::vector<std::string> ids;
  for (const Claim& claim : shipped_claims()) ids.push_back(claim.id);
  return ids;
}

std::vector<std::string> topics() {
  std::vector<std::string> ids{ "manifest", "evidence" };
  std::ranges::move(claim_ids(), std::back_inserter(ids));
  for (const Component* component : all_components()) ids.emplace_back(component->id);
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id);
  return ids;
}

Values values_of(std::string_view command, const CLI::Option& option) {
  Values values{ .words = listed_words(option) };
  if (option.check_lname("claim")) values.words = claim_ids();
  if (option.check_lname("format") && values.words.empty())
    for (const Format& format : formats()) values.words.emplace_back(format.id);
  if (command == "explain" && option.get_positional()) values.words = topics();
  values.tags = option.get_type_name() == "REV";
  values.folders = option.get_name() == "DIR";
  return values;
}

// Read from the parsers themselves: nothing to keep in step by hand.
std::vector<CommandWords> command_words() {
  std::vector<CommandWords> all;
  for (const Command* command : all_commands()) {
    CLI::App parser;
    const Run keeps_the_arguments = command->define(parser);
    CommandWords words{ .id = std::string(command->id) };
    for (const CLI::Option* option : parser.get_options())
      words.options.push_back(
        { option->get_lnames().empty() ? "" : "--" + option->get_lnames().front(),
          values_of(command->id, *option) });
    all.push_back(std::move(words));
  }
  return all;
}

std::vector<std::string> ids(const std::vector<CommandWords>& commands) {
  std::vector<std::string> result;
  for (const CommandWords& command : commands) result.push_back(command.id);
  return result;
}

std::vector<std::string> flags(const CommandWords& command) {
  std::vector<std::string> result;
  for (const Option& option : command.options)
    if (!option.flag.empty()) result.push_back(option.flag);
  return result;
}

std::string bash_values(const Values& values) {
  if (values.tags) return "COMPREPLY=($(compgen -W \"$(git tag 2>/dev/null)\" -- \"$word\"))";
  if (values.folders) return "COMPREPLY=($(compgen -d -- \"$word\"))";
  if (values.words.empty()) return "COMPREPLY=($(compgen -f -- \"$word\"))";
  return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", fmt::join(values.words, " "));
}

std::string bash(const std::vector<CommandWords>& commands) {
  std::string script =
    "_reallyopen() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
    "command=${COMP_WORDS[1]}\n";
  script += fmt::format(
    "  if ((COMP_CWORD == 1)); then\n"
    "    COMPREPLY=($(compgen -W '{} --version --help' -- \"$word\"))\n"
    "    return\n"
    "  fi\n"
    "  case \"$command $before\" in\n",
    fmt::join(ids(commands), " "));
  for (const CommandWords& command : commands)
    for (const Option& option : command.options)
      if (!option.flag.empty() && option.flag != "--help")
        script += fmt::format("    '{} {}') {}; return ;;\n", command.id, option.flag,
                              bash_values(option.values));
  script +=
    "  esac\n"
    "  case \"$command $word\" in\n";
  for (const CommandWords& command : commands) {
    script += fmt::format("    '{} -'*) COMPREPLY=($(compgen -W '{}' -- \"$word\")) ;;\n",
                          command.id, fmt::join(flags(command), " "));
    const auto word = std::ranges::find_if(command.options,
                                           [](const Option& o) { return o.flag.empty(); });
    if (word != command.options.end())
      script += fmt::format("    '{} '*) {} ;;\n", command.id, bash_values(word->values));
  }
  return script + "  esac\n}\ncomplete -F _reallyopen reallyopen\n";
}

// zsh reads the same function through its bash emulation. As a file of its function path, which
// `#compdef` is for, this is run at the first completion and has to answer it.
std::string zsh(const std::vector<CommandWords>& commands) {
  return "#compdef reallyopen\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash(commands) +
         "[[ ${zsh_eval_context[-1]} != loadautofunc ]] || _bash_complete -F _reallyopen\n";
}

std::string fish_values(const Values& values) {
  if (values.tags) return " -x -a '(git tag 2>/dev/null)'";
  if (values.folders) return " -x -a '(__fish_complete_directories)'";
  if (values.words.empty()) return " -r -F";
  return fmt::format(" -x -a '{}'", fmt::join(values.words, " "));
}

std::string fish(const std::vector<CommandWords>& commands) {
  std::string script = "complete -c reallyopen -f\n";
  script += fmt::format("complete -c reallyopen -n __fish_use_subcommand -a '{}'\n",
                        fmt::join(ids(commands), " "));
  for (const CommandWords& command : commands)
    for (const Option& option : command.options)
      script += fmt::format("complete -c reallyopen -n '__fish_seen_subcommand_from {}'{}{}\n",
                            command.id, option.flag.empty() ? "" : " -l " + option.flag.substr(2),
                            option.flag == "--help" ? "" : fish_values(option.values));
  return script;
}

}  // namespace

std::string completion(std::string_view shell) {
  const std::vector<CommandWords> commands = command_words();
  if (shell == "fish") return fish(commands);
  return shell == "zsh" ? zsh(commands) : bash(commands);
}

constinit const Command completion_command = {
  .id = "completion",
  .title = "A completion script for a shell",
  .define = [](CLI::App& parser) -> Run {
    auto shell = std::make_shared<std::string>();
    parser.add_option("SHELL", *shell, "bash, zsh or fish")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({ "bash", "zsh", "fish" }));
    return [shell](const Console& console) {
      console.out << completion(*shell);
      return 0;
    };
  },
};

}  // namespace reallyopen
