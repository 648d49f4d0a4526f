// The declared weight files that the snapshot holds, one by one, with their headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/declarations.h"
#include "ledger/tensor_listing.h"
#include "ledger/weights_header.h"

namespace reallyopen {

struct WeightFile {
  std::size_t artifact = 0;  // in Declarations::artifacts(), which declares it
  Entry entry;
  std::optional<LfsPointer> pointer;
  bool examined = false;      // its artifact is present, and `size` and all below are known
  bool content_here = false;  // not only a pointer
  std::uint64_t size = 0;     // of the content, fetched or not
  std::string front;          // the first bytes of the content
  std::string_view format;    // as weights_format() says; "" unknown
  // Of safetensors and GGUF whose content is here; null where it could not be read.
  const WeightsHeader* header = nullptr;
  std::string unread;  // why not, where the content is here
  // Of other formats whose content is here.
  std::optional<TensorListing> listing;

  // The tensors of any format; null where they are not known.
  const std::vector<Tensor>* tensors() const;
};

struct WeightFiles {
  std::vector<WeightFile> files;
  bool complete = true;  // every file of `model.weights.files` is among them
};

// True for `model.weights.files` and the checkpoints.
bool holds_weights(std::string_view field);
// By the name, in a folder where other files stand beside the weights.
bool is_named_weights(std::string_view path);
bool is_released(const Artifact& artifact);  // part of `model.weights.files`

// `headers` must outlive them.
WeightFiles find_weight_files(const Snapshot& snapshot, const Declarations& declarations,
                              WeightsHeaders& headers);

// The files that an artifact stands for; empty where it is no path, or over a limit.
std::vector<Entry> entries_of(const Snapshot& snapshot, const Declarations& declarations,
                              const Artifact& artifact);

}  // namespace reallyopen
