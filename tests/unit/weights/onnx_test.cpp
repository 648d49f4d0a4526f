#include "weights/onnx.h"

#include <random>

#include "bytes/protocol_buffer.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

std::string message(unsigned number, const std::string& bytes) {
  REQUIRE(bytes.size() < 128);
  std::string field;
  field += static_cast<char>(number << 3U | 2U);
  field += static_cast<char>(bytes.size());
  return field + bytes;
}

std::string model_with(const std::string& location) {
  const std::string entry = message(1, "location") + message(2, location);
  const std::string tensor = message(8, "w") + "\x70\x01" + message(13, entry);
  return std::string("\x08\x08", 2) + message(7, message(2, "graph") + message(5, tensor));
}

}  // namespace

TEST_CASE("an ONNX graph names the files of its initialisers") {
  CHECK(external_files_of_onnx(model_with("w.data")) == std::vector<std::string>{ "w.data" });
  CHECK(external_files_of_onnx(message(7, message(5, message(8, "w")))).empty());
  CHECK(external_files_of_onnx("").empty());
  CHECK(external_files_of_onnx("<html>no model</html>").empty());
  CHECK(external_files_of_onnx(model_with("w.data") + "\x0a\x7f").empty());  // cut off
}

TEST_CASE("a protocol buffer that is none ends, and says so") {
  for (const std::string_view bytes :
       { "\x0a\x05"
         "ab",
         "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0b", "\x02" }) {
    ProtocolBuffer buffer(bytes);
    while (buffer.next()) continue;
    CHECK_FALSE(buffer.is_valid());
  }
}

TEST_CASE("random changes to an ONNX graph never do harm") {
  std::mt19937 random(7);
  const std::string model = model_with("weights.data");
  for (int round = 0; round < 2000; ++round) {
    std::string changed = model;
    changed[random() % changed.size()] = static_cast<char>(random());
    changed.resize(random() % (changed.size() + 1));
    CHECK(external_files_of_onnx(changed).size() <= 1);
  }
}
