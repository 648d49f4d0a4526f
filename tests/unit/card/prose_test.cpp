#include "card/prose.h"

#include <chrono>
#include <string>

#include "support/catch.h"

using namespace reallyopen;

namespace {

std::vector<std::string> texts(std::string_view markdown) {
  std::vector<std::string> result;
  for (const Sentence& sentence : split_prose(markdown, 0)) result.push_back(sentence.text);
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE(
  "sentences end at stops, blank lines, items, cells and headings, and go on over line ends") {
  CHECK(texts("One line\nof text. Another! A third, e.g. this one? Yes") ==
        Texts{ "One line of text.", "Another!", "A third, e.g. this one?", "Yes" });
  CHECK(texts("- one\n- two\n  more\n3. three") == Texts{ "one", "two more", "three" });
  CHECK(texts("# Title\ntext\n\nOther\n=====\nmore") == Texts{ "Title", "text", "Other", "more" });
  CHECK(texts("| a | b |\n|---|---|\n| c | d e |") == Texts{ "a", "b", "---", "---", "c", "d e" });
  CHECK(texts("v1.5 is out. 它是模型。第二句！") == Texts{ "v1.5 is out.", "它是模型", "第二句" });
  CHECK(texts("<h1>Big</h1><p>one<br>two</p>") == Texts{ "Big", "one", "two" });
}

TEST_CASE("code, comments, HTML, images, targets, URLs and references are no prose") {
  CHECK(texts("a\n```sh\nopen source\n```\nb") == Texts{ "a", "b" });
  CHECK(texts("a\n~~~~\nx\n~~~\ny\n~~~~\nb") == Texts{ "a", "b" });
  CHECK(texts("a\n\n    open source code\n\nb") == Texts{ "a", "b" });
  CHECK(texts("a <!-- open\n\nsource --> b") == Texts{ "a", "b" });
  CHECK(texts("a <pre>open source</pre> b") == Texts{ "a", "b" });
  CHECK(texts("**bold** and `name-1` and _it_ snake_case") ==
        Texts{ "bold and name-1 and it snake_case" });
  CHECK(texts("run `open --source`, then") == Texts{ "run , then" });
  CHECK(texts("see [the text](https://x.org/open_(source)) and ![open source](b.png) here") ==
        Texts{ "see the text and here" });
  CHECK(texts("a [text][ref] b\n\n[ref]: https://open-source.org") == Texts{ "a text b" });
  CHECK(texts("mail open-source@x.org or https://open.source now") == Texts{ "mail or now" });
  CHECK(texts("a\n@misc{key,\n title={Open Source}\n}\nb") == Texts{ "a", "b" });
  CHECK(texts("see [An Open Model](https://arxiv.org/abs/1) here") == Texts{ "see here" });
}

TEST_CASE("a sentence knows its heading, and whether it is a quote or a mere link") {
  const auto sentences = split_prose(
    "# One\ntext\n## Two\n> said\n\n> [!NOTE]\n> told\n\n- [a title](x)\n- [a title](x) by us\n",
    0);
  REQUIRE(sentences.size() == 7);
  CHECK(sentences[0].heading);
  CHECK(sentences[1].section == "one");
  CHECK(sentences[3].section == "two");
  CHECK(sentences[3].quoted);
  CHECK(sentences[4].text == "!NOTE told");
  CHECK_FALSE(sentences[4].quoted);
  CHECK(sentences[5].linked);
  CHECK_FALSE(sentences[6].linked);
  CHECK_FALSE(split_prose("> **Note:** ours\n", 0).at(0).quoted);
  CHECK(split_prose("> Notes are theirs\n", 0).at(0).quoted);
}

TEST_CASE("an item with a box tells whether it is done") {
  const auto sentences = split_prose(
    "- [ ] Release the weights. Then rest.\n- [x] Release the code\n- Neither\n\nText\n", 0);
  REQUIRE(sentences.size() == 5);
  CHECK(sentences[0].text == "Release the weights.");
  CHECK(sentences[0].planned);
  CHECK(sentences[1].planned);
  CHECK(sentences[2].text == "Release the code");
  CHECK_FALSE(sentences[2].planned);
  CHECK_FALSE(sentences[3].planned);
  CHECK_FALSE(sentences[4].planned);
}

TEST_CASE("every byte of a sentence is at its offset in the file") {
  const std::string text = "---\nx: 1\n---\nAn *open*\n  [source](t) 模型。\n";
  const std::size_t begin = text.find("An");
  for (const Sentence& sentence : split_prose(text, begin)) {
    REQUIRE(sentence.text.size() == sentence.offsets.size());
    for (std::size_t i = 0; i < sentence.text.size(); ++i) {
      CHECK(sentence.offsets[i] >= begin);
      if (sentence.text[i] != ' ') CHECK(text[sentence.offsets[i]] == sentence.text[i]);
    }
  }
  CHECK(mask_markup(text, begin).size() == text.size());
}

TEST_CASE("hostile Markdown takes bounded time") {
  const auto repeated = [](std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    return text;
  };
  for (const std::string_view piece :
       { "[",   "](",   "`",  "``` \n", "<",        "<a ",  "<!--", "**_",   "!",    "![",
         "@a.", "> > ", "| ", "<pre>",  "[a]: b\n", "a.b@", "(",    "open ", "开源", "\n" }) {
    CAPTURE(std::string(piece));
    const std::string text = repeated(piece, 300'000);
    const auto start = std::chrono::steady_clock::now();
    for (const Sentence& sentence : split_prose(text, 0))
      CHECK(sentence.text.size() == sentence.offsets.size());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  }
}
