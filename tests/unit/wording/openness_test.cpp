#include "wording/openness.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

namespace {

std::string verdict(std::string_view sentence,
                    const WordingContext& context = { .section = "introduction" }) {
  std::string result;
  for (const OpennessPhrase& phrase : find_openness(sentence, context)) {
    if (!result.empty()) result += ' ';
    result += name(phrase.openness);
  }
  return result;
}

}  // namespace

TEST_CASE("statements about the model at hand") {
  struct Row {
    std::string_view sentence;
    std::string_view openness;
  };
  for (const Row& row : std::initializer_list<Row>{
         { "Leafnet is an open source language model.", "open-source" },
         { "Leafnet is a fully open-sourced Large Language Model that includes the data.",
           "open-source" },
         { "We have open-sourced Leafnet-7B and Leafnet-7B-Chat.", "open-source" },
         { "We open-source our models and the training code.", "open-source" },
         { "The Leaf series models are open-sourced, improving coding.", "open-source" },
         { "Both models are now open source.", "open-source" },
         { "We open-source the code for training and the model weights.", "open-source" },
         { "Leafnet aims to be fast and is an open source model.", "open-source" },
         { "Leaf1.5 is now the best open sourced VLM on the Twig leaderboard!", "open-source" },
         { "Leafnet is efficiently intelligent and truly open.", "open-source" },
         { "Truly Open: Apache 2.0 license provides ungated access to weights and code.",
           "open-source" },
         { "Leafnet is an innovative library of open-source language models.", "open-source" },
         { "They are released under the MIT open-source license and can be used freely.",
           "open-model" },
         { "本次开源的Leaf-6B系列模型包含基座模型", "open-source" },
         { "目前已开源的模型版本：7B、13B", "open-source" },
         { "🚀 开源了使用中文文本数据预训练的中文LLaMA", "open-source" },
         { "发布基于Twig进行中文预训练的开源大模型Leaf-7B", "open-source" },
         { "首个垂域大模型Leaf-7B训练完成并对外开源", "open-source" },
         { "Leaf-7B和Leaf-7B-Chat目前已完全开源，支持商用", "open-source" },
         { "目前Leaf的开源模型采用了对话数据", "open-source" },
         { "仅将我们开源的代码、数据、模型用于研究目的", "open-source" },
         { "We open-source Leaf-V 4.6, with a smaller tree.", "open-source" },
         { "The Leaf-o/V model weights and code are open-sourced under Apache-2.0.",
           "open-source" },
         { "Notice: Leaf is Twig's open-source text-to-speech+ model.", "open-source" },
         { "Open-Source: Release the code and model checkpoints.", "open-source" },
         { "Leafnet 2 open source models support long text.", "open-source" },
         { "The open source Leafnet-7B will help researchers.", "open-source" },
         { "Leafnet stands as the best-performing open-source model.", "open-source" },
         { "We have made Leafnet 7B open source for the community.", "open-source" },
         { "Our fully open models come with data and logs.", "open-source" },
         { "This repository runs the Leaf-1 open-weights model.", "open-weights" },
         { "We are offering a suite of open-weight models.", "open-weights" },
         { "Leafnet is a family of open weights LLMs.", "open-weights" },
         { "Leafnet is an accessible, open large language model (LLM) for developers.",
           "open-model" },
         { "We are releasing Leafnet under an open license.", "open-model" },
         { "The weights are fully open for academic research.", "qualified" },
         { "All versions are completely open to academic research.", "qualified" },
         { "Leaf weights are open for academic research and commercial use.", "open-model" },
         { "The weights are open for academic research only.", "qualified" },
         { "New words beyond Twig-2, open-sourcing the Chinese Leaf-2 LLMs.", "open-source" },
         { "It is cheap. Fully open-source: checkpoints and code for training.", "open-source" },
         { "We change the open-source license for the large model of this project.", "open-model" },
         { "今日起本项目的大模型开源许可证变更为 MIT", "open-model" },
         { "Leafnet-70b发布，继续开源和免费商用", "open-source" },
         { "已开源的模型", "open-source" },
         { "We launch Leafnet v1.2.0, which runs longer on less, and is fully open source!",
           "open-source" },
         { "Leafnet is a comprehensive and open suite of video models.", "open-model" },
         { "This repo open-sources a series of instruction-tuned models.", "open-source" },
         { "Leafnet-7B 和 Leafnet-Chat-7B 已在 Hugging Face 开源", "open-source" },
         { "2025年3月1日: 🚀 开源 Leafnet 模型权重", "open-source" },
         { "开源 Leafnet 的推理代码和模型权重", "open-source" },
         { "叶网是一个开放的双语语言模型，有十亿个参数", "open-model" },
         { "当前开源的模型知识有限", "open-source" },
         { "叶网是一个开源的、支持中英双语的对话语言模型", "open-source" },
         { "我们开源了 Leafnet-7B 系列模型", "open-source" },
         { "打造下一代开源双语大语言模型", "open-source" },
         { "由于使用 Leafnet 2 开源模型而导致的任何问题", "open-source" },
         { "本仓库的代码和权重依照 Apache-2.0 协议开源", "open-source" },
         { "Leafnet 权重对学术研究完全开放", "qualified" } }) {
    CAPTURE(std::string(row.sentence));
    CHECK(verdict(row.sentence) == row.openness);
  }
  CHECK(verdict("Leafnet: A fully open-sourced language model",
                { .section = "x", .heading = true }) == "open-source");
  CHECK(verdict("Open-weight models", { .section = "x", .heading = true }) == "open-weights");
}

TEST_CASE("comparisons, other things, other people, denials and intentions are none") {
  for (const std::string_view sentence :
       { "Leafnet outperforms other open-source models of its size.",
         "It ranked first among all existing open-source models.",
         "Leafnet achieves the best results for open-source models.",
         "We compare Leafnet with the open-source model Rootnet.",
         "It is comparable to the open-source model Rootnet.",
         "TensorRT is an open-source LLM inference engine.",
         "Training uses our open source libraries.",
         "We have open-sourced a benchmark for tool use.",
         "We open-source the Leaf-150B dataset.",
         "All of the trained models will be open-source.",
         "Data is fully open.",
         "🚀 开源了基于LLaMA的训练代码",
         "We are committed to developing a viable, open-source large language model.",
         "Leafnet: Advancing Open-source Language Models with Mixed-Quality Data",
         "The models are released under the Twig Open Model License.",
         "We used an open license-filtered version of Twig.",
         "我们鼓励社区成员开源分享代码和模型",
         "并且官方没有正式开源模型权重",
         "We open-source the training code of Leaf-20B and Twig, and two models follow.",
         "Generate videos using an open-source local large language model.",
         "Leafnet is built by the open-source community.",
         "Most open-source models are optimized for English.",
         "The weights are not open source.",
         "Access to our non-open weight models is by API only.",
         "We hope to open-source better models.",
         "Leafnet is fine-tuned from an open-source model.",
         "The code in this open source repository is under MIT.",
         "Please open an issue about the model.",
         "Open the model in your browser.",
         "Our framework, which is now open-sourced as Twig, trains faster.",
         "The application can support open source models and runs offline.",
         "Read our technical report Leafnet: An Open Multilingual 7B Language Model!",
         "Users shall adhere to the open-source license agreement of the Rootnet model.",
         "欢迎阅读我们的技术报告Leafnet: An Open Multilingual 7B Language Model",
         "请严格遵守基座模型的开源许可协议",
         "由此生成 2M 中文指令(本次开源 0.5M)",
         "**Leafnet-7B**的评测代码已在 Hugging Face 开源",
         "Leafnet-7B 是偏好模型，将在近期开源",
         "我们开源了Twig, 一个在多语言大模型中结合两种视角的框架。",
         "这是一个开放的问题，模型如何回答并不清楚",
         "This repo open-sources the training scripts.",
         "超过了其它开源模型",
         "在开源模型中脱颖而出",
         "感谢开源社区",
         "我们使用开源评测工具",
         "本仓库的代码依照 Apache-2.0 协议开源",
         "我们希望开源更好的聊天模型",
         "该模型尚未开源" }) {
    CAPTURE(std::string(sentence));
    CHECK(verdict(sentence) == "");
  }
  CHECK(verdict("Leafnet is an open source language model.", { .section = "acknowledgements" }) ==
        "");
  CHECK(verdict("Leafnet is an open source language model.", { .section = "references" }) == "");
}

TEST_CASE("the words of a statement are where they stand") {
  const std::string sentence = "Leafnet is a truly open language model.";
  const auto phrases = find_openness(sentence, { .section = "x" });
  REQUIRE(phrases.size() == 1);
  CHECK(sentence.substr(phrases[0].begin, phrases[0].length) == "truly open");
}
