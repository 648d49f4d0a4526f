// Compares text with a committed file, or rewrites the file when UPDATE_GOLDEN is set.
#pragma once

#include <filesystem>
#include <string>

namespace reallyopen {

std::string read_file(const std::filesystem::path& path);

void check_golden(const std::filesystem::path& path, const std::string& text);

}  // namespace reallyopen
