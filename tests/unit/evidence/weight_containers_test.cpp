// Lies about weights in archives, arrays and graphs, each beside an honest twin.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "inspection/check.h"
#include "support/archives.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

struct ContainerCase {
  std::string name;
  std::string rule;
  std::string manifest;  // below `model`
  std::string lying_manifest;
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::pair<std::string, std::string>> lying_files;
};

std::vector<std::string> weight_rules(
  const std::string& manifest, const std::vector<std::pair<std::string, std::string>>& files) {
  FixtureRepository repository;
  for (const auto& [path, bytes] : files) repository.write(path, bytes);
  repository.write("TRANSPARENCY.yaml",
                   "schema_version: 1\nmodel:\n  name: leafnet\n  version: \"1.0\"\n"
                   "  developer: Leaf Lab\n" +
                     manifest);
  repository.commit("release");
  std::vector<std::string> rules;
  const RunVerdict verdict = check({ .folder = repository.path() });
  for (const Finding& finding : verdict.models.at(0).findings)
    if ((finding.rule.starts_with("weights-") || finding.rule.starts_with("checkpoints-") ||
         finding.rule.starts_with("path-")) &&
        finding.rule != "weights-format-unsafe")
      rules.push_back(finding.rule);
  return rules;
}

std::string declared(std::string_view file, std::string_view more = "",
                     std::string_view parameters = "") {
  return fmt::format("{}  weights:\n    files: {}\n{}", parameters, file, more);
}

std::string total(std::string_view number) {
  return fmt::format("  parameters: {{total: {}}}\n", number);
}

std::string dtype(std::string_view type) { return fmt::format("    dtype: {}\n", type); }

std::vector<SampleStorage> two_layers(const std::string& type, const std::string& bytes) {
  return { { .name = "a.weight", .type = type, .shape = { 16, 32 }, .bytes = bytes },
           { .name = "b.weight", .type = type, .shape = { 16, 32 }, .bytes = bytes },
           { .name = "n.num_batches_tracked",
             .type = "LongStorage",
             .shape = { 1 },
             .bytes = std::string(8, '\1') } };
}

std::string npz(std::string_view type, const std::string& bytes) {
  return zip_archive({ { .name = "a.npy", .bytes = npy(type, "(16, 32)", bytes) },
                       { .name = "b.npy", .bytes = npy(type, "(16, 32)", bytes) },
                       { .name = "words.npy", .bytes = npy("<U4", "(100,)", "") } });
}

std::string squeezed(const std::string& bytes) {
  return zip_archive({ { .name = "a.npy", .bytes = bytes, .stored = false, .size = 2176 } });
}

const std::string varied = varied_bytes(2048);
const std::string all_zeros(2048, '\0');
const std::string model_pt = torch_archive(two_layers("FloatStorage", varied));
const std::string card = zip_archive({ { .name = "README.md", .bytes = "A model.\n" } });

std::string with_moments(const std::string& bytes) {
  std::vector<SampleStorage> storages = two_layers("FloatStorage", bytes);
  for (const char* name : { "optimizer.a", "optimizer.b", "optimizer.c", "optimizer.d" })
    storages.push_back({ .name = name, .shape = { 16, 32 }, .bytes = bytes });
  return torch_archive(storages);
}

std::vector<ContainerCase> torch_cases() {
  const auto moments_only = [] {
    return torch_archive({ { .name = "optimizer.a", .shape = { 16, 32 }, .bytes = varied } });
  };
  return {
    { "another precision in PyTorch's archive",
      "weights-dtype-differs",
      declared("m.pt", dtype("float32")),
      declared("m.pt", dtype("float16")),
      { { "m.pt", model_pt } },
      { { "m.pt", model_pt } } },
    { "more parameters than PyTorch's archive holds",
      "weights-parameters-differ",
      declared("m.pt", "", total("1024")),
      declared("m.pt", "", total("3072")),
      { { "m.pt", model_pt } },
      { { "m.pt", model_pt } } },
    { "the optimizer's moments counted as parameters",
      "weights-parameters-differ",
      declared("m.ckpt", "", total("1024")),
      declared("m.ckpt", "", total("3072")),
      { { "m.ckpt", with_moments(varied) } },
      { { "m.ckpt", with_moments(varied) } } },
    { "zeros in PyTorch's archive",
      "weights-constant",
      declared("m.pt"),
      declared("m.pt"),
      { { "m.pt", model_pt } },
      { { "m.pt", torch_archive(two_layers("FloatStorage", all_zeros)) } } },
    { "the optimizer's state alone",
      "weights-incomplete",
      declared("m.ckpt"),
      declared("m.ckpt"),
      { { "m.ckpt", with_moments(varied) } },
      { { "m.ckpt", moments_only() } } },
    { "the card in an archive of PyTorch's name",
      "weights-header-invalid",
      declared("m.pt"),
      declared("m.pt"),
      { { "m.pt", model_pt } },
      { { "m.pt", card } } },
    { "a pickle without its storages",
      "weights-header-invalid",
      declared("m.pt"),
      declared("m.pt"),
      { { "m.pt", model_pt } },
      { { "m.pt", zip_archive({ { .name = "m/data.pkl",
                                  .bytes = torch_pickle(two_layers("FloatStorage", "")) } }) } } },
    { "an archive that is cut off",
      "weights-header-invalid",
      declared("m.pt"),
      declared("m.pt"),
      { { "m.pt", model_pt } },
      { { "m.pt", model_pt.substr(0, model_pt.size() - 40) } } },
    { "empty archives as checkpoints",
      "weights-header-invalid",
      declared("m.pt") + "training:\n  checkpoints: ckpt/*.ckpt\n",
      declared("m.pt") + "training:\n  checkpoints: ckpt/*.ckpt\n",
      { { "m.pt", model_pt }, { "ckpt/1.ckpt", with_moments(varied_bytes(2040) + "12345678") } },
      { { "m.pt", model_pt }, { "ckpt/1.ckpt", zip_archive({}) } } },
  };
}

std::vector<ContainerCase> array_cases() {
  return {
    { "another precision in arrays",
      "weights-dtype-differs",
      declared("m.npz", dtype("float32")),
      declared("m.npz", dtype("float64")),
      { { "m.npz", npz("<f4", varied) } },
      { { "m.npz", npz("<f4", varied) } } },
    { "more parameters than arrays hold",
      "weights-parameters-differ",
      declared("m.npz", "", total("1k")),
      declared("m.npz", "", total("5k")),
      { { "m.npz", npz("<f4", varied) } },
      { { "m.npz", npz("<f4", varied) } } },
    { "arrays of zeros",
      "weights-constant",
      declared("m.npz"),
      declared("m.npz"),
      { { "m.npz", npz("<f4", varied) } },
      { { "m.npz", npz("<f4", all_zeros) } } },
    { "arrays that were squeezed to nothing",
      "weights-constant",
      declared("m.npz"),
      declared("m.npz"),
      { { "m.npz", squeezed(varied) } },
      { { "m.npz", squeezed(varied.substr(0, 90)) } } },
    { "more parameters than compressed arrays have room for",
      "weights-parameters-differ",
      declared("m.npz", dtype("float32"), total("500")),
      declared("m.npz", dtype("float32"), total("2000")),
      { { "m.npz", squeezed(varied) } },
      { { "m.npz", zip_archive(
                     { { .name = "a.npy", .bytes = varied, .stored = false, .size = 2176 } }) } } },
    { "one array file three times as checkpoints",
      "checkpoints-copied",
      declared("m.npz") + "training:\n  checkpoints: ckpt/*.npz\n",
      declared("m.npz") + "training:\n  checkpoints: ckpt/*.npz\n",
      { { "m.npz", npz("<f4", varied) },
        { "ckpt/1.npz", npz("<f4", varied_bytes(2047) + "1") },
        { "ckpt/2.npz", npz("<f4", varied_bytes(2047) + "2") } },
      { { "m.npz", npz("<f4", varied) },
        { "ckpt/1.npz", npz("<f4", varied_bytes(2047) + "1") },
        { "ckpt/2.npz", npz("<f4", varied_bytes(2047) + "1") } } },
  };
}

std::vector<ContainerCase> graph_cases() {
  const std::string graph = onnx_of(1, 16, 32, varied);
  const std::string xml =
    "<?xml version=\"1.0\"?>\n<net name=\"m\">\n<layer type=\"Const\">\n"
    "<data element_type=\"f16\" shape=\"32, 32\" offset=\"0\" size=\"2048\" />\n</layer></net>\n";
  return {
    { "another precision in a graph",
      "weights-dtype-differs",
      declared("m.onnx", dtype("float32")),
      declared("m.onnx", dtype("float16")),
      { { "m.onnx", graph } },
      { { "m.onnx", graph } } },
    { "more parameters than a graph holds",
      "weights-parameters-differ",
      declared("m.onnx", "", total("512")),
      declared("m.onnx", "", total("2048")),
      { { "m.onnx", graph } },
      { { "m.onnx", graph } } },
    { "a graph of zeros",
      "weights-constant",
      declared("m.onnx"),
      declared("m.onnx"),
      { { "m.onnx", graph } },
      { { "m.onnx", onnx_of(1, 16, 32, all_zeros) } } },
    { "a page under the name of a graph",
      "weights-header-invalid",
      declared("m.onnx"),
      declared("m.onnx"),
      { { "m.onnx", graph } },
      { { "m.onnx", card } } },
    { "another precision beside a graph",
      "weights-dtype-differs",
      declared("[m.xml, m.bin]", dtype("float16")),
      declared("[m.xml, m.bin]", dtype("float32")),
      { { "m.xml", xml }, { "m.bin", varied } },
      { { "m.xml", xml }, { "m.bin", varied } } },
    { "zeros beside a graph",
      "weights-constant",
      declared("[m.xml, m.bin]"),
      declared("[m.xml, m.bin]"),
      { { "m.xml", xml }, { "m.bin", varied } },
      { { "m.xml", xml }, { "m.bin", all_zeros } } },
    { "zeros in TensorFlow's variables",
      "weights-constant",
      declared("m/variables/*"),
      declared("m/variables/*"),
      { { "m/variables/variables.index", varied },
        { "m/variables/variables.data-00000-of-00001", varied } },
      { { "m/variables/variables.index", varied },
        { "m/variables/variables.data-00000-of-00001", all_zeros } } },
    { "random bytes as TFLite",
      "weights-header-invalid",
      declared("m.tflite"),
      declared("m.tflite"),
      { { "m.tflite", std::string("\x1c\0\0\0TFL3", 8) + varied } },
      { { "m.tflite", varied } } },
    { "more parameters than a file has room for",
      "weights-parameters-differ",
      declared("m.tflite", dtype("float32"), total("500")),
      declared("m.tflite", dtype("float32"), total("5000")),
      { { "m.tflite", std::string("\x1c\0\0\0TFL3", 8) + varied } },
      { { "m.tflite", std::string("\x1c\0\0\0TFL3", 8) + varied } } },
  };
}

}  // namespace

TEST_CASE("lies about weights in containers are caught, and their honest twins pass") {
  for (const auto& some : { torch_cases(), array_cases(), graph_cases() })
    for (const ContainerCase& each : some) {
      CAPTURE(each.name);
      const std::vector<std::string> lie = weight_rules(each.lying_manifest, each.lying_files);
      CHECK(std::ranges::find(lie, each.rule) != lie.end());
      CHECK(weight_rules(each.manifest, each.files).empty());
    }
}

TEST_CASE("a part of a total that was rounded may exceed it as written") {
  const auto rules = [](std::string_view numbers) {
    const std::string file = safetensors({ { "w", "BF16", { 419 } } });
    return weight_rules(
      fmt::format("  parameters: {{{}}}\n  weights: {{files: m.safetensors}}\n", numbers),
      { { "m.safetensors", file } });
  };
  CHECK(rules("total: 400, trainable: 419").empty());
  CHECK(rules("total: 410, trainable: 419").empty());
  CHECK(rules("total: 419, trainable: 419").empty());
  CHECK_FALSE(rules("total: 419, trainable: 420").empty());
  CHECK_FALSE(rules("total: 400, trainable: 600").empty());
}

TEST_CASE("a tied head may be counted once more, a head of its own not") {
  const auto rules = [](bool tied) {
    std::vector<SampleTensor> tensors{ { "model.embed_tokens.weight", "F16", { 512, 16 } },
                                       { "model.norm.weight", "F16", { 16 } } };
    for (const char* name : { "q", "k", "v", "o" })
      tensors.push_back(
        { fmt::format("model.layers.0.self_attn.{}_proj.weight", name), "F16", { 16, 16 } });
    for (const char* name : { "gate", "up" })
      tensors.push_back(
        { fmt::format("model.layers.0.mlp.{}_proj.weight", name), "F16", { 32, 16 } });
    tensors.push_back({ "model.layers.0.mlp.down_proj.weight", "F16", { 16, 32 } });
    if (!tied) tensors.push_back({ "lm_head.weight", "F16", { 512, 16 } });
    return weight_rules(
      fmt::format("  parameters: {{total: {}}}\n  weights: {{files: m.safetensors}}\n",
                  tied ? 18960 : 27152),
      { { "m.safetensors", safetensors(tensors) } });
  };
  CHECK(rules(true).empty());
  CHECK_FALSE(rules(false).empty());
}
