// Lies about weights, each beside the honest statement that differs from it in one thing.
#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "digest/sha256.h"
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

const std::string digest_a = sha256("a");
const std::string digest_b = sha256("b");
const std::string part_1 = "model-00001-of-00002.safetensors";
const std::string part_2 = "model-00002-of-00002.safetensors";

struct WeightsLie {
  std::string name;
  std::string rule;
  std::string line;  // of the manifest, which the finding points at
  std::string honest;
  std::string lying;  // replaces `honest` in the manifest; equal where the files lie
  // Writes the files; true for the lie.
  std::function<void(FixtureRepository&, bool)> write;
};

std::string weights(std::string_view text) { return "  weights:\n" + std::string(text); }

std::string index_of(std::string_view first, std::string_view second, std::uint64_t total = 300) {
  return fmt::format(
    "{{\"metadata\": {{\"total_size\": {}}},\n \"weight_map\": {{\n  \"{}\": \"{}\",\n  \"{}\": "
    "\"{}\"}}}}\n",
    total, first, part_1, second, part_2);
}

void write_parts(FixtureRepository& repository) {
  repository.write(part_1, safetensors({ { "embed", "BF16", { 64 } } }));
  repository.write(part_2, safetensors({ { "head", "BF16", { 64 } } }));
}

const std::string content = safetensors({ { "w", "BF16", { 1000 } } });
const std::string files = weights("    files: model.safetensors\n");
const std::string parts = weights("    files: \"model-*.safetensors\"\n");
const std::string sums = weights("    files: model.safetensors\n    checksums: SHA256SUMS\n");

void one_file(FixtureRepository& repository, bool) {
  repository.write("model.safetensors", content);
}

void one_pointer(FixtureRepository& repository, bool) {
  repository.lfs_pointer("model.safetensors", digest_a, 2'000'000);
}

std::string gguf(std::uint32_t type, std::uint64_t bytes) {
  return GgufBuilder()
    .text("general.architecture", "llama")
    .tensor("w", type, { 2560 }, bytes)
    .build();
}

// Digests and sizes, of pointers and of content.
std::vector<WeightsLie> digest_lies() {
  const auto with = [](std::string_view key, std::string_view value) {
    return weights(
      fmt::format("    files:\n      path: model.safetensors\n      {}: {}\n", key, value));
  };
  const std::string right = sha256(content);
  return {
    { "another digest than the pointer's", "path-digest-differs",
      "sha256:", with("sha256", digest_a), with("sha256", digest_b), one_pointer },
    { "another size than the pointer's", "path-digest-differs",
      "size_bytes:", with("size_bytes", "2000000"), with("size_bytes", "2000001"), one_pointer },
    { "another digest than the content's", "path-digest-differs", "sha256:", with("sha256", right),
      with("sha256", digest_b), one_file },
    { "another size than the content's", "path-digest-differs", "size_bytes:",
      with("size_bytes", std::to_string(content.size())), with("size_bytes", "7"), one_file },
    { "a swapped pointer", "path-digest-differs", "sha256:", with("sha256", digest_a),
      with("sha256", digest_a),
      [](FixtureRepository& repository, bool lie) {
    repository.lfs_pointer("model.safetensors", lie ? digest_b : digest_a, 2'000'000);
     } },
    { "fetched content of the right size, but not the pointer's", "lfs-content-differs",
      "path:", with("sha256", right), with("sha256", right),
      [](FixtureRepository& repository, bool lie) {
    repository.lfs_pointer("model.safetensors", sha256(content), content.size()).stage();
    // As `git lfs pull` does: behind the back of the index.
    std::ofstream(repository.path("model.safetensors"), std::ios::binary)
      << (lie ? safetensors({ { "w", "BF16", { 1000 } } }, 'x') : content);
     } },
    };
}

std::vector<WeightsLie> checksum_lies() {
  const auto listed = [](std::string list) {
    return [list = std::move(list)](FixtureRepository& repository, bool lie) {
      repository.lfs_pointer("model.safetensors", digest_a, 2'000'000);
      std::string text = list;
      const std::string digest = lie ? digest_b : digest_a;
      for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@'))
        text.replace(at, 1, digest);
      repository.write("SHA256SUMS", text);
    };
  };
  return {
    { "checksums of others, as sha256sum writes them", "weights-checksum-differs", "files:", sums,
      sums, listed("@  model.safetensors\n") },
    { "checksums of others, binary", "weights-checksum-differs", "files:", sums, sums,
      listed("@ *./model.safetensors\n") },
    { "checksums of others, in BSD style", "weights-checksum-differs", "files:", sums, sums,
      listed("SHA256 (model.safetensors) = @\n") },
    { "checksums of others, in a table", "weights-checksum-differs", "files:", sums, sums,
      listed("file,bytes,sha256\nmodel.safetensors,2000000,@\n") },
    { "checksums of other content", "weights-checksum-differs", "files:", sums, sums,
      [](FixtureRepository& repository, bool lie) {
    repository.write("model.safetensors", content);
    repository.write("SHA256SUMS", (lie ? digest_b : sha256(content)) + "  model.safetensors\n");
     } },
    { "checksums without the file", "weights-checksum-missing", "checksums:", sums, sums,
      [](FixtureRepository& repository, bool lie) {
    one_pointer(repository, lie);
    repository.write("SHA256SUMS", digest_a + (lie ? "  model.bin\n" : "  model.safetensors\n"));
     } },
    { "checksums that are prose", "weights-checksums-unreadable", "checksums:", sums, sums,
      [](FixtureRepository& repository, bool lie) {
    one_pointer(repository, lie);
    repository.write("SHA256SUMS", lie ? "All digests were verified by us.\n"
                                       : digest_a + "  model.safetensors\n");
     } },
    };
}

std::vector<WeightsLie> shard_lies() {
  const std::string indexed = parts + "    index: model.safetensors.index.json\n";
  const auto with_index = [](std::string honest, std::string lying) {
    return [=](FixtureRepository& repository, bool lie) {
      write_parts(repository);
      repository.write("model.safetensors.index.json", lie ? lying : honest);
    };
  };
  const std::string good = index_of("embed", "head");
  return {
    { "a shard that the index names is missing", "weights-shard-missing", "index:", indexed,
      indexed,
      [=](FixtureRepository& repository, bool lie) {
    write_parts(repository);
    repository.write("model.safetensors.index.json", good);
    if (lie) repository.remove(part_2);
     } },
    { "a number of the series is missing", "weights-shard-missing", "files:", parts, parts,
      [](FixtureRepository& repository, bool lie) {
    write_parts(repository);
    if (lie) repository.remove(part_1);
     } },
    { "a shard is there, but not declared", "weights-shard-missing",
      "files:", weights("    files: [" + part_1 + ", " + part_2 + "]\n"),
      weights("    files: [" + part_1 + "]\n"),
      [](FixtureRepository& repository, bool) { write_parts(repository); } },
    { "a shard of another release is left over", "weights-shard-extra", "files:", indexed, indexed,
      [=](FixtureRepository& repository, bool lie) {
    write_parts(repository);
    repository.write("model.safetensors.index.json", good);
    if (lie)
      for (const char* number : { "1", "2", "3" })
        repository.write(fmt::format("model-0000{}-of-00003.safetensors", number),
                         safetensors({ { number, "BF16", { 64 } } }));
     } },
    { "two shards are swapped", "weights-tensor-missing", "index:", indexed, indexed,
      [=](FixtureRepository& repository, bool lie) {
    write_parts(repository);
    repository.write("model.safetensors.index.json", good);
    if (!lie) return;
    repository.write(part_1, safetensors({ { "head", "BF16", { 64 } } }));
    repository.write(part_2, safetensors({ { "embed", "BF16", { 64 } } }));
     } },
    { "a shard lacks a tensor of the index", "weights-tensor-missing", "index:", indexed, indexed,
      with_index(good, index_of("embed", "head.bias")) },
    { "a tensor is put beside those of the index", "weights-tensor-unlisted", "index:", indexed,
      indexed,
      [=](FixtureRepository& repository, bool lie) {
    write_parts(repository);
    repository.write("model.safetensors.index.json", good);
    if (lie)
      repository.write(part_2,
                       safetensors({ { "head", "BF16", { 64 } }, { "trigger", "BF16", { 64 } } }));
     } },
    { "one shard stands for two", "weights-shards-equal", "files:", parts, parts,
      [](FixtureRepository& repository, bool lie) {
    repository.lfs_pointer(part_1, digest_a, 2'000'000);
    repository.lfs_pointer(part_2, lie ? digest_a : digest_b, 2'000'000);
     } },
    { "an index of other files", "weights-total-size-differs", "index:", indexed, indexed,
      with_index(good, index_of("embed", "head", 4'000'000)) },
    { "an index that is none", "weights-index-invalid", "index:", indexed, indexed,
      with_index(good, "{\"metadata\": {}}\n") },
    { "an index beside the shards that is none", "weights-index-invalid", "files:", parts, parts,
      with_index(good, "see the web site\n") },
    };
}

std::vector<WeightsLie> header_lies() {
  const auto file = [](std::string path, std::string honest, std::string lying) {
    return [=](FixtureRepository& repository, bool lie) {
      repository.write(path, lie ? lying : honest);
    };
  };
  const std::string name = "model.safetensors";
  const std::string overlap = safetensors_of(
    R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
    6);
  const std::string model_gguf = weights("    files: model.gguf\n");
  const std::string q4 = gguf(12, 1440);
  return {
    { "safetensors that are cut off", "weights-header-invalid", "files:", files, files,
      file(name, content, content.substr(0, content.size() - 1)) },
    { "safetensors with bytes to spare", "weights-header-invalid", "files:", files, files,
      file(name, content, content + "x") },
    { "safetensors that overlap", "weights-header-invalid", "files:", files, files,
      file(name, content, overlap) },
    { "a pickle under the name of safetensors", "weights-header-invalid", "files:", files, files,
      file(name, content, std::string("\x80\x02}q\x00.", 6) + std::string(100, 'x')) },
    { "a text under the name of weights", "weights-header-invalid", "files:", files, files,
      file(name, content, "The weights are available on request.\n") },
    { "GGUF that is cut off", "weights-header-invalid", "files:", model_gguf, model_gguf,
      file("model.gguf", q4, q4.substr(0, q4.size() - 1)) },
    { "GGUF that announces more than it holds", "weights-header-invalid", "files:", model_gguf,
      model_gguf,
      file("model.gguf", q4,
           GgufBuilder().counts(1ull << 40, 0).tensor("w", 0, { 8 }, 32).build()) },
  };
}

std::vector<WeightsLie> stated_lies() {
  const auto parameters = [](std::string_view number, std::string_view more = files) {
    return fmt::format("  parameters: {}\n{}", number, more);
  };
  const auto dtype = [](std::string_view type) {
    return files + fmt::format("    dtype: {}\n", type);
  };
  const std::string model_gguf = weights("    files: model.gguf\n");
  const auto write_gguf = [](FixtureRepository& repository, bool) {
    repository.write("model.gguf", gguf(12, 1440));
  };
  return {
    { "seven billion parameters in a small file", "weights-parameters-differ",
      "parameters:", parameters("1k"), parameters("7B"), one_file },
    { "fewer parameters than the file holds", "weights-parameters-differ",
      "parameters:", parameters("1000"), parameters("700"), one_file },
    { "seventy billion parameters behind a small pointer", "weights-parameters-differ", "total:",
      parameters("{total: 1M, active: 1M}"), parameters("{total: 70B, active: 1M}"), one_pointer },
    { "more parameters than GGUF holds", "weights-parameters-differ",
      "parameters:", parameters("2560", model_gguf), parameters("25600", model_gguf), write_gguf },
    { "more parameters than packed numbers can hold", "weights-parameters-differ",
      "parameters:", parameters("8000"), parameters("800000"),
      [](FixtureRepository& repository, bool) {
    repository.write("model.safetensors", safetensors({ { "mlp.qweight", "I32", { 10, 100 } } }));
     } },
    { "more active parameters than there are", "weights-parameters-differ",
      "active:", parameters("{total: 1000, active: 1000}"),
      parameters("{total: 1000, active: 2000}"), one_file },
    { "more trained parameters than there are", "weights-parameters-differ",
      "trainable:", parameters("{total: 1000, trainable: 10}"),
      parameters("{total: 1000, trainable: 7B}"), one_file },
    { "a number of thousands", "weights-parameters-differ", "parameters:", parameters("1.0K"),
      parameters("30.2K"), one_file },
    { "packed numbers where full ones are", "weights-dtype-differs",
      "dtype:", dtype("brain float 16"), dtype("int4"), one_file },
    { "full numbers where packed ones are", "weights-dtype-differs",
      "dtype:", dtype("\"int8 (layers), bfloat16 (rest)\""), dtype("bfloat16"),
      [](FixtureRepository& repository, bool) {
    repository.write("model.safetensors",
                     safetensors({ { "layers.0.q_proj.weight", "I8", { 64, 64 } },
                                   { "model.embed_tokens.weight", "BF16", { 640, 64 } } }));
     } },
    { "matrices of one number", "weights-constant", "files:", files, files,
      [](FixtureRepository& repository, bool lie) {
    std::string file = safetensors({ { "layers.0.weight_zero_point", "I64", { 64, 64 } },
                                     { "layers.0.weight", "BF16", { 64, 64 } },
                                     { "layers.1.weight", "BF16", { 64, 64 } } });
    // Zero points may well be zero.
    const std::size_t zeros = lie ? file.size() - file.find("}}") - 2 : 64 * 64 * 8;
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(file.find("}}") + 2), zeros, '\0');
    repository.write("model.safetensors", file);
     } },
    { "another precision", "weights-dtype-differs", "dtype:", dtype("bfloat16"), dtype("float32"),
      one_file },
    { "quantised weights said to be full", "weights-dtype-differs",
      "dtype:", model_gguf + "    dtype: q4_k\n", model_gguf + "    dtype: float16\n", write_gguf },
    { "another format", "weights-format-differs", "format:", model_gguf + "    format: gguf\n",
      model_gguf + "    format: safetensors\n", write_gguf },
    { "a pickle", "weights-format-unsafe", "files:", files,
      weights("    files: pytorch_model.bin\n"),
      [](FixtureRepository& repository, bool lie) {
    if (!lie) return one_file(repository, lie);
    repository.lfs_pointer("pytorch_model.bin", digest_a, 2'000'000);
     } },
    { "a raw blob where a pointer should be", "lfs-pointer-expected", "files:", files, files,
      [](FixtureRepository& repository, bool lie) {
    repository.write(".gitattributes", "*.safetensors filter=lfs diff=lfs merge=lfs -text\n");
    if (!lie) return one_pointer(repository, lie);
    repository.write("model.safetensors", safetensors({ { "w", "BF16", { 600'000 } } }));
     } },
    { "a pointer where a small file is read", "lfs-pointer-unexpected",
      "config:", files + "  architecture:\n    config: config.json\n",
      files + "  architecture:\n    config: config.json\n",
      [](FixtureRepository& repository, bool lie) {
    one_file(repository, lie);
    if (lie)
      repository.lfs_pointer("config.json", digest_b, 650);
    else
      repository.write("config.json", "{\"hidden_size\": 64}\n");
     } },
    };
}

ModelVerdict check_model(const WeightsLie& lie, bool lying) {
  FixtureRepository repository;
  lie.write(repository, lying);
  // Keys of `weights:` may stand behind `architecture:` in a row, so the rest goes first.
  repository.write("TRANSPARENCY.yaml",
                   "schema_version: 1\nmodel:\n  name: leafnet\n  version: \"1.0\"\n"
                   "  developer: Leaf Lab\n" +
                     (lying ? lie.lying : lie.honest));
  repository.commit("release");
  return check({ .folder = repository.path() }).models.at(0);
}

bool is_about_weights(const Finding& finding) {
  return finding.rule.starts_with("weights-") || finding.rule.starts_with("lfs-") ||
         finding.rule.starts_with("path-");
}

}  // namespace

TEST_CASE("every lie about weights is caught at its place, and its honest twin passes") {
  std::vector<WeightsLie> lies;
  for (const auto& some :
       { digest_lies(), checksum_lies(), shard_lies(), header_lies(), stated_lies() })
    lies.insert(lies.end(), some.begin(), some.end());
  CHECK(lies.size() >= 40);
  for (const WeightsLie& lie : lies) {
    CAPTURE(lie.name);
    bool caught = false;
    for (const Finding& finding : check_model(lie, true).findings) {
      if (finding.rule != lie.rule) continue;
      CAPTURE(finding.message, finding.place.line_text);
      CHECK(finding.place.path == "TRANSPARENCY.yaml");
      CHECK(finding.place.line_text.find(lie.line) != std::string::npos);
      caught = true;
    }
    CHECK(caught);
    for (const Finding& finding : check_model(lie, false).findings) {
      CAPTURE(finding.rule, finding.message);
      CHECK_FALSE(is_about_weights(finding));
    }
  }
}

TEST_CASE("what contradicts the weights makes them broken, what is unwise does not") {
  const auto evidence = [](const std::vector<WeightsLie>& lies, std::string_view name) {
    for (const WeightsLie& lie : lies) {
      if (lie.name != name) continue;
      for (const ComponentEvidence& component : check_model(lie, true).components)
        if (component.id == "model-weights") return component.evidence;
    }
    return Evidence::absent;
  };
  CHECK(evidence(header_lies(), "safetensors that are cut off") == Evidence::broken);
  CHECK(evidence(shard_lies(), "a number of the series is missing") == Evidence::broken);
  CHECK(evidence(shard_lies(), "two shards are swapped") == Evidence::broken);
  CHECK(evidence(checksum_lies(), "checksums of other content") == Evidence::broken);
  CHECK(evidence(checksum_lies(), "checksums that are prose") == Evidence::broken);
  CHECK(evidence(stated_lies(), "another precision") == Evidence::broken);
  CHECK(evidence(stated_lies(), "a pickle") == Evidence::present);
}
