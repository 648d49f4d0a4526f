// A step of the build: claims_as_json OUTPUT FILE... writes claim files as one JSON array, which a
// start of the program reads many times faster than YAML.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "manifest/parse.h"

namespace {

using namespace reallyopen;
using OrderedJson = nlohmann::ordered_json;

// The depth is bounded by the parser.
OrderedJson to_json(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return nullptr;
    case NodeKind::boolean:
      return node.boolean;
    case NodeKind::integer:
    case NodeKind::number:
      return node.number;
    case NodeKind::string:
      return node.text;
    case NodeKind::sequence: {
      OrderedJson items = OrderedJson::array();
      for (const Node& item : node.items) items.push_back(to_json(item));
      return items;
    }
    case NodeKind::mapping:
      break;
  }
  OrderedJson members = OrderedJson::object();
  for (const Member& member : node.members) members[member.key.text] = to_json(member.value);
  return members;
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error(fmt::format("cannot read {}", path));
  return text.str();
}

OrderedJson claim_in(const char* path) {
  const ParseResult parsed = parse_document(path, read_file(path));
  for (const Problem& problem : parsed.problems)
    throw std::runtime_error(fmt::format("{}:{}: {}", path, problem.place.line, problem.message));
  return to_json(parsed.document->root);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    OrderedJson claims = OrderedJson::array();
    for (int i = 2; i < argc; ++i) claims.push_back(claim_in(argv[i]));
    std::ofstream(argv[1], std::ios::binary) << claims.dump(1) << '\n';
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
