#include "support/archives.h"

#include <algorithm>

#include "support/weight_files.h"

namespace reallyopen {
namespace {

std::string pickled_text(std::string_view text) {
  return "X" + little_endian(text.size(), 4) + std::string(text);
}

// By name and persistent id, as torch/_utils.py rebuilds it.
std::string pickled_tensor(const SampleStorage& storage, std::size_t key) {
  std::uint64_t elements = 1;
  std::string shape = "(";
  std::string strides = "(";
  for (const unsigned char size : storage.shape) {
    elements *= size;
    shape += "K" + std::string(1, static_cast<char>(size));
    strides += "K\x01";
  }
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + pickled_text("storage") + "ctorch\n" +
         storage.type + "\n" + pickled_text(std::to_string(key)) + pickled_text("cpu") + "J" +
         little_endian(elements, 4) + "tQK" + std::string(1, '\0') + shape + "t" + strides +
         "t\x89" + "ccollections\nOrderedDict\n)RtR";
}

}  // namespace

std::string zip_archive(const std::vector<ArchivedFile>& files) {
  std::string archive;
  std::string table;
  for (const ArchivedFile& file : files) {
    const std::uint64_t size = file.stored ? file.bytes.size() : file.size;
    const std::string about = little_endian(file.stored ? 0 : 8, 2) + little_endian(0, 8) +
                              little_endian(file.bytes.size(), 4) + little_endian(size, 4) +
                              little_endian(file.name.size(), 2);
    table += std::string("PK\x01\x02\0\0\0\0\0\0", 10) + about + little_endian(0, 12) +
             little_endian(archive.size(), 4) + file.name;
    archive += std::string("PK\x03\x04\0\0\0\0", 8) + about + little_endian(4, 2) + file.name +
               std::string(4, 'F') + file.bytes;
  }
  const std::string count = little_endian(files.size(), 2);
  return archive + table + std::string("PK\x05\x06\0\0\0\0", 8) + count + count +
         little_endian(table.size(), 4) + little_endian(archive.size(), 4) + little_endian(0, 2);
}

std::string torch_pickle(const std::vector<SampleStorage>& storages) {
  std::string model;
  std::string optimizer;
  for (std::size_t i = 0; i < storages.size(); ++i) {
    const bool is_state = storages[i].name.starts_with("optimizer.");
    (is_state ? optimizer : model) += pickled_text(storages[i].name) +
                                      pickled_tensor(storages[i], i);
  }
  const std::string start("\x80\x02}(", 4);
  if (optimizer.empty()) return start + model + "u.";
  return start + pickled_text("state_dict") + "}(" + model + "u" +
         pickled_text("optimizer_states") + "}(" + optimizer + "uu.";
}

std::string torch_archive(const std::vector<SampleStorage>& storages) {
  std::vector<ArchivedFile> files{ { .name = "archive/data.pkl",
                                     .bytes = torch_pickle(storages) } };
  for (std::size_t i = 0; i < storages.size(); ++i)
    files.push_back({ .name = "archive/data/" + std::to_string(i), .bytes = storages[i].bytes });
  return zip_archive(files);
}

std::string npy(std::string_view type, std::string_view shape, std::string_view bytes) {
  const std::string header = "{'descr': '" + std::string(type) +
                             "', 'fortran_order': False, 'shape': " + std::string(shape) + ", }\n";
  return std::string("\x93NUMPY\x01\0", 8) + little_endian(header.size(), 2) + header +
         std::string(bytes);
}

std::string array_archive() {
  return zip_archive({ { .name = "w.npy", .bytes = npy("<f4", "(8, 8)", varied_bytes(256)) } });
}

std::string varied_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>((i * 37 + i / 7) % 251);
  return bytes;
}

std::string protocol_field(unsigned number, std::string_view bytes) {
  std::string field(1, static_cast<char>(number << 3U | 2U));
  std::size_t length = bytes.size();
  for (; length >= 128; length /= 128) field += static_cast<char>(length % 128 + 128);
  return field + static_cast<char>(length) + std::string(bytes);
}

std::string onnx_of(unsigned type, unsigned rows, unsigned columns, std::string_view raw) {
  const auto number = [](unsigned field, unsigned value) {
    return std::string{ static_cast<char>(field << 3U), static_cast<char>(value) };
  };
  const std::string tensor = number(1, rows) + number(1, columns) + number(2, type) +
                             protocol_field(8, "w") + protocol_field(9, raw);
  return number(1, 8) + protocol_field(7, protocol_field(2, "graph") + protocol_field(5, tensor));
}

}  // namespace reallyopen
