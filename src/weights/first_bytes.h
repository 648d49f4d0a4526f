// How files of weights begin, by the ending of their name, and what an archive has to hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "weights/zip_archive.h"

namespace reallyopen {

struct FormatFault {
  std::string_view format;  // "HDF5"
  std::string problem;      // "" where the file may be what its name says
};

// By gzip, zlib, bzip2, xz, lz4 or zstd.
bool starts_compressed(std::string_view front);

// Of the first kilobyte; names whose ending is of no one format say nothing. Formats with a header
// of their own, safetensors and GGUF, are not judged here.
FormatFault fault_of_front(std::string_view name, std::string_view front);

// Of a file that starts like a zip archive.
FormatFault fault_of_archive(std::string_view name, const ZipDirectory& directory);

}  // namespace reallyopen
