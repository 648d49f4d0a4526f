#include "configuration/agreement.h"

#include <cmath>

#include "configuration/pointer.h"
#include "configuration/read.h"
#include "configuration/shape.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

Agreement compare(const std::string& declared, const std::string& found) {
  const ParseResult a = read_configuration("a.yaml", "v: " + declared + "\n");
  const ParseResult b = read_configuration("b.yaml", "v: " + found + "\n");
  REQUIRE(a.document);
  REQUIRE(b.document);
  return compare_values(*a.document->root.get("v"), *b.document->root.get("v"));
}

}  // namespace

TEST_CASE("a value is the same in every spelling, and another value is not") {
  struct Row {
    const char* declared;
    const char* found;
    Agreement agreement;
  };
  using enum Agreement;
  const Row rows[] = {
    { "1e-4", "0.0001", same },
    { "1e-4", "1.0E-4", same },
    { "1e-4", "\"1e-4\"", same },
    { "0.00025", "2.5e-4", same },
    { "3.0e-4", "0.00025", different },
    { "10_000", "10000", same },
    { "\"10,000\"", "10000", same },
    { "\"1,5\"", "1.5", unknown },
    { "2M", "2097152", same },
    { "2M", "4194304", different },
    { "~300B", "299892736000", same },
    { "4k", "4096", same },
    { "4k", "8192", different },
    { "\"10%\"", "0.1", same },
    { "7", "7.0", same },
    { "7", "8", different },
    { "true", "yes", same },
    { "true", "\"True\"", same },
    { "true", "false", different },
    { "on", "false", different },
    { "1e-4", "${lr}", unknown },
    { "1e-4", "\"{{ lr }}\"", unknown },
    { "1e-4", "$LR", unknown },
    { "1e-4", "null", unknown },
    { "1e-4", "auto", unknown },
    { "1e-4", "\"???\"", unknown },
    { "1e-4", "!!float 1e-4", unknown },
    { "1e-4", "1e-4 * 8", unknown },
    { "1.0", "true", unknown },
    { "cosine", "cosine", same },
    { "cosine", "linear", unknown },
    { "[0.9, 0.95]", "[0.9, 0.950]", same },
    { "[0.9, 0.95]", "[0.9, 0.999]", different },
    { "\"(0.9, 0.95)\"", "[0.9, 0.95]", same },
    { "[0.9, 0.95]", "[0.9, 0.95, 1]", different },
    { "[0.9]", "[\"${b}\"]", unknown },
    { "[0.9]", "0.9", unknown },
    { "{a: 1}", "1", unknown },
    { ".nan", ".nan", unknown },
    { "0", "0.0", same },
    { "-1", "1", different },
    { "0x10", "16", same },
  };
  for (const Row& row : rows) {
    CAPTURE(row.declared, row.found);
    CHECK(compare(row.declared, row.found) == row.agreement);
  }
}

TEST_CASE("words differ only where both name a known one") {
  using enum Agreement;
  const auto optimizer = [](const char* a, const char* b) {
    return compare_words(a, b, { "adam", "sgd", "lion" });
  };
  CHECK(optimizer("AdamW", "adamw_torch_fused") == same);
  CHECK(optimizer("Adam with decoupled weight decay", "FusedAdam") == same);
  CHECK(optimizer("AdamW", "SGD") == different);
  CHECK(optimizer("AdamW", "our_own") == unknown);
  CHECK(optimizer("AdamW", "${optimizer}") == unknown);
}

TEST_CASE("a pointer is followed, or says where it is lost") {
  const ParseResult result = read_configuration(
    "a.yaml", "a/b:\n  - {c~d: 1}\n  - 2\noptimizer: {lr: 3}\nm: {<<: {x: 1}, y: 2}\nt: !x {}\n");
  REQUIRE(result.document);
  const auto follow = [&](const char* pointer) {
    return follow_pointer(*result.document, pointer);
  };
  CHECK(follow("").node == &result.document->root);
  REQUIRE(follow("/a~1b/0/c~0d").node);
  CHECK(follow("/a~1b/0/c~0d").node->number == 1);
  CHECK(follow("/a~1b/1").node->number == 2);
  CHECK(follow("/a~1b/2").lost == "2");
  CHECK(follow("/a~1b/01x").lost == "01x");
  CHECK(follow("/optimizer/rl").suggestion == "lr");
  CHECK(follow("/optimizer/lr/x").lost == "x");
  CHECK(follow("/m/y").node);
  CHECK(follow("/m/x").unknown);
  CHECK(follow("/t/x").unknown);
  CHECK_FALSE(follow("/optimizer/x").unknown);
}

TEST_CASE("sizes that no model can have together are found, and freed ones are not") {
  struct Row {
    const char* text;
    std::size_t conflicts;
  };
  const Row rows[] = {
    { "{hidden_size: 5120, num_attention_heads: 40}", 0 },
    { "{hidden_size: 5120, num_attention_heads: 36}", 1 },
    { "{\"hidden-size\": 5120, \"num-attention-heads\": 36}", 1 },
    { "model: {d_model: 100, n_heads: 3}", 1 },
    { "{hidden_size: 2880, num_attention_heads: 64, head_dim: 64}", 0 },
    { "{d_model: 512, num_heads: 6, d_kv: 64}", 0 },
    { "{hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8}", 0 },
    { "{hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 5}", 1 },
    { "{hidden_size: 100, vision_config: {num_attention_heads: 3}}", 0 },
    { "{hidden_size: \"${h}\", num_attention_heads: 3}", 0 },
    { "{hidden_size: 0, num_attention_heads: 0}", 0 },
    { "{hidden_size: 100, num_attention_heads: 3, mamba_expand: 2}", 0 },
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const ParseResult result = read_configuration("a.yaml", row.text);
    REQUIRE(result.document);
    CHECK(find_shape_conflicts(list_settings(*result.document)).size() == row.conflicts);
  }
}

TEST_CASE("a number is read as people spell it, and what only looks like one is not") {
  struct Row {
    std::string text;
    std::optional<double> value;
  };
  const Row rows[] = {
    { "3e-4", 3e-4 },  { " ~2M ", 2e6 },   { "1,000", 1000 }, { "12,345.5", 12345.5 },
    { "1_000", 1000 }, { "4 %", 0.04 },    { ".5", 0.5 },     { "-2k", -2000 },
    { "1,00", {} },    { "1,000,00", {} }, { "+-5", {} },     { "1e_5", {} },
    { "._5", {} },     { "0x10", {} },     { ".inf", {} },    { "M", {} },
    { "", {} },        { "5 apples", {} }, { "1.2.3", {} },
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto number = number_of({ .kind = NodeKind::string, .text = row.text });
    REQUIRE(number.has_value() == row.value.has_value());
    if (number) CHECK(std::abs(number->value - *row.value) <= 1e-12 * std::abs(*row.value));
  }
}
