// What the words of each language amount to, and that their files are what the program expects.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "embedded/files.h"
#include "manifest/parse.h"
#include "manifest/schema.h"
#include "support/catch.h"
#include "wording/explanation.h"
#include "wording/names.h"
#include "wording/openness.h"

using namespace reallyopen;

namespace {

// About a model that is called Leafnet.
std::string openness_of(std::string_view sentence) {
  static const std::vector<std::string> names = names_in("Leafnet: a small model");
  std::string result;
  for (const OpennessPhrase& phrase : find_openness(sentence, { .section = "x", .names = names }))
    result += result.empty() ? name(phrase.openness) : " " + std::string(name(phrase.openness));
  return result;
}

std::string language_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("what a release says of itself, in seven languages") {
  for (const std::string_view sentence : {
         "Leafnet is released as open source.",
         "[2023/06/03] Officially released and open-sourced the 7B version of Leafnet.",
         "Open-sourcing of the 7B and 13B versions.",
         "We open-source all details (i.e., data, code, model weights) to enable the community.",
         "Leafnet distinguishes itself as an open-source solution for generating speech.",
         "Leafnet 是一个支持中英双语和多种插件的开源对话语言模型。",
         "每种方法只开源了一个checkpoint。",
         "同时开源模型和数据。",
         "Leafnet goes open source.",
         "We are excited to open-source Leafnet.",
         "Leafnet is 100% open source.",
         "Leafnet is one of the strongest open-source models of its size.",
         "All models, data and code are open source.",
         "Leafnet, an open-source text-to-speech model, speaks ten languages.",
         "Leafnet is an open-source toolkit for speech recognition.",
         "The weights, the code and the data are all open-source.",
         "Leafnet 是一个开源的语音模型。",
         "我们正式开源 Leafnet-7B。",
         "Leafnet 已全面开源，欢迎使用。",
         "Leafnet 是目前最强的开源语音合成系统。",
         "2024.05.01 发布并开源 Leafnet-7B 模型",
         "これは完全にオープンソースの言語モデルです。",
         "Leafnet をオープンソースとして公開しました。",
         "オープンソースモデル Leafnet を公開しました。",
         "Leafnet는 오픈소스 음성 합성 모델입니다.",
         "모델 가중치와 코드를 오픈소스로 공개했습니다.",
         "Leafnet est un modèle de langue open source.",
         "Nous publions Leafnet en open source.",
         "Leafnet es un modelo de lenguaje de código abierto.",
         "Publicamos Leafnet como código abierto.",
         "Leafnet ist ein quelloffenes Sprachmodell.",
         "Wir veröffentlichen Leafnet als Open Source.",
         "Unser Open-Source-Modell Leafnet läuft lokal.",
       }) {
    CAPTURE(std::string(sentence));
    CHECK(openness_of(sentence) == "open-source");
  }
  for (const std::string_view sentence :
       { "We introduce two new open models, Leafnet-S and Leafnet-L.",
         "Leafnet is an openly accessible language model.",
         "Leafnet 是一个开放的双语（中文与英文）双向语言模型。",
         "Les poids du modèle sont ouverts.", "Un modèle ouvert pour le français",
         "Los pesos del modelo son abiertos.", "Die Gewichte des Modells sind offen.",
         "Ein offenes Sprachmodell für Deutsch" }) {
    CAPTURE(std::string(sentence));
    CHECK(openness_of(sentence) == "open-model");
  }
}

TEST_CASE("their honest twins: others' models, other things, plans and denials") {
  for (const std::string_view sentence : {
         "Leafnet outperforms all open-source models.",
         "Leafnet is trained on open-source data.",
         "Leafnet supports open-source LLMs.",
         "We will open-source Leafnet next month.",
         "The model weights are not open-sourced yet.",
         "Leafnet narrows the gap between open-source and proprietary models.",
         "We use Twig, an open-source speech model, to transcribe.",
         "Open-source models are catching up.",
         "Leafnet is an open-source framework for training language models.",
         "Leafnet 超越了所有开源模型。",
         "Leafnet 基于开源模型 Twig 训练。",
         "训练代码已开源。",
         "Leafnet 即将开源。",
         "Leafnet 尚未开源。",
         "在开源模型中，Leafnet 排名第一。",
         "他のオープンソースモデルと比較して、Leafnet は高速です。",
         "学習コードはオープンソースです。",
         "Leafnet は近日オープンソース化予定です。",
         "Leafnet はオープンソースではありません。",
         "Leafnet는 다른 오픈소스 모델보다 빠릅니다.",
         "학습 코드는 오픈소스입니다.",
         "Leafnet는 곧 오픈소스로 공개될 예정입니다.",
         "Leafnet dépasse les autres modèles open source.",
         "Le code d'entraînement est open source.",
         "Leafnet sera bientôt open source.",
         "Leafnet supera a otros modelos de código abierto.",
         "El código de entrenamiento es de código abierto.",
         "Leafnet será de código abierto.",
         "Leafnet übertrifft andere Open-Source-Modelle.",
         "Der Trainingscode ist Open Source.",
         "Leafnet wird bald Open Source.",
         "Leafnet ist nicht quelloffen.",
       }) {
    CAPTURE(std::string(sentence));
    CHECK(openness_of(sentence) == "");
  }
}

TEST_CASE("whose licence, plan or comparison it is decides") {
  for (const std::string_view sentence : {
         "[2023/06/03] Twiglab released and open-sourced the 7B version of Twig.",
         "In future versions, we may open-source models with more voices.",
         "We achieved the first place on the leaderboard for text-to-image open-source models.",
         "未来，我们将持续投入研究，不断开源更加强大的模型。",
         "本项目中的代码依照 Apache-2.0 协议开源，模型权重的使用则需要遵循许可。",
         "许可见 [Twigger-2 模型开源协议]。",
         "同様の規模でオープンソース化された既存の大規模言語モデルを上回ります。",
         "Twiglabのオープンソースモデルを、ここから入手できます。",
       }) {
    CAPTURE(std::string(sentence));
    CHECK(openness_of(sentence).empty());
  }
}

TEST_CASE("an item that is still to be done says nothing, a quotation only of the model by name") {
  const std::vector<std::string> names = names_in("Leafnet");
  const std::string_view sentence = "Leafnet is an open source model.";
  CHECK(find_openness(sentence, { .section = "x", .planned = true, .names = names }).empty());
  CHECK(find_openness(sentence, { .section = "x", .quoted = true, .names = names }).size() == 1);
  CHECK(
    find_openness("It is an open source model.", { .section = "x", .quoted = true, .names = names })
      .empty());
}

TEST_CASE("what a model is called") {
  CHECK(names_in("Leafnet-7B: a small model") ==
        std::vector<std::string>{ "leafnet7b", "leafnet" });
  CHECK(names_in("Leafnet open source models") == std::vector<std::string>{ "leafnet" });
  CHECK(names_in("Open Source Language Model").empty());
  CHECK(names_in("").empty());
  CHECK(commonest_name("Leafnet-7B, Leafnet-13B, Leafnet-70B and Twig-7B") == "leafnet");
  CHECK(commonest_name("Leafnet-7B and Twig-7B") == "");
}

TEST_CASE("a mention is explained by the words that decided") {
  const std::vector<std::string> names = names_in("Leafnet");
  const WordingContext context{ .section = "x", .names = names };
  const auto ours = explain_openness("We release our open-source language model.", context);
  REQUIRE(ours.size() == 1);
  CHECK(ours[0].text ==
        "`open-source` calls the model open source: a model is called open\n"
        "  what      `language model`\n"
        "  whose     `our`\n"
        "  language  english");
  const auto others = explain_openness("Leafnet beats other open-source models.", context);
  REQUIRE(others.size() == 1);
  CHECK(others[0].text.find("is no statement about the model: it is somebody else's") !=
        std::string::npos);
  CHECK(others[0].text.find("whose     `other`") != std::string::npos);
}

TEST_CASE("hostile sentences are read within bounds") {
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "open source, is ";
  CHECK(find_openness(many, { .section = "x" }).size() <= 50);
  std::string commas = "we open source ";
  for (int i = 0; i < 20'000; ++i) commas += "models, ";
  CHECK(find_openness(commas, { .section = "x" }).size() <= 50);
  for (const std::string_view sentence :
       { "\xFF open source \xC3", "open", "开", "\xE5\xBC\x80 open source", "open-",
         "-open source-", "''open source''" })
    CHECK(find_openness(sentence, { .section = "x" }).size() <= 1);
  CHECK(names_in(std::string(100'000, 'A')).size() <= 2);
}

TEST_CASE("the words of every language are as the schema says, and are found by their triggers") {
  const Schema words = Schema::parse(embedded_file("wording.schema.json"));
  const Schema grammar = Schema::parse(embedded_file("wording-grammar.schema.json"));
  std::size_t languages = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(SOURCE_ROOT) + "/schemas/wording")) {
    const std::string path = file.path().filename().string();
    CAPTURE(path);
    const ParseResult parsed = parse_document(path, language_file(file.path()));
    REQUIRE(parsed.problems.empty());
    const bool rules = path == "grammar.yaml";
    const Validation validation = (rules ? grammar : words).validate(*parsed.document);
    for (const Problem& problem : validation.problems) UNSCOPED_INFO(problem.message);
    CHECK(validation.problems.empty());
    if (rules) continue;
    ++languages;
    for (const char* role : { "open-source", "open-weights", "open" })
      for (const Node& word : parsed.document->root.get("words")->get(role)->items) {
        CAPTURE(word.text);
        CHECK(may_speak_of_openness(word.text));
      }
  }
  CHECK(languages == lexicons().size());
}
