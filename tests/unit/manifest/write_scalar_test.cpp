#include "manifest/write_scalar.h"

#include <string>

#include "manifest/parse.h"
#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("what is written as a scalar is read back as that text, without a warning") {
  for (const std::string& text :
       { std::string("train.py"),  std::string("a b"),        std::string("1.0"),
         std::string("no"),        std::string("1e-4"),       std::string("0x1f"),
         std::string("012"),       std::string("2025-01-20"), std::string("null"),
         std::string("~"),         std::string(""),           std::string(" x "),
         std::string("a: b"),      std::string("a #b"),       std::string("- a"),
         std::string("[a]"),       std::string("{a}"),        std::string("&a"),
         std::string("*a"),        std::string("!a"),         std::string("%a"),
         std::string("@a"),        std::string("`a`"),        std::string("\"a\""),
         std::string("it's"),      std::string("a\\b"),       std::string("a\nb"),
         std::string("tab\there"), std::string("\x01\x7f"),   std::string("größe 模型"),
         std::string("a, b"),      std::string("?"),          std::string(":"),
         std::string("---"),       std::string("<<"),         std::string("=") }) {
    CAPTURE(text);
    const std::string written = yaml_scalar(text);
    CHECK(written.find('\n') == std::string::npos);
    for (const std::string& document : { "x: " + written + "  # comment\n",
                                         "x: [" + written + "]\n", "x:\n  - " + written + "\n" }) {
      const ParseResult parsed = parse_document("t.yaml", document);
      REQUIRE(parsed.document);
      const Node* value = parsed.document->root.get("x");
      if (value->is_sequence()) value = &value->items.at(0);
      CHECK(value->is_string());
      CHECK(value->text == text);
      CHECK(ambiguous_scalars(*parsed.document).empty());
    }
  }
}
