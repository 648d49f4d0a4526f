// Catch2 2 (Debian 12) and 3 (Debian 13) under one name, and SOURCE_ROOT, the project's folder.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "source_root.h"
