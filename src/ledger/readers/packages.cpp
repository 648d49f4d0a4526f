// Lock files and lists of packages: the versions of what trains and runs models.
#include <array>

#include "environment/package_list.h"
#include "ledger/readers.h"
#include "text/letters.h"
#include "text/lines.h"

namespace reallyopen {
namespace {

constexpr std::array packages_quantities = std::to_array<std::string_view>({ "package" });

bool is_framework(std::string_view package) {
  return is_one_of(package, { "torch",
                              "tensorflow",
                              "jax",
                              "jaxlib",
                              "flax",
                              "keras",
                              "transformers",
                              "peft",
                              "trl",
                              "datasets",
                              "tokenizers",
                              "accelerate",
                              "deepspeed",
                              "diffusers",
                              "sentence-transformers",
                              "lightning",
                              "pytorch-lightning",
                              "scikit-learn",
                              "xgboost",
                              "lightgbm",
                              "catboost",
                              "numpy",
                              "vllm",
                              "unsloth",
                              "axolotl" });
}

}  // namespace

constinit const Reader package_reader = {
  .id = "packages",
  .source = SourceKind::lock_file,
  .quantities = packages_quantities,
  .takes =
    [](std::string_view name, std::string_view path) {
  // A part of the repository may have an environment of its own.
  return path.find('/') == std::string_view::npos &&
         (name.ends_with(".lock") || name.starts_with("requirements") ||
          name.starts_with("pylock.") || name == "conda-lock.yml");
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    const std::string text = out.text(file, std::size_t{ 16 } << 20);
    if (text.empty()) continue;
    for (const Package& package : read_package_list(file.entry.path, text).packages)
      if (is_framework(package.name))
        out.add("package", scalar(package.version),
                { .path = file.entry.path,
                  .line = package.line,
                  .column = 1,
                  .line_text = line_of(text, package.line) },
                package.name);
  }
  },
  };

}  // namespace reallyopen
