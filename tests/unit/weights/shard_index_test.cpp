#include "weights/shard_index.h"

#include <random>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("an index says its shards, tensors and total size") {
  const ShardIndex index = read_shard_index(
    R"({"metadata":{"total_size":24,"note":["x",{"y":1}]},"weight_map":{"b":"m-2.safetensors","a":"m-1.safetensors","c":"m-2.safetensors"},"other":[1]})");
  CHECK(index.problem == "");
  CHECK(index.total_size == 24u);
  CHECK(index.shards == std::vector<std::string>{ "m-1.safetensors", "m-2.safetensors" });
  REQUIRE(index.tensors.size() == 3);
  CHECK(index.tensors[1].tensor == "b");
  CHECK(index.tensors[1].shard == 1);
  CHECK(
    read_shard_index(R"({"metadata":{"total_size":1.5e10},"weight_map":{"a":"x"}})").total_size ==
    15'000'000'000u);
  CHECK_FALSE(
    read_shard_index(R"({"metadata":{"total_size":-1},"weight_map":{"a":"x"}})").total_size);
}

TEST_CASE("an index of Keras lists the files of a tensor, and its total is a fraction") {
  const ShardIndex index = read_shard_index(
    R"({"metadata":{"total_size":24.0},"weight_map":{"/a/vars":["m_0.h5","m_1.h5"],"/b/vars":["m_1.h5"]}})");
  CHECK(index.problem == "");
  CHECK(index.total_size == 24u);
  CHECK(index.shards == std::vector<std::string>{ "m_0.h5", "m_1.h5" });
  CHECK(index.tensors.size() == 2);
}

TEST_CASE("an index that is none says why") {
  struct Row {
    std::string text;
    std::string problem;
  };
  for (const Row& row : std::vector<Row>{
         { "", "it is no JSON at byte 1" },
         { "version https://git-lfs", "it is no JSON at byte 1" },
         { "[]", "it is no JSON object" },
         { "3", "it is no JSON object" },
         { "{}", "it has no `weight_map`" },
         { "{\"weight_map\":{}}", "its `weight_map` is empty" },
         { "{\"weight_map\":[]}", "`weight_map` is no mapping of tensors to files" },
         { "{\"weight_map\":\"x\"}", "`weight_map` is no mapping of tensors to files" },
         { "{\"weight_map\":{\"a\":1}}", "`a` in `weight_map` is no file name" },
         { "{\"weight_map\":{\"a\":{}}}", "`a` in `weight_map` is no file name" },
         { "{\"weight_map\":{\"a\":\"x\",\"a\":\"y\"}}", "tensor `a` stands twice" },
         { "{\"weight_map\":{\"a\":\"x\"},\"weight_map\":{\"a\":\"x\"}}",
           "`weight_map` stands twice" },
         { "{\"weight_map\":{\"a\":\"x\"}", "it is no JSON at byte 24" },
       }) {
    CAPTURE(row.text);
    CHECK(read_shard_index(row.text).problem == row.problem);
  }
  CHECK_FALSE(read_shard_index("{\"x\":" + std::string(1'000'000, '[')).problem.empty());
}

TEST_CASE("the number in a shard's name is read, and names the others") {
  const auto shard = shard_name("model-00002-of-00005.safetensors");
  REQUIRE(shard);
  CHECK(shard->number == 2);
  CHECK(shard->count == 5);
  CHECK(shard_file_name(*shard, 5) == "model-00005-of-00005.safetensors");
  CHECK(shard_name("model-00001-of-00005.safetensors")->series == shard->series);
  CHECK(shard_name("model-00001-of-00006.safetensors")->series != shard->series);
  CHECK(shard_name("llama-Q4_K_M-00001-of-00002.gguf")->count == 2);
  for (const std::string_view other :
       { "model.safetensors", "-of-", "00001-of-00002", "model-1-of-2.bin", "a-of-b",
         "model-0000x-of-00002.bin", "model-00001-of-0002", "x-99999-of-", "" })
    CHECK_FALSE(shard_name(other));
}

TEST_CASE("random changes to an index never do harm") {
  const std::string
    text = R"({"metadata":{"total_size":24},"weight_map":{"a.w":"m-1","b.w":"m-2"}})";
  std::mt19937 random(20240609);
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = text;
    for (auto change = random() % 3; change < 3; ++change)
      changed[random() % changed.size()] = random() % 3 ? "{}[]\",:0e"[random() % 9]
                                                        : static_cast<char>(random());
    const ShardIndex index = read_shard_index(changed);
    if (index.problem.empty()) CHECK_FALSE(index.shards.empty());
    for (const ShardIndex::Entry& entry : index.tensors) CHECK(entry.shard < index.shards.size());
  }
}
