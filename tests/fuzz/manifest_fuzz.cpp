// Any bytes as a manifest: parsed, judged by the schema, and every place lies in the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "text/printable.h"

namespace {

using namespace reallyopen;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_problem(const Problem& problem, std::size_t lines) {
  require(!problem.message.empty());
  require(printable(problem.message, problem.message.size()) == problem.message);
  require(printable(problem.fix, problem.fix.size()) == problem.fix);
  require(static_cast<std::size_t>(problem.place.line) <= lines + 1);
  if (problem.place.line == 0) return;
  require(problem.place.column >= 1 && problem.place.width >= 1);
}

void check_node(const Document& document, const Node& node) {
  require(node.line >= 1 && static_cast<std::size_t>(node.line) <= document.line_starts.size());
  require(node.column >= 1 && node.width >= 1);
  const std::string_view line = document.line(node.line);
  // Long lines are not counted again for each of their nodes.
  if (line.size() < 1000) require(static_cast<std::size_t>(node.column) <= code_points(line) + 1);
  for (const Node& item : node.items) check_node(document, item);
  for (const Member& member : node.members) check_node(document, member.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Schema& schema = prepared_schema("transparency");
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::size_t lines = 0;
  for (const char letter : text) lines += letter == '\n' || letter == '\r';
  const ParseResult parsed = parse_document("TRANSPARENCY.yaml", text);
  require((parsed.document != nullptr) == (parsed.failure == ParseFailure::none));
  require((parsed.document != nullptr) == parsed.problems.empty());
  for (const Problem& problem : parsed.problems) check_problem(problem, lines);
  if (!parsed.document) return 0;
  check_node(*parsed.document, parsed.document->root);
  for (const Problem& problem : schema.validate(*parsed.document).problems)
    check_problem(problem, lines);
  for (const Problem& problem : ambiguous_scalars(*parsed.document)) check_problem(problem, lines);
  return 0;
}
