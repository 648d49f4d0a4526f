#include "weights/first_bytes.h"

#include <algorithm>
#include <array>
#include <span>

#include "weights/format.h"
#include "weights/npy.h"

namespace reallyopen {
namespace {

using namespace std::string_view_literals;

bool starts_with_any(std::string_view front, std::span<const std::string_view> starts) {
  return std::ranges::any_of(starts,
                             [&](std::string_view start) { return front.starts_with(start); });
}

unsigned byte_at(std::string_view front, std::size_t at) {
  return at < front.size() ? static_cast<unsigned char>(front[at]) : 0;
}

// HDF5 may have a block of the user's before it (HDF5 file format specification, II.A).
bool starts_like_hdf5(std::string_view front) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  return front.starts_with(signature) || (front.size() > 512 && front.substr(512, 8) == signature);
}

// The first protocol is text, and its opcodes are letters.
bool starts_like_pickle_of_any_age(std::string_view front) {
  if (byte_at(front, 0) == 0x80) return byte_at(front, 1) >= 1 && byte_at(front, 1) <= 5;
  return !front.empty() && "(c]})GFIJKLMNSVX"sv.find(front[0]) != std::string_view::npos;
}

// joblib may compress the whole; what it wrote before 0.10 begins with `ZF`.
bool starts_like_joblib(std::string_view front) {
  return starts_like_pickle_of_any_age(front) || starts_compressed(front) ||
         front.starts_with("ZF");
}

// Before PyTorch 1.6 a pickle, and before 0.2 a tar archive.
bool starts_like_torch(std::string_view front) {
  const bool is_tar = front.substr(std::min<std::size_t>(257, front.size())).starts_with("ustar");
  return starts_like_zip(front) || starts_like_joblib(front) || is_tar;
}

bool starts_like_keras(std::string_view front) {
  return starts_like_zip(front) || starts_like_hdf5(front);  // TensorFlow wrote HDF5 under it too
}

bool starts_like_tflite(std::string_view front) { return front.substr(4, 3) == "TFL"; }
bool starts_like_executorch(std::string_view front) { return front.substr(4, 2) == "ET"; }
bool starts_like_catboost(std::string_view front) { return front.starts_with("CBM"); }

// A map or list; text begins with what would be a number.
bool starts_like_msgpack(std::string_view front) {
  const unsigned first = byte_at(front, 0);
  return (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
}

// Their first field is a version, or where writers left it out a text or message.
bool starts_like_protocol_buffer(std::string_view front) {
  constexpr std::array starts = std::to_array<std::string_view>({ "\x08", "\x0a", "\x12" });
  return starts_with_any(front, starts);
}

// Of ModelProto; some writers put the graph first.
bool starts_like_onnx(std::string_view front) {
  constexpr std::array starts = std::to_array<std::string_view>(
    { "\x08", "\x12", "\x1a", "\x22", "\x28", "\x32", "\x3a", "\x42", "\x72", "\xa2\x01",
      "\xca\x01", "\xd2\x01" });
  return starts_with_any(front, starts);
}

struct Beginning {
  std::string_view ending;
  std::string_view format;
  bool (*fits)(std::string_view front);
};

constexpr std::array beginnings = std::to_array<Beginning>({
  { ".h5", "HDF5", starts_like_hdf5 },
  { ".hdf5", "HDF5", starts_like_hdf5 },
  { ".keras", "Keras", starts_like_keras },
  { ".npz", "NumPy", starts_like_zip },
  { ".npy", "NumPy", starts_like_npy },
  { ".onnx", "ONNX", starts_like_onnx },
  { ".pt", "PyTorch", starts_like_torch },
  { ".pth", "PyTorch", starts_like_torch },
  { ".torchscript", "PyTorch", starts_like_torch },
  { ".pt2", "PyTorch", starts_like_zip },
  { ".joblib", "joblib", starts_like_joblib },
  { ".pkl", "pickle", starts_like_torch },  // fastai's are PyTorch's archives
  { ".pickle", "pickle", starts_like_torch },
  { ".skops", "skops", starts_like_zip },
  { ".msgpack", "msgpack", starts_like_msgpack },
  { ".tflite", "TFLite", starts_like_tflite },
  { ".pte", "ExecuTorch", starts_like_executorch },
  { ".mlmodel", "Core ML", starts_like_protocol_buffer },
  { ".cbm", "CatBoost", starts_like_catboost },
  { "saved_model.pb", "SavedModel", starts_like_protocol_buffer },
});

// What every archive of the kind holds: one of the names of each list, parted by blanks.
struct Contents {
  std::string_view ending;
  std::string_view format;
  std::array<std::string_view, 2> lists;
};

constexpr std::array archives = std::to_array<Contents>({
  { ".keras", "Keras", { "config.json", "model.weights.h5 model.weights.npz model.weights.json" } },
  { ".npz", "NumPy", { ".npy", "" } },
  { ".skops", "skops", { "schema.json", "" } },
  { ".pt", "PyTorch", { ".pkl archive_format .data/version tensors/0", "" } },
  { ".pth", "PyTorch", { ".pkl archive_format .data/version tensors/0", "" } },
  { ".torchscript", "PyTorch", { ".pkl tensors/0", "" } },
  { ".pt2", "PyTorch", { "archive_format version .pkl", "" } },
  { ".ckpt", "PyTorch", { ".pkl", "" } },
});

bool holds_one_of(const ZipDirectory& directory, std::string_view list) {
  while (!list.empty()) {
    const std::string_view name = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
    const bool held = std::ranges::any_of(
      directory.entries, [&](const ZipEntry& entry) { return entry.name.ends_with(name); });
    if (held) return true;
  }
  return false;
}

std::string describe_front(std::string_view front) {
  if (front.starts_with("PK\x03\x04")) return "it starts like a zip archive";
  if (front.starts_with("PK\x05\x06")) return "it starts like an empty zip archive";
  if (front.starts_with("<")) return "it starts like a page or XML";
  if (front.starts_with("{") || front.starts_with("[")) return "it starts like JSON";
  const auto is_text = [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x20 || letter == '\n' || letter == '\r' || letter == '\t';
  };
  return std::ranges::all_of(front, is_text) ? "it starts like text"
                                             : "it starts like a file of another kind";
}

template <typename Row>
const Row* row_of(std::span<const Row> rows, std::string_view name) {
  if (is_pickle_name(name) && name.ends_with(".bin")) name = "pytorch.pt";
  const auto found = std::ranges::find_if(
    rows, [&](const Row& row) { return name.ends_with(row.ending); });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

bool starts_compressed(std::string_view front) {
  constexpr std::array starts = std::to_array<std::string_view>({ "\x1f\x8b", "BZh",
                                                                  "\xfd"
                                                                  "7zXZ",
                                                                  "\x5d\0\0"sv, "\x04\x22\x4d\x18",
                                                                  "\x28\xb5\x2f\xfd" });
  const bool is_zlib = (byte_at(front, 0) & 0x0fU) == 8 && byte_at(front, 0) <= 0x78 &&
                       (byte_at(front, 0) << 8U | byte_at(front, 1)) % 31 == 0;
  return is_zlib || starts_with_any(front, starts);
}

FormatFault fault_of_front(std::string_view name, std::string_view front) {
  const Beginning* row = row_of<Beginning>(beginnings, name);
  if (!row || front.empty() || row->fits(front)) return {};
  return { row->format, describe_front(front) };
}

FormatFault fault_of_archive(std::string_view name, const ZipDirectory& directory) {
  const Contents* row = row_of<Contents>(archives, name);
  const std::string_view format = row ? row->format : "archive";
  if (directory.status == HeaderStatus::invalid) return { format, directory.problem };
  if (directory.status != HeaderStatus::complete) return {};
  if (directory.entries.empty()) return { format, "the archive is empty" };
  // Stable Baselines marks its own, and loads the policy from it.
  if (find_zip_entry(directory, "_stable_baselines3_version") &&
      !find_zip_entry(directory, "policy.pth"))
    return { "Stable Baselines", "the archive holds no `policy.pth`" };
  if (!row) return {};
  for (const std::string_view list : row->lists)
    if (!list.empty() && !holds_one_of(directory, list))
      return { format,
               "the archive holds no `" + std::string(list.substr(0, list.find(' '))) + "`" };
  return {};
}

}  // namespace reallyopen
