#include "manifest/parse.h"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "manifest/cursor.h"
#include "manifest/readable.h"
#include "manifest/tree_builder.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// Reads a string without copying it.
class StringBuffer : public std::streambuf {
 public:
  explicit StringBuffer(std::string& text) {
    setg(text.data(), text.data(), text.data() + text.size());
  }
};

// Stops at the first sign of another document.
class NextDocument : public YAML::EventHandler {
 public:
  struct Found {
    std::size_t offset;
  };
  void OnDocumentStart(const YAML::Mark& mark) override {
    throw Found{ mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos) };
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// The parser takes a lone \r for a line end only now and then; offsets stay the same.
std::string with_unix_line_ends(std::string text) {
  for (std::size_t at = text.find('\r'); at != std::string::npos; at = text.find('\r', at + 1))
    if (at + 1 == text.size() || text[at + 1] != '\n') text[at] = '\n';
  return text;
}

Problem explain_next_document(const Document& document, Cursor& cursor, std::size_t offset) {
  const std::string_view rest = std::string_view(document.text).substr(offset);
  if (rest.starts_with("---") || document.text.find("\n...") < offset)
    return { .place = cursor.place(offset, rest.starts_with("---") ? 3 : 1),
             .message = "a second document starts here, expected one document in the file",
             .fix = "keep one document, and remove this `---` or `...`" };
  const std::string word = printable(rest.substr(0, rest.find_first_of(" \t\r\n")), 40);
  return { .place = cursor.place(offset),
           .message = fmt::format("`{}` stands after the end of the document's value", word),
           .fix = "remove it, or make everything one mapping of `key: value` lines" };
}

// The parser skips a directive that it does not know, and needs no `---` behind one; others refuse
// such files. Directives are judged here, and blanked before the parser sees them.
void judge_directives(const Document& document, std::string& text, TreeBuilder& builder) {
  int last = 0;
  const int lines = static_cast<int>(document.line_starts.size());
  for (int number = 1; number <= lines; ++number) {
    const std::string_view line = document.line(number);
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with('%')) {
      if (last > 0 && !line.starts_with("---"))
        builder.add_problem({ .place = document.place(last, 1),
                              .message = "no `---` follows this `%` line",
                              .fix = "remove the line" });
      return;
    }
    const bool supported = last == 0 && (line == "%YAML 1.2" || line == "%YAML 1.1");
    if (!supported)
      builder.add_problem({ .place = document.place(number, 1),
                            .message = "this `%` directive is not supported",
                            .fix = "remove the line" });
    last = number;
    text.replace(document.line_starts[static_cast<std::size_t>(number) - 1], line.size(),
                 line.size(), ' ');
  }
}

// Several documents become the list of them.
void read_documents(YAML::Parser& parser, Document& document, TreeBuilder& builder) {
  std::vector<Node> roots;
  while (parser.HandleNextDocument(builder)) roots.push_back(std::move(document.root));
  document.root = { .line = 1, .column = 1 };
  document.several = roots.size() > 1;
  if (document.several)
    document.root = {
      .kind = NodeKind::sequence, .items = std::move(roots), .line = 1, .column = 1
    };
  else if (!roots.empty())
    document.root = std::move(roots.front());
}

void run_parser(Document& document, const ParseLimits& limits, Dialect dialect,
                ParseResult& result) {
  std::string text = with_unix_line_ends(document.text);
  StringBuffer buffer(text);
  std::istream stream(&buffer);
  TreeBuilder builder(document, limits, dialect, result);
  try {
    if (dialect == Dialect::manifest) judge_directives(document, text, builder);
    YAML::Parser parser(stream);
    if (dialect == Dialect::configuration) return read_documents(parser, document, builder);
    if (!parser.HandleNextDocument(builder)) return;
    NextDocument next;
    parser.HandleNextDocument(next);
  } catch (const TreeBuilder::Stop&) {
  } catch (const NextDocument::Found& found) {
    builder.add_problem(explain_next_document(document, builder.cursor(), found.offset));
  } catch (const YAML::DeepRecursion& error) {
    builder.add_problem({ .place = builder.cursor().place(static_cast<std::size_t>(error.mark.pos)),
                          .message = fmt::format("nested deeper than {} levels", limits.depth),
                          .fix = "flatten the structure" },
                        ParseFailure::over_limit);
  } catch (const YAML::Exception& error) {
    const std::size_t offset = error.mark.pos < 0 ? text.size()
                                                  : static_cast<std::size_t>(error.mark.pos);
    builder.add_problem(
      explain_syntax_error(document, builder.cursor(), offset, error.msg, builder.context()));
  }
}

bool stands_before(const Problem& a, const Problem& b) {
  return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
}

}  // namespace

ParseResult parse_document(std::string_view path, std::string_view text, const ParseLimits& limits,
                           Dialect dialect) {
  ParseResult result;
  auto document = open_document(path, text, limits, result);
  if (result.failure != ParseFailure::none) return result;
  try {
    run_parser(*document, limits, dialect, result);
  } catch (const TreeBuilder::Stop&) {
    // The problem that made too many came from here rather than from an event.
  }
  std::stable_sort(result.problems.begin(), result.problems.end(), stands_before);
  if (result.failure == ParseFailure::none) result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
