// Reads the index of sharded weights: which file holds which tensor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct ShardIndex {
  std::string problem;                      // printable; empty when it could be read
  std::optional<std::uint64_t> total_size;  // in bytes, where it is stated
  std::optional<std::uint64_t> total_parameters;
  std::vector<std::string> shards;  // file names, sorted, each once
  struct Entry {
    std::string tensor;
    std::size_t shard = 0;  // in `shards`
  };
  std::vector<Entry> tensors;  // sorted by name
};

ShardIndex read_shard_index(std::string_view text);

// The number in a name like `model-00002-of-00005.safetensors`.
struct ShardName {
  std::string series;  // the name with the number left out
  std::uint32_t number = 0;
  std::uint32_t count = 0;
};

std::optional<ShardName> shard_name(std::string_view file_name);
// `model-00002-of-00005.safetensors` for its second.
std::string shard_file_name(const ShardName& shard, std::uint32_t number);

}  // namespace reallyopen
