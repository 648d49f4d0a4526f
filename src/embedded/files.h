// The files of schemas/ that the program carries with it, embedded at build time.
#pragma once

#include <span>
#include <string_view>

namespace reallyopen {

struct EmbeddedFile {
  std::string_view path;  // from schemas/, e.g. "claims/open-source.yaml"
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_files();  // sorted by path

// Throws std::logic_error for a file that is not embedded: our bug.
std::string_view embedded_file(std::string_view path);

// The fingerprints of licence texts: bytes, read by license/text_index.h.
std::string_view embedded_license_texts();

}  // namespace reallyopen
