# Writes OUTPUT: the bytes of INPUT as the C++ function NAME.
file(READ ${INPUT} hex HEX)
string(LENGTH "${hex}" length)
math(EXPR size "${length} / 2")
# Compilers limit the length of one line, so there are many.
string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" literal "${hex}")
string(REGEX REPLACE "\n" "\"\n\"" literal "${literal}")

file(WRITE ${OUTPUT} "// Generated from ${INPUT} by src/embedded/embed_bytes.cmake.
#include \"embedded/files.h\"

namespace reallyopen {
namespace {

constexpr char bytes[] =
\"${literal}\";

}  // namespace

std::string_view ${NAME}() { return { bytes, ${size} }; }

}  // namespace reallyopen
")
