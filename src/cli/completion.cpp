#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "claims/claim.h"
#include "evidence/component.h"
#include "report/format.h"
#include "rules/catalogue.h"

namespace reallyopen {
namespace {

struct Words {
  std::string claims;
  std::string formats;
  std::string topics;
};

Words words() {
  std::vector<std::string> claims;
  std::vector<std::string_view> format_ids;
  std::vector<std::string> topics{ "manifest", "evidence" };
  for (const Claim& claim : shipped_claims()) claims.push_back(claim.id);
  for (const Format& format : formats()) format_ids.push_back(format.id);
  topics.insert(topics.end(), claims.begin(), claims.end());
  for (const Component* component : all_components()) topics.emplace_back(component->id);
  for (const Rule* rule : all_rules()) topics.emplace_back(rule->id);
  return { fmt::format("{}", fmt::join(claims, " ")), fmt::format("{}", fmt::join(format_ids, " ")),
           fmt::format("{}", fmt::join(topics, " ")) };
}

// zsh reads the same function through its bash emulation.
constexpr std::string_view bash = R"sh(_reallyopen() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  case $before in
    --claim) COMPREPLY=($(compgen -W '{0}' -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W '{1}' -- "$word")); return ;;
    --fail-on) COMPREPLY=($(compgen -W 'error warning' -- "$word")); return ;;
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    --rev) COMPREPLY=($(compgen -W "$(git tag 2>/dev/null)" -- "$word")); return ;;
  esac
  case ${{COMP_WORDS[1]}} in
    explain) COMPREPLY=($(compgen -W '{2}' -- "$word")) ;;
    list) COMPREPLY=($(compgen -W 'rules claims components formats' -- "$word")) ;;
    schema) COMPREPLY=($(compgen -W 'transparency claim report' -- "$word")) ;;
    completion) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$word")) ;;
    check)
      if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W '--rev --claim --format --fail-on --color --help' -- "$word"))
      else
        COMPREPLY=($(compgen -d -- "$word"))
      fi ;;
    *) COMPREPLY=($(compgen -W 'check explain list schema completion --version --help' -- "$word")) ;;
  esac
}}
complete -F _reallyopen reallyopen
)sh";

constexpr std::string_view fish = R"sh(complete -c reallyopen -f
complete -c reallyopen -n __fish_use_subcommand -a 'check explain list schema completion'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -a '(__fish_complete_directories)'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -l claim -x -a '{0}'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -l format -x -a '{1}'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -l fail-on -x -a 'error warning'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -l color -x -a 'auto always never'
complete -c reallyopen -n '__fish_seen_subcommand_from check' -l rev -x -a '(git tag 2>/dev/null)'
complete -c reallyopen -n '__fish_seen_subcommand_from explain' -a '{2}'
complete -c reallyopen -n '__fish_seen_subcommand_from list' -a 'rules claims components formats'
complete -c reallyopen -n '__fish_seen_subcommand_from schema' -a 'transparency claim report'
complete -c reallyopen -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
)sh";

}  // namespace

std::string completion(std::string_view shell) {
  const Words all = words();
  if (shell == "fish") return fmt::format(fish, all.claims, all.formats, all.topics);
  const std::string script = fmt::format(bash, all.claims, all.formats, all.topics);
  return shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script;
}

}  // namespace reallyopen
