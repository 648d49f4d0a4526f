#include "script/promise.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>

namespace reallyopen {
namespace {

constexpr std::size_t longest_line = 4'000;
constexpr std::size_t most_promises = 100;

re2::StringPiece piece(std::string_view text) { return { text.data(), text.size() }; }

struct Object {
  Promised object;
  const char* words;    // English
  const char* chinese;  // and Japanese
};

// In the order in which they are tried: the more exact first.
constexpr Object objects[] = {
  { Promised::training_code,
    "(?:pre-?|post-?)?train(?:ing)? (?:and [a-z]+ )?(?:source "
    ")?(?:code|scripts?|pipelines?|recipes?|configs?|framework)|"
    "fine-?tun(?:ing|e) (?:code|scripts?|recipes?)|(?:sft|dpo|rlhf|rl|ppo|grpo)(?: training)?(?: "
    "(?:code|scripts?|recipes?))?",
    "训练(?:代码|脚本|流程|框架)|微调(?:代码|脚本)|(?:RLHF|强化学习)[^。,，]{0,4}训练|学習(?:用)?(?"
    ":コード|スクリプト)" },
  { Promised::checkpoints, "(?:intermediate |training )?checkpoints?",
    "检查点|中间权重|チェックポイント" },
  { Promised::logs, "(?:training )?logs?", "训练日志|学習ログ" },
  { Promised::weights, "(?:(?:pre-?trained |model |base )*weights|model parameters)",
    "(?:模型)?(?:权重|参数)|(?:モデルの)?重み" },
  { Promised::data,
    "(?:pre-?|post-?)?(?:training |train |evaluation |test |sft |preference )?(?:data "
    "?sets?|data|corpus|corpora)|test cases",
    "(?:训练|预训练|微调)?(?:数据集|数据|语料)|(?:学習)?データ(?:セット)?" },
  { Promised::code,
    "(?:source |evaluation |inference |data |preprocessing |processing |full |corresponding "
    "|complete )*"
    "(?:code ?base|code|scripts?|implementation|pipelines?)",
    "(?:源|推理|评测|数据处理)?代码|脚本|コード" },
};

// What stands between the object and the words about it.
constexpr const char* filler =
  "(?: (?:and|or|for|of|the|our|this|all|used|to|with|in|its|these) ?[\\w`*./-]*| [\\w`*-]+){0,4}?";
constexpr const char* later =
  "(?:(?:will|shall|is going to|are going to|is planned to|are planned to|is to|are to) (?:also "
  "|all |soon |then |later |shortly )*"
  "be (?:\\w+ )?(?:released?|open-? ?sourced?|published|available|made (?:\\w+ "
  ")?(?:public|available)|added|uploaded|shared|provided)|"
  "(?:is |are |- |: |– |\\()*(?:coming|available|released) soon|(?:is |are )?(?:to be "
  "(?:released|published|open-? ?sourced|added|uploaded|announced)|"
  "not (?:yet )?(?:been )?(?:released|published|open-? ?sourced|publicly available|available "
  "yet|public)(?: yet)?))";
constexpr const char* we_will =
  "(?:we|authors?) (?:will|shall|plan to|are planning to|intend to|are going to|aim to|hope to) "
  "(?:\\w+ )?"
  "(?:release|open-? ?source|publish|share|upload|make (?:public|available)) (?:\\w+ ){0,3}?(?:";
constexpr const char* open_task =
  "^\\s*[-*+] \\[ \\] (?:\\w+ )?(?:release|open-? ?source|publish|upload|clean up and "
  "release)\\w* (?:\\w+ ){0,3}?(?:";
constexpr const char* later_chinese =
  "[^。！!；;,，]{0,12}(?:即将|将会?|将于|稍后|近期|后续会?|陆续|敬请期待|近日|後日)[^。！!；;,，]{"
  "0,8}(?:发布|開源|开源|公开|公開|放出|上传|提供|リリース|$)|";

// Lines that speak of what is done, of the next version or of others' work.
const RE2& veto() {
  static const RE2 pattern(
    "(?i)(future (?:versions?|releases?|updates?|work)|next "
    "(?:version|release|generation)|new(?:er)? (?:\\w+ )?"
    "(?:versions?|models?|features?|ones?|data|datasets?|checkpoints?|weights)|\\bw(?:as|ere) "
    "not\\b|"
    "updated (?:model|version)|more (?:models?|data|checkpoints|features|details)|additional|other "
    "(?:models?|versions?)|larger|support(?:s|ed)? for|"
    "integrat|\\bin "
    "(?:transformers|vllm|sglang|llama\\.cpp|diffusers|lagent|tensorrt)|\\[x\\]|已(?:经)?(?:发布|"
    "开源|公开)|"
    "(?:has|have) been released|available (?:under|at|in) [`$/]|placeholder=|future "
    "checkpoints|paper link|project page)");
  return pattern;
}

struct Patterns {
  Promised object;
  std::unique_ptr<RE2> english;
  std::unique_ptr<RE2> chinese;
};

std::vector<Patterns> compile_patterns() {
  std::vector<Patterns> all;
  for (const Object& row : objects) {
    const std::string words(row.words);
    const std::string english = "(?i)(?:\\b(?:" + words + ")(?:\\*\\*|`|\\])*" + filler +
                                "[ (:–-]*" + later + "|\\b" + we_will + words + ")\\b|" +
                                open_task + words + ")\\b)";
    const std::string chinese = "(?:" + std::string(row.chinese) + ")(?:" + later_chinese +
                                "[^。！!；;]{0,10}(?:尚未|暂未|还未|还没有?|暂不)[^。！!；;]{0,4}(?"
                                ":发布|开源|公开|提供)|[^。]{0,8}敬请期待|[^。]{0,6}公開予定)";
    all.push_back({ row.object, std::make_unique<RE2>(english), std::make_unique<RE2>(chinese) });
  }
  return all;
}

// Few scripts have a line that needs them, and compiling takes milliseconds.
const std::vector<Patterns>& patterns() {
  static const std::vector<Patterns> all = compile_patterns();
  return all;
}

}  // namespace

std::string_view name(Promised object) {
  switch (object) {
    case Promised::training_code:
      return "training code";
    case Promised::code:
      return "code";
    case Promised::data:
      return "data";
    case Promised::weights:
      return "weights";
    case Promised::checkpoints:
      return "checkpoints";
    case Promised::logs:
      return "logs";
  }
  return "code";
}

std::vector<Promise> find_promises(std::string_view text) {
  // One quick look decides about nearly every line.
  static const RE2 any(
    "(?i)(soon|released?|open-? ?sourced?|published|available|uploaded?|\\[ \\]|publish|share|made "
    "public|即将|将|稍后|近期|后续|陆续|敬请期待|尚未|暂未|还未|还没|暂不|近日|後日|公開予定)");
  std::vector<Promise> promises;
  for (int number = 1; !text.empty() && promises.size() < most_promises; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, std::min(end, longest_line));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!RE2::PartialMatch(piece(line), any) || RE2::PartialMatch(piece(line), veto())) continue;
    for (const Patterns& row : patterns()) {
      if (!RE2::PartialMatch(piece(line), *row.english) &&
          !RE2::PartialMatch(piece(line), *row.chinese))
        continue;
      const std::size_t first = line.find_first_not_of(" \t");
      const std::size_t last = line.find_last_not_of(" \t\r");
      promises.push_back({ number, std::string(line.substr(first, last - first + 1)), row.object });
      break;
    }
  }
  return promises;
}

}  // namespace reallyopen
