#include "run_record/recorded_settings.h"

#include "configuration/read.h"
#include "configuration/settings.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `mlruns/EXPERIMENT/RUN/params/NAME`
bool is_parameter(std::string_view path) {
  return path.find("mlruns/") != std::string_view::npos &&
         path.substr(0, path.rfind('/')).ends_with("/params");
}

// Below `params` of a stage stand files, and below these the parameters.
void add_parameters(const Node& node, bool inside, std::vector<LoggedSetting>& settings) {
  for (const Member& member : node.members) {
    if (member.value.is_mapping())
      add_parameters(member.value, inside || member.key.text == "params", settings);
    else if (inside)
      settings.push_back({ canonical_name(member.key.text), member.value, member.value.line });
  }
}

}  // namespace

bool is_record_of_settings(std::string_view path) {
  return path.ends_with("hparams.yaml") || path.ends_with(".hydra/config.yaml") ||
         path.ends_with("dvc.lock") || is_parameter(path) ||
         (path.find("wandb/") != std::string_view::npos && path.ends_with("files/config.yaml"));
}

std::vector<LoggedSetting> read_recorded_settings(std::string_view path, std::string_view text) {
  std::vector<LoggedSetting> settings;
  if (is_parameter(path)) {
    const Node value{ .kind = NodeKind::string, .text = std::string(trimmed(text, " \t\r\n")) };
    settings.push_back({ canonical_name(path.substr(path.rfind('/') + 1)), value, 1 });
    return settings;
  }
  const bool is_lock = path.ends_with("dvc.lock");
  const ParseResult parsed = read_configuration(path, text);
  if (!parsed.document) return settings;
  if (is_lock) {
    add_parameters(parsed.document->root, false, settings);
    return settings;
  }
  for (const Setting& setting : list_settings(*parsed.document))
    if (setting.about != Section::data && !setting.value->text.empty())
      settings.push_back({ setting.name, *setting.value, setting.value->line });
  return settings;
}

}  // namespace reallyopen
