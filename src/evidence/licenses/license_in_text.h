// A licence that stands somewhere in a plain text, as a statement with its place.
#pragma once

#include <optional>

#include "evidence/licenses/license_statements.h"

namespace reallyopen {

// `text` is UTF-8; the licence is its `length` bytes from `at`. None where no table knows it.
std::optional<LicenseStatement> license_in_text(const std::string& path, std::string text,
                                                std::size_t at, std::size_t length);

// Behind `SPDX-License-Identifier:`. None where there is no such header.
std::optional<LicenseStatement> license_in_header(const std::string& path, std::string text);

// Why a file that says something of licences could not be read; empty: it could.
std::string unread_because(ReadStatus status, std::size_t limit);

}  // namespace reallyopen
