#include "weights/parameters.h"

#include <vector>

#include "support/catch.h"

using namespace reallyopen;

namespace {

Tensor tensor(std::string name, std::string type, std::uint64_t elements, std::uint64_t bytes = 0) {
  return { .name = std::move(name),
           .type = std::move(type),
           .elements = elements,
           .begin = 0,
           .bytes = bytes };
}

}  // namespace

TEST_CASE("parameters of plain types are counted, of packed ones bounded") {
  struct Row {
    Tensor tensor;
    std::uint64_t least;
    std::uint64_t most;
  };
  for (const Row& row : std::vector<Row>{
         { tensor("w", "BF16", 100), 100, 100 },
         { tensor("w", "Q4_K", 256), 256, 256 },
         { tensor("mlp.qweight", "I32", 10), 10, 320 },
         { tensor("mlp.qzeros", "I32", 10), 0, 0 },
         { tensor("mlp.weight_scale_inv", "F32", 10), 0, 0 },
         { tensor("mlp.gate_up_proj_blocks", "U8", 10), 10, 80 },
         { tensor("position_ids", "I64", 512), 0, 512 },
         { tensor("attn.mask", "BOOL", 4096), 0, 0 },
         { tensor("w", "F32", ~std::uint64_t{ 0 }), std::uint64_t{ 1 } << 62,
           std::uint64_t{ 1 } << 62 },
       }) {
    CAPTURE(row.tensor.name, row.tensor.type);
    const ParameterCount count = count_parameters({ &row.tensor, 1 });
    CHECK(count.least == row.least);
    CHECK(count.most == row.most);
  }
}

TEST_CASE("the main type is that of most bytes") {
  const std::vector<Tensor> tensors = { tensor("a", "BF16", 100, 200), tensor("b", "F32", 10, 40),
                                        tensor("mask", "BOOL", 9999, 9999) };
  CHECK(main_type(tensors) == "BF16");
  CHECK(main_type({}) == "");
}
