// Readers of graphs and of states with their numbers between.
#include <random>

#include "support/archives.h"
#include "support/catch.h"
#include "support/hostile.h"
#include "support/weight_files.h"
#include "weights/flax_state.h"
#include "weights/onnx_tensors.h"
#include "weights/openvino.h"
#include "weights/tflite.h"

using namespace reallyopen;

TEST_CASE("an ONNX graph says its initialisers, and where their bytes are") {
  const std::string raw = varied_bytes(8 * 16 * 4);
  const std::string file = onnx_of(1, 8, 16, raw);
  const WeightsHeader header = read_onnx(file);
  REQUIRE(header.status == HeaderStatus::complete);
  REQUIRE(header.tensors.size() == 1);
  CHECK(header.tensors[0].type == "F32");
  CHECK(header.tensors[0].elements == 128);
  CHECK(file.substr(header.tensors[0].begin, raw.size()) == raw);
  CHECK(read_onnx(onnx_of(7, 2, 2, varied_bytes(32))).status == HeaderStatus::unsupported);
  CHECK(read_onnx("<html>").status == HeaderStatus::invalid);
  CHECK(read_onnx("").status == HeaderStatus::invalid);
}

TEST_CASE("an OpenVINO model lists its constants") {
  const std::string xml =
    "<?xml version=\"1.0\"?>\n<net name=\"m\">\n"
    "<data element_type=\"f16\" shape=\"6, 1, 3, 3\" offset=\"0\" size=\"108\" />\n"
    "<data element_type=\"i64\" shape=\"2\" offset=\"108\" size=\"16\" />\n"
    "<data shape=\"?,8\" element_type=\"f32\" />\n</net>\n";
  const WeightsHeader header = read_openvino(xml);
  REQUIRE(header.tensors.size() == 1);
  CHECK(header.tensors[0].type == "F16");
  CHECK(header.tensors[0].elements == 54);
  CHECK(header.tensors[0].bytes == 108);
  CHECK(read_openvino("<html><body>").status == HeaderStatus::invalid);
}

TEST_CASE("a state of Flax lists its arrays") {
  using namespace std::string_literals;
  const std::string array = "\x93\x92\x02\x03\xa8"s + "bfloat16" + "\xc4\x0c" + varied_bytes(12);
  const std::string file = "\x81\xa6"s + "kernel" + "\xc7" + static_cast<char>(array.size()) +
                           "\x01" + array;
  const WeightsHeader header = read_flax_state(file);
  REQUIRE(header.tensors.size() == 1);
  CHECK(header.tensors[0].name == "kernel");
  CHECK(header.tensors[0].type == "BF16");
  CHECK(header.tensors[0].elements == 6);
  CHECK(file.substr(header.tensors[0].begin) == varied_bytes(12));
  CHECK(read_flax_state("\x81\xa1w\x07").status == HeaderStatus::unsupported);
  try_hostile(file, [](const std::string& bytes) { read_flax_state(bytes); });
}

TEST_CASE("a TFLite model lists its constants") {
  // Offsets are from where they stand; a table is a distance to its row of fields, and fields.
  const auto number = [](std::uint64_t value) { return little_endian(value, 4); };
  const auto row = [](const std::vector<unsigned>& offsets) {
    std::string fields = little_endian(4 + 2 * offsets.size(), 2) + little_endian(16, 2);
    for (const unsigned offset : offsets) fields += little_endian(offset, 2);
    return fields;
  };
  std::string file = number(24) + "TFL3";                             // the model's table is at 24
  file += row({ 0, 0, 4, 0, 8 }) + little_endian(0, 2);               // 8: graphs and buffers
  file += number(16) + number(8) + number(52);                        // 24: model
  file += number(1) + number(12) + row({ 4 }) + little_endian(0, 2);  // 36: one graph, at 52
  file += number(8) + number(4) + number(1) + number(28);   // 52: graph; 60: its one tensor, at 92
  file += row({ 4, 8, 12 }) + little_endian(0, 2);          // 68: fields of the tensor
  file += std::string(4, '\0');                             // 80
  file += number(1) + number(40);                           // 84: one buffer, at 128
  file += number(24) + number(12) + number(9) + number(0);  // 92: shape at 108, I8, buffer 0
  file += number(2) + number(3) + number(4);                // 108
  file += row({ 4 }) + little_endian(0, 2);                 // 120
  file += number(8) + number(4) + number(12) + varied_bytes(12);  // 128: its 12 bytes
  const WeightsHeader header = read_tflite(file);
  REQUIRE(header.tensors.size() == 1);
  CHECK(header.tensors[0].type == "I8");
  CHECK(header.tensors[0].elements == 12);
  CHECK(header.tensors[0].bytes == 12);
  CHECK(file.substr(header.tensors[0].begin) == varied_bytes(12));
  CHECK(read_tflite("TFL3").status == HeaderStatus::unsupported);
  try_hostile(file, [](const std::string& bytes) { read_tflite(bytes); });
}

TEST_CASE("hostile bytes never do harm to the readers of graphs") {
  try_hostile(onnx_of(1, 8, 4, varied_bytes(100)),
              [](const std::string& bytes) { read_onnx(bytes); });
  try_hostile("<net><data element_type=\"f16\" shape=\"6, 1\" offset=\"0\" size=\"12\" /></net>",
              [](const std::string& bytes) { read_openvino(bytes); });
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    std::string noise(random() % 400, '\0');
    for (char& letter : noise) letter = static_cast<char>(random());
    CHECK(read_onnx(noise).tensors.size() < 400);
    CHECK(read_flax_state(noise).tensors.size() < 400);
    CHECK(read_tflite("1234TFL3" + noise).tensors.size() < 400);
  }
}
