#include "draft/questions.h"

#include <algorithm>

#include "draft/gather.h"
#include "draft/read_file.h"
#include "license/expression.h"
#include "license/license_table.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_answer = 300;
constexpr std::string_view an_answer = "an answer";

Sourced answered(const std::string& answer) { return { answer, std::string(an_answer) }; }

void add_file(std::vector<std::string>& list, Facts& facts, const std::string& answer) {
  list.push_back(below(facts.folder, answer));
  facts.answered.push_back(list.back());
}

// The dataset of an answer that lacks what `access` it has, or the words that this access owes.
const DatasetFact* unfinished(const Facts& facts, std::string_view access) {
  const auto found = std::ranges::find_if(facts.datasets, [&](const DatasetFact& dataset) {
    return dataset.by_person && dataset.access == access && dataset.detail.empty();
  });
  return found == facts.datasets.end() ? nullptr : &*found;
}

void finish(Facts& facts, std::string_view access, std::string DatasetFact::*field,
            const std::string& answer) {
  if (const DatasetFact* dataset = unfinished(facts, access))
    facts.datasets[static_cast<std::size_t>(dataset - facts.datasets.data())].*field = answer;
}

constexpr Question questions[] = {
  { "weights-license", "licence of the weights", "Apache-2.0", AnswerKind::license,
    [](const Facts& facts) {
      return facts.weights_license.value.empty() &&
             (facts.weights.empty() || facts.code_license.value.empty());
    },
    [](Facts& facts, const std::string& answer) {
      facts.weights_license = answered(answer);
      gather_restrictions(facts);
    } },
  { "code-license", "licence of the code", "MIT", AnswerKind::license,
    [](const Facts& facts) { return facts.code_license.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.code_license = answered(answer); } },
  { "model-weights", "address of the weights", "https://huggingface.co/lab/model",
    AnswerKind::address,
    [](const Facts& facts) { return facts.weights.empty() && facts.hub.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.hub = answered(answer); } },
  { "model-architecture", "architecture of the model", "decoder-only transformer, 24 layers",
    AnswerKind::text,
    [](const Facts& facts) {
      return facts.survey.architecture.empty() && facts.architecture.value.empty();
    },
    [](Facts& facts, const std::string& answer) { facts.architecture = answered(answer); } },
  { "", "model that this one was made from, as its card may say", "lab/base-model",
    AnswerKind::text,
    [](const Facts& facts) { return facts.base_models.empty() && !facts.base_hints.empty(); },
    [](Facts& facts, const std::string& answer) {
      facts.base_models.push_back({ answer, relation_by_files(facts), std::string(an_answer) });
    } },
  { "inference-code", "script that runs the model", "generate.py", AnswerKind::file,
    [](const Facts& facts) { return facts.survey.inference.empty(); },
    [](Facts& facts, const std::string& answer) {
      add_file(facts.survey.inference, facts, answer);
    } },
  { "data-sources", "a dataset that the model was trained on", "lab/web-text-2024",
    AnswerKind::text,
    [](const Facts& facts) {
      return facts.data_files.empty() &&
             std::ranges::none_of(facts.datasets, [](const DatasetFact& dataset) {
               return dataset.by_card || dataset.by_person;
             });
    },
    [](Facts& facts, const std::string& answer) {
      DatasetFact dataset{ .id = answer, .revision = "", .source = std::string(an_answer) };
      dataset.by_person = true;
      facts.datasets.push_back(std::move(dataset));
    } },
  { "data-sources",
    "who can get this data: `open` (anyone, under an open licence), `public` (anyone), "
    "`obtainable` (from somebody else) or `withheld`",
    "public", AnswerKind::access, [](const Facts& facts) { return unfinished(facts, "") != nullptr; },
    [](Facts& facts, const std::string& answer) {
      finish(facts, "", &DatasetFact::access, answer);
    } },
  { "data-sources", "from whom and how this data can be had", "on request from the Leaf Archive",
    AnswerKind::text,
    [](const Facts& facts) { return unfinished(facts, "obtainable") != nullptr; },
    [](Facts& facts, const std::string& answer) {
      finish(facts, "obtainable", &DatasetFact::detail, answer);
    } },
  { "data-sources", "why this data is withheld", "It holds messages of customers.",
    AnswerKind::text, [](const Facts& facts) { return unfinished(facts, "withheld") != nullptr; },
    [](Facts& facts, const std::string& answer) {
      finish(facts, "withheld", &DatasetFact::detail, answer);
    } },
  { "data-preprocessing", "script that prepares the data", "prepare.py", AnswerKind::file,
    [](const Facts& facts) { return facts.survey.preprocessing.empty(); },
    [](Facts& facts, const std::string& answer) {
      add_file(facts.survey.preprocessing, facts, answer);
    } },
  { "training-scripts", "script that trains the model", "train.py", AnswerKind::file,
    [](const Facts& facts) { return facts.survey.training.empty(); },
    [](Facts& facts, const std::string& answer) {
      add_file(facts.survey.training, facts, answer);
    } },
  { "hyperparameters", "file with the settings of the training", "config.yaml", AnswerKind::file,
    [](const Facts& facts) {
      return facts.survey.configurations.empty() && facts.survey.setting_scripts.empty();
    },
    [](Facts& facts, const std::string& answer) {
      add_file(facts.survey.configurations, facts, answer);
    } },
  { "environment", "list of the packages", "requirements.txt", AnswerKind::file,
    [](const Facts& facts) {
      const Survey& survey = facts.survey;
      return survey.lockfiles.empty() && survey.requirements.empty() && survey.containers.empty();
    },
    [](Facts& facts, const std::string& answer) {
      add_file(facts.survey.requirements, facts, answer);
    } },
  { "hardware", "accelerator that the model was trained on", "NVIDIA A100", AnswerKind::text,
    [](const Facts& facts) { return facts.hardware.accelerator.value.empty(); },
    [](Facts& facts, const std::string& answer) {
      facts.hardware.accelerator = answered(answer);
    } },
  { "hardware", "how many accelerators in all", "8", AnswerKind::number,
    [](const Facts& facts) { return facts.hardware.count.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.hardware.count = answered(answer); } },
  { "hardware", "memory of each accelerator, in GB", "80", AnswerKind::number,
    [](const Facts& facts) { return facts.hardware.memory.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.hardware.memory = answered(answer); } },
  { "community", "address for questions and reports", "https://github.com/lab/model/issues",
    AnswerKind::address, [](const Facts& facts) { return facts.issues.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.issues = answered(answer); } },
  { "", "name of the model", "leafnet", AnswerKind::text,
    [](const Facts& facts) { return facts.name.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.name = answered(answer); } },
  { "", "version of the model", "1.0", AnswerKind::text,
    [](const Facts& facts) { return facts.version.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.version = answered(answer); } },
  { "", "who developed it", "Leaf Lab", AnswerKind::text,
    [](const Facts& facts) { return facts.developer.value.empty(); },
    [](Facts& facts, const std::string& answer) { facts.developer = answered(answer); } },
};

bool is_license(const std::string& words) {
  const License* called = license_called(words);
  return find_license(words) || (called && !called->family) || meant_licenses(words).size() == 1;
}

}  // namespace

std::vector<const Question*> open_questions(const Facts& facts,
                                            const std::vector<std::string>& unmet) {
  std::vector<const Question*> asked;
  for (const Question& question : questions)
    if (question.open(facts)) asked.push_back(&question);
  const auto answers_until_met = [&](const Question* question) {
    const bool needed = std::ranges::find(unmet, question->component) != unmet.end();
    if (!needed) return static_cast<std::ptrdiff_t>(std::size(questions));
    return std::ranges::count(asked, question->component, &Question::component);
  };
  std::vector<std::pair<std::ptrdiff_t, const Question*>> ranked;
  for (const Question* question : asked) ranked.emplace_back(answers_until_met(question), question);
  std::ranges::stable_sort(ranked, {}, [](const auto& one) { return one.first; });
  for (std::size_t i = 0; i < ranked.size(); ++i) asked[i] = ranked[i].second;
  return asked;
}

std::string objection(const Snapshot& snapshot, const Facts& facts, const Question& question,
                      const std::string& answer) {
  static const Pattern number("[1-9][0-9]{0,8}");
  static const Pattern address(R"(https?://[^\s/<>"]+[^\s<>"]*)");
  static const Pattern access("open|public|obtainable|withheld");
  const bool plain = is_valid_utf8(answer) && printable(answer, longest_answer) == answer;
  if (!plain) return "one line of at most 300 printable characters, please";
  switch (question.kind) {
    case AnswerKind::text:
      return "";
    case AnswerKind::number:
      return number.matches(answer) ? "" : "a whole number, please";
    case AnswerKind::address:
      return address.matches(answer) ? "" : "an address that begins with https://, please";
    case AnswerKind::access:
      return access.matches(answer) ? "" : "one of open, public, obtainable, withheld";
    case AnswerKind::file:
      return snapshot.find(below(facts.folder, answer))
               ? ""
               : "git tracks no file of that name in the model's folder";
    case AnswerKind::license:
      return is_license(answer)
               ? ""
               : "no licence of that name is known; `reallyopen license FILE` recognises a text";
  }
  return "";
}

}  // namespace reallyopen
