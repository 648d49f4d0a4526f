// Bytes -> the tree of a configuration file, whatever format it is written in; every value knows
// its place.
#pragma once

#include <string_view>

#include "manifest/parse.h"

namespace reallyopen {

enum class ConfigurationFormat { json, yaml, toml, python, shell, unknown };

// By the extension: the program does not guess from the content.
ConfigurationFormat format_of(std::string_view path);

// DESIGN: configuration files at most 16 MiB.
inline constexpr ParseLimits configuration_limits{
  .bytes = 16u << 20, .nodes = 250'000, .depth = 64, .line_bytes = 16u << 20
};

// ConfigurationFormat::unknown is read as nothing: an empty mapping.
ParseResult read_configuration(std::string_view path, std::string_view text,
                               const ParseLimits& limits = configuration_limits);

// What each format's reader is. JSON as training tools write it: comments, trailing commas, NaN and
// Infinity pass. Of Python the constants that are assigned at the top level; of shell scripts the
// options and assignments (`--lr 1e-4`, `LR=1e-4`).
ParseResult read_json(std::string_view path, std::string_view text, const ParseLimits& limits);
ParseResult read_toml(std::string_view path, std::string_view text, const ParseLimits& limits);
ParseResult read_python(std::string_view path, std::string_view text, const ParseLimits& limits);
ParseResult read_shell(std::string_view path, std::string_view text, const ParseLimits& limits);

// A number, True, False or None, a text in quotes, or a flat list of numbers of Python; `tagged`
// where it is more.
Node python_value(std::string_view text);

// Text that another program fills in before it is a value: `${lr}`, `{{ lr }}`, `$LR`, `???`,
// `auto`.
bool is_filled_in_later(std::string_view text);

}  // namespace reallyopen
