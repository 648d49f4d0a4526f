#include "weights/gguf.h"

#include <random>

#include "support/catch.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

WeightsHeader read_back(const std::string& file) { return read_gguf(file, file.size()); }

GgufBuilder sample() {
  GgufBuilder builder;
  return builder.text("general.architecture", "llama")
    .text("general.license", "apache-2.0")
    .number("llama.block_count", 2)
    .texts("tokenizer.ggml.tokens", { "<s>", "a", "b" })
    .tensor("token_embd.weight", 12, { 256, 4 }, 576)
    .tensor("output_norm.weight", 0, { 256 }, 1024);
}

}  // namespace

TEST_CASE("a valid GGUF file says its tensors and the texts under `general.`") {
  const WeightsHeader header = read_back(sample().build());
  CHECK(header.problem == "");
  REQUIRE(header.status == HeaderStatus::complete);
  REQUIRE(header.tensors.size() == 2);
  CHECK(header.tensors[0].name == "token_embd.weight");
  CHECK(header.tensors[0].type == "Q4_K");
  CHECK(header.tensors[0].elements == 1024);
  CHECK(header.tensors[0].bytes == 576);
  CHECK(header.texts ==
        std::vector<std::pair<std::string, std::string>>{ { "general.architecture", "llama" },
                                                          { "general.license", "apache-2.0" } });
}

TEST_CASE("a GGUF header asks for what it needs until it has it") {
  const std::string file = sample().build();
  std::size_t given = 0;
  int rounds = 0;
  for (;; ++rounds) {
    const WeightsHeader header = read_gguf(std::string_view(file).substr(0, given), file.size());
    if (header.status == HeaderStatus::complete) break;
    REQUIRE(header.status == HeaderStatus::needs_more);
    REQUIRE(header.needed > given);
    REQUIRE(header.needed <= file.size());
    given = header.needed;
  }
  CHECK(rounds > 10);
  CHECK(given == sample().header().size());
}

TEST_CASE("GGUF headers that contradict the format are invalid, each for its reason") {
  struct Row {
    std::string file;
    std::string problem;
  };
  const std::string huge = little_endian(~std::uint64_t{ 0 }, 8);
  const std::vector<Row> rows = {
    { "", "the header breaks off: 4 bytes are announced at byte 0, and 0 are left" },
    { "GGML" + std::string(40, '\0'), "the file does not start with `GGUF`" },
    { GgufBuilder().version(0).build(), "the GGUF version is 0" },
    { GgufBuilder().counts(1ull << 40, 0).build(),
      "0 pairs and 1099511627776 tensors are announced, more than the file can hold" },
    { GgufBuilder().counts(0, ~0ull >> 1).build(),
      "9223372036854775807 pairs and 0 tensors are announced, more than the file can hold" },
    { GgufBuilder().raw_pair("k", 13, "").build(),
      "`k` has the type 13, which the format does not know" },
    { GgufBuilder().raw_pair("k", 8, huge + "xxxx").build(),
      "a text would have 18446744073709551615 bytes" },
    { GgufBuilder().raw_pair("k", 8, little_endian(1000, 8) + "xxxx").build(),
      "the header breaks off: 1000 bytes are announced at byte 45, and 19 are left" },
    { GgufBuilder().raw_pair("k", 9, little_endian(4, 4) + huge).build(),
      "`k` announces 18446744073709551615 values, more than the file can hold" },
    { GgufBuilder().raw_pair("k", 9, little_endian(8, 4) + little_endian(1u << 30, 8)).build(),
      "`k` announces 1073741824 values, more than the file can hold" },
    { GgufBuilder().raw_pair("k", 9, little_endian(77, 4) + huge).build(),
      "`k` has the type 77, which the format does not know" },
    { GgufBuilder().number("k", 1).number("k", 2).build(), "`k` stands twice" },
    { GgufBuilder().number("general.alignment", 0).build(),
      "`general.alignment` is 0: a power of two up to 1048576 is allowed" },
    { GgufBuilder().number("general.alignment", 48).build(),
      "`general.alignment` is 48: a power of two up to 1048576 is allowed" },
    { GgufBuilder().number("general.alignment", 1u << 31).build(),
      "`general.alignment` is 2147483648: a power of two up to 1048576 is allowed" },
    { GgufBuilder().raw_pair("general.alignment", 10, little_endian(32, 8)).build(),
      "`general.alignment` is no 32-bit number" },
    { GgufBuilder().tensor(std::string(64, 'n'), 0, { 1 }, 4).build(),
      "the name of tensor `" + std::string(64, 'n') + "` is longer than 63 bytes" },
    { GgufBuilder().tensor("w", 0, { 1, 1, 1, 1, 1 }, 4).build(),
      "tensor `w` has 5 dimensions; 4 are allowed" },
    { GgufBuilder().tensor("w", 0, { 1ull << 33, 1ull << 33 }, 4).build(),
      "the shape of tensor `w` is too large" },
    { GgufBuilder().tensor("w", 12, { 100 }, 4).build(),
      "tensor `w` has 100 elements, which do not fill blocks of Q4_K" },
    { GgufBuilder().tensor("w", 0, { 8 }, 32, 4).build(),
      "tensor `w` starts at 4, which is no multiple of 32" },
    { GgufBuilder().tensor("w", 0, { 16 }, 32).build(),
      "tensor `w` ends beyond the file: it is cut off" },
    { GgufBuilder().tensor("w", 0, { 8 }, 32).tensor("w", 0, { 8 }, 32).build(),
      "tensor `w` stands twice" },
    { GgufBuilder().tensor("v", 0, { 16 }, 64, 0).tensor("w", 0, { 16 }, 64, 32).build(),
      "tensor `w` overlaps another" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.problem);
    const WeightsHeader found = read_back(row.file);
    CHECK(found.status == HeaderStatus::invalid);
    CHECK(found.problem == row.problem);
  }
}

TEST_CASE("GGUF files of another kind are said to be unread, not wrong") {
  CHECK(read_back(GgufBuilder().version(1).build()).status == HeaderStatus::unsupported);
  CHECK(read_back(GgufBuilder().version(4).build()).status == HeaderStatus::unsupported);
  CHECK(read_back(GgufBuilder().version(0x03000000).build()).problem == "a big-endian GGUF file");
  CHECK(read_back(GgufBuilder().raw_pair("k", 9, little_endian(9, 4) + little_endian(1, 8)).build())
          .problem == "`k` is a list of lists");
  // A number type of the future: its tensors count, their size is not known.
  const WeightsHeader future = read_back(GgufBuilder().tensor("w", 99, { 7 }, 0).build());
  CHECK(future.status == HeaderStatus::complete);
  CHECK(future.tensors.at(0).type == "type 99");
}

TEST_CASE("random changes to a GGUF file never do harm") {
  const std::string file = sample().build();
  std::mt19937 random(20240608);
  std::size_t valid = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = file;
    for (auto change = random() % 4; change < 4; ++change) {
      const std::size_t at = random() % changed.size();
      if (random() % 4 == 0)
        changed.resize(at + 1);
      else
        changed[at] = random() % 2 ? static_cast<char>(random()) : random() % 2 ? '\xff' : '\0';
    }
    const WeightsHeader header = read_back(changed);
    CHECK((header.status == HeaderStatus::complete) == header.problem.empty());
    CHECK(header.status != HeaderStatus::needs_more);
    valid += header.status == HeaderStatus::complete;
  }
  CHECK(valid > 0);
}
