# Writes OUTPUT: a C++ table of every JSON and YAML file below ROOT.
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/*.json ${ROOT}/*.yaml)
# The words travel as tables.
list(FILTER files EXCLUDE REGEX "^wording/")
list(SORT files)

# Compilers limit the length of one literal, so the text is cut into pieces.
set(piece_length 12000)
set(rows "")
foreach(path IN LISTS files)
  file(READ ${ROOT}/${path} text)
  string(LENGTH "${text}" length)
  set(literal "")
  set(offset 0)
  while(offset LESS length)
    string(SUBSTRING "${text}" ${offset} ${piece_length} piece)
    string(APPEND literal "R\"~~~(${piece})~~~\"\n")
    math(EXPR offset "${offset} + ${piece_length}")
  endwhile()
  # With `sv` the compiler knows the length; to count it is more than clang is willing to.
  string(APPEND rows "  { \"${path}\",\n${literal}\"\"sv },\n")
endforeach()

file(WRITE ${OUTPUT} "// Generated from schemas/ by src/embedded/embed.cmake.
#include \"embedded/files.h\"

#include <stdexcept>
#include <string>

namespace reallyopen {
namespace {

using namespace std::string_view_literals;

constexpr EmbeddedFile files[] = {
${rows}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

std::string_view embedded_file(std::string_view path) {
  for (const EmbeddedFile& file : files)
    if (file.path == path) return file.text;
  throw std::logic_error(\"no embedded file \" + std::string(path));
}

}  // namespace reallyopen
")
