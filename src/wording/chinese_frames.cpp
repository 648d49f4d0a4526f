#include <memory>

#include "wording/frames.h"

namespace reallyopen {
namespace {

struct ChineseRow {
  std::optional<Wording> openness;
  Words words;
  const char* left;
  const char* right;
};

constexpr auto says_nothing = std::nullopt;
constexpr auto says_source = Wording::open_source;

// The comments say what the rows are; the words are the measure.
constexpr ChineseRow chinese_rows[] = {
  // Denied, or hoped for.
  { says_nothing, Words::any, "(?:未|不|没有|尚未|非|暂不|并非)(?:正式|完全)?$", "" },
  { says_nothing, Words::any, "(?:鼓励|欢迎|呼吁|号召)[^。，；]{0,20}$", "" },
  { says_nothing, Words::any, "(?:希望|计划|打算|准备|即将|未来|将会|将要|将于|将在)[^。]{0,60}$",
    "" },
  // Told as "fully open" already.
  { says_nothing, Words::open, "(?:完全|全面)$", "" },
  // Where code or data was opened, and a framework that is told of.
  { says_nothing, Words::source, "(?:代码|数据集?|脚本)[^，。；]{0,8}已?在[^，。；]{0,40}$", "" },
  { says_nothing, Words::source, "",
    "^了[^，。；]{0,60}[,，]\\s?一个[^，。；]{0,60}(?:框架|数据集|工具|基准)(?:$|[,，。；])" },
  // Code and model together.
  { says_source, Words::source, "",
    "^(?:了|的)?\\s?[^。；，]{0,40}代码(?:和|与|及|以及|、)\\s?(?:模型|权重)" },
  { says_source, Words::source, "我们\\s?$", "^的(?:代码|数据)、[^，。；]{0,10}模型" },
  { says_source, Words::source, "^[^\\pL]*$", "^了[^。；，]{0,40}训练的[^。；，]{0,8}[A-Z]" },
  // A licence that is called open, of the model; not one that is to be obeyed.
  { says_nothing, Words::source, "(?:遵守|遵循|各|原|基座)[^，。；]{0,20}$",
    "^(?:的)?(?:协议|许可)" },
  { Wording::open_model, Words::source, "(?:模型|权重)的?\\s?$", "^(?:协议|许可)" },
  // A community, project, licence, tool or data set.
  { says_nothing, Words::any, "",
    "^(?:的)?\\s?(?:社区|项目|仓库|协议|许可|代码|工具|评测|框架|平台|教程|数据|库|软件|生态|日期|"
    "微调框架|推理框架|组织|贡献|精神|技术|方案|实现|界面|模型即服务|大模型技术|版权)" },
  { says_nothing, Words::source, "",
    "^了?\\s?[^，。；模型]{0,24}(?:数据|代码|脚本|框架|工具|方式|方法|评测|基准|[Bb]enchmark)" },
  { says_nothing, Words::source, "", "^\\s?[0-9.]+\\s?[KMG万千]" },
  { says_nothing, Words::source, "(?:填补|推动|促进|评估|评测|比较|发展)$", "" },
  // Compared with others.
  { says_nothing, Words::source,
    "(?:其他|其它|所有|现有|众多|多数|先进|前沿|同类|主流|各类|测试|相近|规模|比|超过|超越|超越了|"
    "优于|领先|达到|基于|当前最强的|业界|尺寸[^，。]{0,6})(?:的)?$",
    "^(?:的)?(?:大|语言|对话|基础|基座)*模型" },
  // A name before it: "GLM-4-9B 开源模型".
  { says_source, Words::source, "[A-Za-z][\\w.+-]*(?:\\s?[\\w.-]+)?\\s?(?:系列|模型)?\\s?$",
    "^(?:大|语言|对话|预训练)*模型" },
  { says_nothing, Words::source, "",
    "^(?:的)?(?:大|语言|对话|基础|基座)*模型(?:中|之中|里|之间|的领先|的基石|都|上的)" },
  // Open for some.
  { Wording::qualified, Words::full, "(?:学术|研究|科研)[^，。]{0,6}$", "" },
  { Wording::qualified, Words::full, "", "^[^。]{0,12}(?:学术|研究|科研)" },
  { says_source, Words::full, "(?:模型|权重)[^，。]{0,8}$", "^(?:$|[，。；])" },
  // What was done: "we open-sourced … model".
  { says_source, Words::source, "", "^了[^。；]{0,90}(?:模型|系列|权重|Chat|Base|[0-9][BM]\\b)" },
  { says_source, Words::source,
    "(?:我们|团队|本次|发布并|推出并|并|已经?|正式|现已|首次|同步)\\s?$",
    "^(?:包括)?\\s?[^的。；，][^。；，]{0,60}(?:模型|权重|Chat|Base|[0-9][BM]\\b)" },
  { says_source, Words::source, "(?:模型|权重)[^。]{0,40}(?:协议|许可证?|许可协议)\\s?$",
    "^(?:$|[，。；])" },
  { says_source, Words::source, "(?:模型|[A-Za-z][\\w.-]*)\\s?$", "^了(?:$|[，。！])" },
  { says_source, Words::source, "我们\\s?$", "^的[^，。数据]{0,20}模型" },
  { says_source, Words::source, "(?:本次|此次|目前已|现已)$", "^的[^，。；]{0,30}(?:模型|版本)" },
  { says_source, Words::source, "(?:发布|推出)[^，。；]{0,40}的$", "^[^，。；]{0,12}模型" },
  { says_source, Words::source, "训练完成[，,]?\\s?并?(?:对外|正式|全面|同步)?$",
    "^(?:$|[，。；！ ])" },
  { says_source, Words::source,
    "[0-9][BM](?:[\\w.-]*)\\s?(?:目前|现)?已经?(?:完全|正式|全部|全面)?$", "^(?:$|[，。；！])" },
  { says_source, Words::source, "[A-Za-z0-9]的$", "^模型(?:采用|基于|支持|包括|包含|使用)" },
  { says_source, Words::source, "(?:模型|权重)[^。]{0,60}进行了?\\s?$", "^(?:$|[，。；])" },
  { says_source, Words::source, "模型(?:已经?|将|均|都|也)?(?:正式|完全|全部|全面)?$",
    "^(?:$|[，。；、]|并|且)" },
  { says_source, Words::source, "^(?:[^\\pL]|[年月日])*$",
    "^\\s?(?:优化的|了)?[^。；]{0,80}(?:模型|版本|权重)" },
  { says_source, Words::source, "", "^(?:的)?替代" },
  { says_source, Words::source, "^[^，。]{0,12}的$", "^[^，。]{0,16}模型$" },
  { says_source, Words::source, "^[^，。]{0,6}已经?$", "^的[^，。]{0,10}模型(?:$|[列清])" },
  { says_source, Words::source,
    "[A-Za-z0-9][^，。；]{0,10}(?:发布|推出)，(?:继续|并|同时|已|正式)$",
    "^(?:$|[，。；]|和|并|且)" },
  // What it is: "… is an open source … model", "the next generation of …".
  { says_source, Words::source, "(?:是|作为|一个)[^，。]{0,60}$",
    "^(?:的)?(?:、|，)?[^，。]{0,24}?(?:模型|版本)" },
  { says_source, Words::source, "(?:下一代|新一代|最新一代|打造)[^，。]{0,6}$",
    "^[^，。]{0,20}模型" },
  { says_source, Words::source, "(?:本项目|我们|当前|该|本|勿将)[^，。]{0,10}$", "^的?模型" },
  { says_source, Words::source,
    "(?:模型|权重|[A-Za-z][\\w.]*-[\\w.-]*[0-9][\\w.-]*)[^。；]{0,60}已?在[^，。；的]{0,40}$",
    "^(?:$|[，。；！])" },
  // "… is an open … model".
  { Wording::open_model, Words::open, "(?:是|作为)(?:一个)?[^，。]{0,20}$|：$",
    "^[^，。]{0,24}模型(?:$|[，。；])" },
};

std::vector<Frame> compile_chinese() {
  static std::vector<std::unique_ptr<RE2>> expressions;
  const auto expression = [](const char* text) {
    return expressions.emplace_back(std::make_unique<RE2>(text)).get();
  };
  std::vector<Frame> frames;
  for (const ChineseRow& row : chinese_rows)
    frames.push_back(
      { row.openness, row.words, false, expression(row.left), expression(row.right) });
  return frames;
}

}  // namespace

std::span<const Frame> chinese_frames() {
  static const std::vector<Frame> frames = compile_chinese();
  return frames;
}

}  // namespace reallyopen
