#include "script/stub.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string_view>

#include "script/python_statements.h"

namespace reallyopen {
namespace {

enum class Work {
  none,     // headers, imports, texts: neither work nor its absence
  missing,  // stands where work would: `pass`, `raise NotImplementedError`
  some,
};

const RE2& raises() {
  static const RE2 pattern(
    "raise "
    "(?:NotImplementedError|NotImplemented|(?:Exception|RuntimeError|SystemExit)\\(['\"](?i:.*(?:"
    "not (?:yet )?(?:been )?implemented|coming soon|will be released|todo)).*)\\b?.*");
  return pattern;
}

constexpr const char* promise_words =
  "(?i:.*(?:coming soon|not (?:yet )?(?:been )?(?:implemented|released|available)|will be (?:\\w+ "
  ")?(?:released|added|available|published)|"
  "to be (?:released|added|done)|\\bTODO\\b|\\bTBD\\b|stay tuned|即将|敬请期待|尚未|近日公開).*)";

const RE2& prints_promise() {
  static const RE2 pattern(std::string("(?:print|warnings\\.warn|logg(?:ing|er)\\.\\w+)\\(") +
                           promise_words + "\\)");
  return pattern;
}

// Most statements are told apart by their first letters; compiling an expression takes longer than
// reading a short script.
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
}

bool is_definition(std::string_view text) { return starts_with_any(text, { "async ", "def " }); }

bool is_raised(const std::string& text) {
  return text.starts_with("raise ") && RE2::FullMatch(text, raises());
}

bool is_printed_promise(const std::string& text) {
  return starts_with_any(text, { "print(", "warnings.warn(", "log" }) &&
         RE2::FullMatch(text, prints_promise());
}

bool is_absent(const std::string& text) {
  static const RE2 absent(
    "(?:pass|\\.\\.\\.|return(?: None| 0)?|(?:sys\\.)?exit\\(.*\\)|quit\\(\\)|raise "
    "SystemExit(?:\\(.*)?)");
  static const RE2 one_line(
    "(?:async )?def \\w+\\(.*\\)(?: *-> *[^:]*)?: *(?:pass|\\.\\.\\.|return|return None|raise "
    "NotImplementedError.*)");
  if (starts_with_any(text, { "pass", "...", "return", "sys.", "exit", "quit", "raise " }))
    return RE2::FullMatch(text, absent);
  return is_definition(text) && RE2::FullMatch(text, one_line);
}

bool is_import(std::string_view text) {
  return text.starts_with("import ") ||
         (text.starts_with("from ") && text.find(" import ") != std::string_view::npos);
}

// A statement by itself; `defined` are the functions of this file, whose bodies are judged where
// they stand.
Work work_of(const std::string& text, const std::set<std::string>& defined) {
  static const RE2 nothing(
    "(?:@.*|(?:async )?def \\w+\\(.*\\)(?: *-> *.*)?:|class \\w+.*:|if "
    "__name__ *==.*:|"
    "else:|try:|finally:|except.*:|__\\w+__ *=.*|global .*|"
    "\\w+ *= *(?:argparse\\.)?ArgumentParser\\(.*|\\w+\\.add_argument\\(.*|(?:\\w+ *= *|return "
    ")\\w+\\.parse_args\\(.*\\)|"
    "parse_args\\(\\)|\\w+ *= *parse_args\\(\\)|logging\\.basicConfig\\(.*|\\w+ *= "
    "*logging\\.getLogger\\(.*)");
  static const RE2 literal("[rbfuRBFU]{0,2}(?:\"[^\"]*\"|'[^']*')");
  static const RE2 call("(\\w+)\\(.*\\)");
  std::string name;
  if (is_import(text)) return Work::none;
  if (is_printed_promise(text) || is_raised(text) || is_absent(text)) return Work::missing;
  if (RE2::FullMatch(text, nothing) || RE2::FullMatch(text, literal)) return Work::none;
  if (RE2::FullMatch(text, call, &name) && defined.contains(name)) return Work::none;
  return Work::some;
}

std::set<std::string> defined_functions(const std::vector<PythonStatement>& statements) {
  static const RE2 definition("(?:async )?def (\\w+)\\(.*");
  std::set<std::string> names;
  std::string name;
  for (const PythonStatement& statement : statements)
    if (is_definition(statement.text) && RE2::FullMatch(statement.text, definition, &name))
      names.insert(name);
  return names;
}

// Where methods are left to others on purpose.
bool is_abstract(const std::vector<PythonStatement>& statements) {
  static const RE2 sign(
    "@(?:abc\\.)?abstract\\w*|@(?:typing\\.)?overload|class "
    ".*\\b(?:ABC|ABCMeta|Protocol|Exception|Error|Warning|Enum)\\b.*|(?:from|import) abc\\b.*");
  return std::ranges::any_of(statements, [](const PythonStatement& one) {
    return starts_with_any(one.text, { "@", "class ", "from abc", "import abc" }) &&
           RE2::FullMatch(one.text, sign);
  });
}

std::string what_of(const std::string& text) {
  if (text.find("NotImplemented") != std::string::npos)
    return "does nothing but raise `NotImplementedError`";
  if (is_printed_promise(text)) return "does nothing but print that the work comes later";
  return "does nothing";
}

// The first statement of a missing work in [first, last), where there is no other work.
const PythonStatement* only_missing(const std::vector<PythonStatement>& statements,
                                    std::size_t first, std::size_t last,
                                    const std::set<std::string>& defined) {
  const PythonStatement* missing = nullptr;
  for (std::size_t i = first; i < last; ++i) {
    const Work work = work_of(statements[i].text, defined);
    if (work == Work::some) return nullptr;
    const bool raised = is_raised(statements[i].text);
    if (work == Work::missing && (!missing || (raised && !is_raised(missing->text))))
      missing = &statements[i];
  }
  return missing;
}

// `def train(): raise NotImplementedError` at the top level, whatever stands around it.
Stub find_unwritten_entry(const std::vector<PythonStatement>& statements,
                          const std::set<std::string>& defined) {
  static const RE2 entry(
    "(?:async )?def "
    "(main|train|train_model|run_training|pretrain|finetune|fine_tune|fit|training_loop)\\(.*");
  std::string name;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (statements[i].indent > 0 || !is_definition(statements[i].text) ||
        !RE2::FullMatch(statements[i].text, entry, &name))
      continue;
    std::size_t end = i + 1;
    while (end < statements.size() && statements[end].indent > 0) ++end;
    const PythonStatement* missing = only_missing(statements, i, end, defined);
    if (missing && RE2::PartialMatch(missing->text, raises()))
      return { missing->line, fmt::format("`{}` {}", name, what_of(missing->text)) };
  }
  return {};
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

}  // namespace

Stub find_python_stub(std::string_view text) {
  const std::vector<PythonStatement> statements = list_python_statements(text);
  if (is_abstract(statements)) return {};
  const std::set<std::string> defined = defined_functions(statements);
  if (const PythonStatement* missing = only_missing(statements, 0, statements.size(), defined))
    return { missing->line, what_of(missing->text) };
  return find_unwritten_entry(statements, defined);
}

bool has_python_work(std::string_view text) {
  const std::vector<PythonStatement> statements = list_python_statements(text);
  if (is_abstract(statements)) return true;
  const std::set<std::string> defined = defined_functions(statements);
  if (find_unwritten_entry(statements, defined)) return false;
  return std::ranges::any_of(statements, [&](const PythonStatement& one) {
    return work_of(one.text, defined) == Work::some;
  });
}

Stub find_shell_stub(std::string_view text) {
  static const RE2 promise(std::string("(?:echo|printf) ") + promise_words);
  static const RE2 idle(
    "(?:set .*|exit(?: \\d+)?|true|:|return.*|(?:function )?\\w+ *\\(\\) *\\{?|[{}]|fi|sleep .*)");
  Stub stub;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const bool runs_more = line.find('|') != std::string_view::npos ||
                           line.find('>') != std::string_view::npos ||
                           line.find("$(") != std::string_view::npos ||
                           line.find('`') != std::string_view::npos ||
                           line.find("&&") != std::string_view::npos ||
                           line.find(';') != std::string_view::npos;
    const re2::StringPiece words(line.data(), line.size());
    const bool prints = RE2::FullMatch(words, promise);
    if (runs_more || (!prints && !RE2::FullMatch(words, idle))) return {};
    if (!stub || (prints && !stub.what.ends_with("later")))
      stub = { number,
               prints ? "does nothing but print that the work comes later" : "does nothing" };
  }
  return stub;
}

std::vector<LocalImport> list_python_imports(std::string_view text) {
  static const RE2 from("from (\\.*[\\w.]*) import .*");
  static const RE2 plain("import ([\\w.]+)(?: as \\w+)?");
  std::vector<LocalImport> imports;
  std::string module;
  for (const PythonStatement& statement : list_python_statements(text)) {
    if (statement.indent > 0 || !starts_with_any(statement.text, { "from ", "import " })) continue;
    if (RE2::FullMatch(statement.text, from, &module) ||
        RE2::FullMatch(statement.text, plain, &module))
      imports.push_back({ module, statement.line });
  }
  return imports;
}

}  // namespace reallyopen
