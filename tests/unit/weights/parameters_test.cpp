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

TEST_CASE("bitsandbytes packs two parameters in a byte, whatever type it calls the bytes") {
  const std::vector<Tensor> tensors{ tensor("q.weight", "BF16", 50, 100),
                                     tensor("q.weight.absmax", "F32", 4, 16),
                                     tensor("q.weight.quant_state.bitsandbytes__nf4", "U8", 80, 80),
                                     tensor("norm.weight", "BF16", 10, 20) };
  const ParameterCount count = count_parameters(tensors);
  CHECK(count.least == 210);
  CHECK(count.most == 210);
  CHECK(main_type(tensors) == "U8");
}

TEST_CASE("a causal mask may be none of the parameters, a bias of positions is one") {
  Tensor mask = tensor("h.0.attn.bias", "F32", 16, 64);
  for (const std::uint64_t size : { 1, 1, 4, 4 }) mask.shape.add(size);
  CHECK(count_parameters({ &mask, 1 }).least == 0);
  CHECK_FALSE(holds_parameters(mask));
  Tensor positions = tensor("layer.0.relative_bias", "F32", 128, 512);
  for (const std::uint64_t size : { 1, 8, 4, 4 }) positions.shape.add(size);
  CHECK(count_parameters({ &positions, 1 }).least == 128);
}

TEST_CASE("the number type is that of the layers, however large the vocabulary is") {
  const std::vector<Tensor> tensors{ tensor("model.embed_tokens.weight", "BF16", 500, 1000),
                                     tensor("lm_head.weight", "BF16", 500, 1000),
                                     tensor("layers.0.up_proj.weight", "F8_E4M3", 200, 200),
                                     tensor("layers.0.norm.weight", "BF16", 10, 20) };
  CHECK(main_type(tensors) == "F8_E4M3");
  CHECK(main_type(std::span(tensors).first(2)) == "BF16");
}

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
