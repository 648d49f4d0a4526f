// Readers of archives and arrays, and how files begin.
#include <random>

#include "support/archives.h"
#include "support/catch.h"
#include "support/hostile.h"
#include "support/weight_files.h"
#include "weights/exported_program.h"
#include "weights/first_bytes.h"
#include "weights/npy.h"
#include "weights/pickle.h"
#include "weights/torch_state.h"
#include "weights/zip_archive.h"

using namespace reallyopen;

namespace {

ZipDirectory directory_of(const std::string& file) { return read_zip_directory(file, file.size()); }

const std::vector<SampleStorage> layers = {
  { .name = "a.weight", .shape = { 8, 16 }, .bytes = varied_bytes(512) },
  { .name = "a.bias", .shape = { 8 }, .bytes = varied_bytes(32) },
  { .name = "steps", .type = "LongStorage", .shape = { 1 }, .bytes = varied_bytes(8) },
};

}  // namespace

TEST_CASE("the table of contents of a zip archive says names, sizes and places") {
  const std::string file = zip_archive(
    { { .name = "m/a", .bytes = "12345" },
      { .name = "m/b", .bytes = "xyz", .stored = false, .size = 100 } });
  const ZipDirectory directory = directory_of(file);
  REQUIRE(directory.status == HeaderStatus::complete);
  REQUIRE(directory.entries.size() == 2);
  CHECK(directory.entries[0].stored);
  CHECK(directory.entries[0].size == 5);
  CHECK_FALSE(directory.entries[1].stored);
  CHECK(directory.entries[1].packed == 3);
  CHECK(directory.entries[1].size == 100);
  const ZipEntry* entry = find_zip_entry(directory, "a");
  REQUIRE(entry);
  const auto length = length_of_zip_header(file.substr(entry->header));
  REQUIRE(length);
  CHECK(file.substr(entry->header + *length, 5) == "12345");
  CHECK_FALSE(find_zip_entry(directory, "c"));
  CHECK(directory_of(zip_archive({})).entries.empty());
  CHECK(directory_of(zip_archive({})).status == HeaderStatus::complete);
}

TEST_CASE("a zip archive of which only the end is at hand asks for what it needs") {
  const std::string file = zip_archive(
    { { .name = "a", .bytes = std::string(200'000, 'x') }, { .name = "b", .bytes = "y" } });
  const ZipDirectory none = read_zip_directory("", file.size());
  REQUIRE(none.status == HeaderStatus::needs_more);
  CHECK(none.needed == longest_zip_end);
  const ZipDirectory end = read_zip_directory(std::string_view(file).substr(file.size() - 30),
                                              file.size());
  REQUIRE(end.status == HeaderStatus::needs_more);
  CHECK(end.needed < 200);
  const ZipDirectory whole = read_zip_directory(
    std::string_view(file).substr(file.size() - end.needed), file.size());
  CHECK(whole.status == HeaderStatus::complete);
  CHECK(whole.entries.size() == 2);
}

TEST_CASE("a large archive says its bounds in 64 bits") {
  const std::string entry = std::string("PK\x01\x02", 4) + little_endian(0, 16) +
                            std::string(8, '\xff') + little_endian(1, 2) + little_endian(20, 2) +
                            little_endian(0, 10) + little_endian(0, 4) + "w" + little_endian(1, 2) +
                            little_endian(16, 2) + little_endian(40, 8) + little_endian(30, 8);
  const std::string rows = std::string(100, 'x') + entry;
  const std::string end = std::string("PK\x06\x06", 4) + little_endian(44, 8) +
                          little_endian(0, 12) + little_endian(1, 8) + little_endian(1, 8) +
                          little_endian(entry.size(), 8) + little_endian(100, 8);
  const std::string file = rows + end + std::string("PK\x06\x07", 4) + little_endian(0, 4) +
                           little_endian(rows.size(), 8) + little_endian(1, 4) +
                           std::string("PK\x05\x06", 4) + little_endian(0, 4) +
                           std::string(12, '\xff') + little_endian(0, 2);
  const ZipDirectory directory = directory_of(file);
  CHECK(directory.problem == "");
  REQUIRE(directory.entries.size() == 1);
  CHECK(directory.entries[0].size == 40);
  CHECK(directory.entries[0].packed == 30);
}

TEST_CASE("an array says its type and shape") {
  const auto tensor = read_npy(npy("<f4", "(8, 4)", "data"));
  REQUIRE(tensor);
  CHECK(tensor->type == "F32");
  CHECK(tensor->elements == 32);
  CHECK(tensor->bytes == 128);
  CHECK(tensor->shape.rank == 2);
  CHECK(read_npy(npy("<f2", "(3,)", ""))->type == "F16");
  CHECK(read_npy(npy("<f8", "()", ""))->elements == 1);
  CHECK_FALSE(read_npy(npy("<U7", "(3,)", "")));
  CHECK_FALSE(read_npy(npy("<f4", "(99999999999, 99999999999)", "")));
  CHECK_FALSE(read_npy("\x93NUMPY"));
}

TEST_CASE("a pickle is read as plain values, and nothing of it is called") {
  const std::string bytes = torch_pickle(layers);
  const auto pickle = read_pickle(bytes);
  REQUIRE(pickle);
  const PickleNode* root = pickle->at(pickle->root);
  REQUIRE(root);
  CHECK(root->kind == PickleNode::Kind::dictionary);
  CHECK(root->items.size() == 6);
  CHECK_FALSE(read_pickle("{\"json\": true}"));
  CHECK_FALSE(read_pickle(std::string_view("\x80\x09N.", 4)));
  CHECK_FALSE(read_pickle("h\x01."));
}

TEST_CASE("the tensors of a saved state have names, types and shapes") {
  const TorchState state = read_torch_state(torch_pickle(layers));
  REQUIRE(state.readable);
  REQUIRE(state.tensors.size() == 3);
  CHECK(state.tensors[0].name == "a.weight");
  CHECK(state.tensors[0].type == "F32");
  CHECK(state.tensors[0].elements == 128);
  CHECK(state.tensors[0].bytes == 512);
  CHECK(state.tensors[2].type == "I64");
  CHECK(state.storages == std::vector<std::string>{ "0", "1", "2" });
  CHECK(state.count.least == 136);
}

TEST_CASE("what an optimizer keeps is no parameter") {
  std::vector<SampleStorage> storages = layers;
  storages.push_back({ .name = "optimizer.exp_avg", .shape = { 8, 16 }, .bytes = {} });
  const TorchState state = read_torch_state(torch_pickle(storages));
  CHECK(state.tensors.size() == 3);
  CHECK(state.optimizer_tensors == 1);
  CHECK(state.all_storages.size() == 4);
  CHECK(state.count.most == 137);
}

TEST_CASE("values that contain themselves come to an end") {
  // memo 0 is a dictionary with itself under `a`
  const std::string circle("\x80\x02}q\0X\x01\0\0\0ah\0s.", 16);
  CHECK(read_torch_state(circle).readable);
  CHECK(read_torch_state(circle).tensors.empty());
}

TEST_CASE("an exported program lists its weights") {
  const TorchState state = read_exported_weights(
    R"({"config": {"w": {"path_name": "weight_0", "tensor_meta": {"dtype": 13,
        "sizes": [{"as_int": 20}, {"as_int": 5}]}},
        "s": {"path_name": "weight_1", "tensor_meta": {"sizes": [{"as_expr": "s0"}]}}}})");
  REQUIRE(state.tensors.size() == 1);
  CHECK(state.tensors[0].type == "BF16");
  CHECK(state.count.most == 100);
  CHECK_FALSE(read_exported_weights("[1, 2]").readable);
  CHECK_FALSE(read_exported_weights("{\"config\": 7}").readable);
}

TEST_CASE("a name is held against how the file begins, and honest old formats pass") {
  struct Row {
    std::string name;
    std::string front;
    bool fits;
  };
  using namespace std::string_literals;
  const std::vector<Row> rows = {
    { "m.h5", "\x89HDF\r\n\x1a\n"s, true },
    { "m.weights.h5", "PK\x03\x04", false },
    { "m.keras", "PK\x03\x04", true },
    { "m.keras", "\x89HDF\r\n\x1a\n"s, true },
    { "m.keras", "<!doctype html>", false },
    { "m.pt", "\x80\x02\x8a\x0a"s, true },
    { "m.pt", "{\"a\": 1}", false },
    { "m.pt", "PK\x03\x04", true },
    { "pytorch_model.bin", "PK\x03\x04", true },
    { "pytorch_model.bin", "<html>", false },
    { "model.bin", "<html>", true },  // anybody's
    { "m.joblib", "\x80\x04\x95"s, true },
    { "m.joblib", "\x78\x9c"s, true },
    { "m.joblib", "\x1f\x8b\x08"s, true },
    { "m.joblib", "BZh91"s, true },
    { "m.joblib", "\x04\x22\x4d\x18"s, true },
    { "m.joblib", "{\"C\": 1.0}", false },
    { "m.pkl", "(dp0\n", true },
    { "m.pkl", "PK\x03\x04", true },
    { "m.npz", "{\"w\": []}", false },
    { "m.msgpack", "\x81\xa6params"s, true },
    { "m.msgpack", "params: 1", false },
    { "m.tflite", "\x1c\0\0\0TFL3"s, true },
    { "m.tflite", "\x37\x91\x02\x44\x19"s, false },
    { "m.pte", "\x30\0\0\0ET12"s, true },
    { "m.mlmodel", "\x08\x04\x12"s, true },
    { "m.mlmodel", "PK\x03\x04", false },
    { "m.unknown", "whatever", true },
    { "m.ckpt", "\x0a\x05"s, true },
  };
  for (const Row& row : rows) {
    CAPTURE(row.name, row.front);
    CHECK(fault_of_front(row.name, row.front).problem.empty() == row.fits);
  }
}

TEST_CASE("an archive has to hold what its kind is loaded from") {
  const auto fault = [](std::string_view name, const std::vector<std::string>& names) {
    std::vector<ArchivedFile> files;
    for (const std::string& each : names) files.push_back({ .name = each, .bytes = "x" });
    return fault_of_archive(name, directory_of(zip_archive(files))).problem;
  };
  CHECK(fault("m.keras", { "config.json", "model.weights.h5" }) == "");
  CHECK(fault("m.keras", { "config.json" }) == "the archive holds no `model.weights.h5`");
  CHECK(fault("m.pt", { "m/data.pkl", "m/data/0" }) == "");
  CHECK(fault("m.pt", { "README.md" }) != "");
  CHECK(fault("m.npz", { "a.npy" }) == "");
  CHECK(fault("m.zip", { "anything" }) == "");
  CHECK(fault("m.zip", {}) == "the archive is empty");
  CHECK(fault("p.zip", { "data", "_stable_baselines3_version", "policy.pth" }) == "");
  CHECK(fault("p.zip", { "data", "_stable_baselines3_version" }) != "");
}

TEST_CASE("hostile bytes never do harm to the readers of containers") {
  const std::string archive = torch_archive(layers);
  try_hostile(archive, [](const std::string& bytes) { read_zip_directory(bytes, bytes.size()); });
  try_hostile(torch_pickle(layers), [](const std::string& bytes) { read_torch_state(bytes); });
  try_hostile(npy("<f4", "(8, 4)", ""), [](const std::string& bytes) { read_npy(bytes); });
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::string noise(random() % 400, '\0');
    for (char& letter : noise) letter = static_cast<char>(random());
    CHECK_NOTHROW(read_torch_state(noise));
    CHECK_NOTHROW(read_zip_directory(noise, noise.size()));
    CHECK_NOTHROW(fault_of_front("m.h5", noise));
  }
}
