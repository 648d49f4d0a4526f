// Zip archives, pickles and arrays, made on the spot as PyTorch and NumPy write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct ArchivedFile {
  std::string name;
  std::string bytes;
  bool stored = true;
  std::uint64_t size = 0;  // that is announced when not stored
};

std::string zip_archive(const std::vector<ArchivedFile>& files);

struct SampleStorage {
  std::string name;  // of its tensor; with `optimizer.` in the optimizer's state
  std::string type = "FloatStorage";
  std::vector<unsigned char> shape;  // below 256 each
  std::string bytes;
};

// `{name: tensor, …}` by protocol 2, without the storages.
std::string torch_pickle(const std::vector<SampleStorage>& storages);
// What `torch.save` makes of it.
std::string torch_archive(const std::vector<SampleStorage>& storages);

// `type`: `<f4`
std::string npy(std::string_view type, std::string_view shape, std::string_view bytes);

std::string array_archive();  // `.npz`, of one matrix

// Numbers that no two of which are alike.
std::string varied_bytes(std::size_t count);

// A field of a protocol buffer, and a graph of one initialiser `w` of two sizes.
std::string protocol_field(unsigned number, std::string_view bytes);
std::string onnx_of(unsigned type, unsigned rows, unsigned columns, std::string_view raw);

}  // namespace reallyopen
