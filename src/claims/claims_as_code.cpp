// A step of the build: claims_as_code OUTPUT FILE... writes claim files as constants, with which a
// run begins without reading any.
#include <fmt/format.h>

#include <fstream>

#include "embedded/code.h"
#include "manifest/parse.h"

namespace {

using namespace reallyopen;

// Writes a node's parts before the node.
class Writer {
 public:
  std::string lists;

  // The depth is bounded by the parser.
  std::string write(const Node& node) {
    std::string parts;
    for (const Node& item : node.items) parts += fmt::format("  {},\n", write(item));
    for (const Member& member : node.members)
      parts += fmt::format("  {{ {}, {} }},\n", view_literal(member.key.text), write(member.value));
    if (node.is_sequence() && !node.items.empty())
      return fmt::format("{{ .items = {} }}", add("PreparedNode", parts));
    if (node.is_mapping() && !node.members.empty())
      return fmt::format("{{ .members = {} }}", add("PreparedMember", parts));
    return fmt::format("{{ .text = {}, .boolean = {} }}", view_literal(node.text), node.boolean);
  }

  std::string add(std::string_view type, std::string_view parts) {
    const std::string name = fmt::format("list_{}", count_++);
    lists += fmt::format("constexpr {} {}[] = {{\n{}}};\n", type, name, parts);
    return name;
  }

 private:
  int count_ = 0;
};

std::string write_claim(const char* path, Writer& writer) {
  const ParseResult parsed = parse_document(path, read_file(path));
  for (const Problem& problem : parsed.problems)
    throw std::runtime_error(fmt::format("{}:{}: {}", path, problem.place.line, problem.message));
  return writer.write(parsed.document->root);
}

constexpr const char* form = R"(// Generated from schemas/claims/ by src/claims/claims_as_code.cpp.
#include "claims/prepared_claims.h"

namespace reallyopen {{
namespace {{

using namespace std::string_view_literals;

{}
}}  // namespace

std::span<const PreparedNode> prepared_claims() {{ return {}; }}

}}  // namespace reallyopen
)";

}  // namespace

int main(int argc, char** argv) {
  try {
    Writer writer;
    std::string claims;
    for (int i = 2; i < argc; ++i) claims += fmt::format("  {},\n", write_claim(argv[i], writer));
    const std::string all = writer.add("PreparedNode", claims);
    std::ofstream(argv[1], std::ios::binary) << fmt::format(form, writer.lists, all);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
