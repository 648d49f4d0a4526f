#include "weights/safetensors.h"

#include <random>

#include "support/catch.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

WeightsHeader read(const std::string& file) { return read_safetensors(file, file.size()); }

std::string tensor_json(std::string_view fields) { return "{\"w\":{" + std::string(fields) + "}}"; }

constexpr std::string_view good = R"("dtype":"F32","shape":[2],"data_offsets":[0,8])";

}  // namespace

TEST_CASE("a valid safetensors file says its tensors and texts") {
  const std::string file = safetensors({ { "b", "BF16", { 2, 3 } },
                                         { "a", "F32", { 4 } },
                                         { "s", "F32", {} },
                                         { "none", "F32", { 0, 7 } },
                                         { "q", "F4", { 6 } } });
  const WeightsHeader header = read(file);
  CHECK(header.problem == "");
  REQUIRE(header.status == HeaderStatus::complete);
  REQUIRE(header.tensors.size() == 5);
  CHECK(header.tensors[0].name == "b");
  CHECK(header.tensors[0].elements == 6);
  CHECK(header.tensors[0].bytes == 12);
  CHECK(header.tensors[1].type == "F32");
  CHECK(header.texts == std::vector<std::pair<std::string, std::string>>{ { "format", "pt" } });
}

TEST_CASE("a safetensors header asks for what it needs, and no more") {
  const std::string file = safetensors({ { "a", "F32", { 4 } } });
  const WeightsHeader none = read_safetensors("", file.size());
  CHECK(none.status == HeaderStatus::needs_more);
  CHECK(none.needed == 8);
  const WeightsHeader length = read_safetensors(std::string_view(file).substr(0, 8), file.size());
  CHECK(length.status == HeaderStatus::needs_more);
  CHECK(length.needed < file.size());
  CHECK(read_safetensors(std::string_view(file).substr(0, length.needed), file.size()).status ==
        HeaderStatus::complete);
}

TEST_CASE("safetensors headers that contradict the format are invalid, each for its reason") {
  struct Row {
    std::string file;
    std::string problem;
  };
  const auto header = [](std::string_view fields, std::size_t bytes = 8) {
    return safetensors_of(tensor_json(fields), bytes);
  };
  const std::vector<Row> rows = {
    { "", "the file is shorter than 8 bytes" },
    { "weights", "the file is shorter than 8 bytes" },
    { little_endian(100'000'001, 8),
      "the header would have 100000001 bytes; the format allows 100000000" },
    { std::string(16, '\xff'),
      "the header would have 18446744073709551615 bytes; the format allows 100000000" },
    { little_endian(10, 8) + "{}", "the header would have 10 bytes, and the file has only 10" },
    { safetensors_of(" {}", 0), "the header does not start with `{`" },
    { safetensors_of("{", 0), "the header is no JSON at byte 2" },
    { safetensors_of("{}x", 0), "the header is no JSON at byte 3" },
    { safetensors_of("{\"\xff\":1}", 0), "the header is no JSON at byte 3" },
    { safetensors_of("", 0), "the header does not start with `{`" },
    { safetensors_of("{\"w\":1}", 0), "`w` is a number, not a tensor" },
    { safetensors_of("{\"w\":[]}", 0), "`w` is of another kind, not a tensor" },
    { safetensors_of("{\"__metadata__\":{\"a\":1}}", 0), "`a` of `__metadata__` is a number" },
    { safetensors_of("{\"__metadata__\":{\"a\":{}}}", 0),
      "`a` of `__metadata__` is of another kind" },
    { safetensors_of("{}", 1), "1 bytes of the file belong to no tensor" },
    { header(good, 7), "the tensors take 8 bytes, and the file has 7 for them: it is cut off" },
    { header(good, 9), "1 bytes of the file belong to no tensor" },
    { header(R"("dtype":"F33","shape":[2],"data_offsets":[0,8])"),
      "tensor `w` has the type `F33`, which the format does not know" },
    { header(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])"),
      "tensor `w` has 3 elements of F32, and its offsets 0 to 8 do not fit them" },
    { header(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])"),
      "tensor `w` has 2 elements of F32, and its offsets 8 to 0 do not fit them" },
    { header(R"("dtype":"F4","shape":[3],"data_offsets":[0,2])"),
      "tensor `w` has 3 elements of F4, and its offsets 0 to 2 do not fit them" },
    { header(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])"),
      "`shape` of `w` is a negative number" },
    { header(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])"),
      "`shape` of `w` is a fraction" },
    { header(R"("dtype":"F32","shape":[[2]],"data_offsets":[0,8])"),
      "`shape` of `w` is of another kind" },
    { header(R"("dtype":"F32","shape":2,"data_offsets":[0,8])"), "`shape` of `w` is a number" },
    { header(R"("dtype":4,"shape":[2],"data_offsets":[0,8])"), "`dtype` of `w` is a number" },
    { header(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8])"),
      "the shape of tensor `w` is too large" },
    { header(R"("dtype":"F32","shape":[2])"),
      "tensor `w` lacks a `dtype`, a `shape` or two `data_offsets`" },
    { header(R"("dtype":"F32","data_offsets":[0,4])"),
      "tensor `w` lacks a `dtype`, a `shape` or two `data_offsets`" },
    { header(R"("shape":[2],"data_offsets":[0,8])"),
      "tensor `w` lacks a `dtype`, a `shape` or two `data_offsets`" },
    { header(R"("dtype":"F32","shape":[2],"data_offsets":[0,8,8])"),
      "tensor `w` lacks a `dtype`, a `shape` or two `data_offsets`" },
    { header(R"("dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8])"),
      "tensor `w` has `dtype` twice" },
    { safetensors_of(
        R"({"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
        2),
      "`w` stands twice" },
    { safetensors_of(
        R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
        6),
      "tensor `b` overlaps another" },
    { safetensors_of(
        R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[6,10]}})",
        10),
      "a hole of 2 bytes stands before tensor `b`" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.problem);
    const WeightsHeader found = read(row.file);
    CHECK(found.status == HeaderStatus::invalid);
    CHECK(found.problem == row.problem);
    CHECK(found.tensors.empty());
  }
}

TEST_CASE("what the format allows beside the usual is valid") {
  for (
    const std::string& file :
    { safetensors_of("{}", 0), safetensors_of("{}      ", 0), safetensors({}),
      // As mlx writes it.
      safetensors_of(R"({"__metadata__":null,"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}})",
                     8),
      safetensors_of(
        R"({"w":{"extra":{"deep":[1,{"x":null}]},"dtype":"F32","shape":[2],"data_offsets":[0,8],"note":"x"}})",
        8) }) {
    const WeightsHeader header = read(file);
    CHECK(header.problem == "");
    CHECK(header.status == HeaderStatus::complete);
  }
}

TEST_CASE("a deeply nested safetensors header is read without recursion") {
  const std::string deep = "{\"w\":{\"x\":" + std::string(2'000'000, '[');
  CHECK(read(safetensors_of(deep, 0)).status == HeaderStatus::invalid);
}

TEST_CASE("random changes to a safetensors file never do harm") {
  const std::string file = safetensors(
    { { "layer.0.weight", "BF16", { 8, 8 } }, { "layer.0.bias", "F32", { 8 } } });
  std::mt19937 random(20240607);
  std::size_t valid = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = file;
    for (auto change = random() % 4; change < 4; ++change) {
      const std::size_t at = random() % changed.size();
      if (random() % 3 == 0)
        changed.resize(at + 1);
      else
        changed[at] = random() % 2 ? static_cast<char>(random())
                                   : "{}[]\",:0123456789"[random() % 17];
    }
    const WeightsHeader header = read(changed);
    CHECK((header.status == HeaderStatus::complete) == header.problem.empty());
    valid += header.status == HeaderStatus::complete;
    if (header.status == HeaderStatus::complete) CHECK(header.tensors.size() <= 2);
  }
  CHECK(valid > 0);
}
