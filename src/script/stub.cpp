#include "script/stub.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string_view>

#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

using Functions = std::set<std::string_view>;  // of one file, whose statements hold the names

enum class Work {
  none,     // headers, imports, texts: neither work nor its absence
  said,     // a text that is printed as it stands
  missing,  // stands where work would: `pass`, `raise NotImplementedError`
  some,
};

const Pattern& raises() {
  static const Pattern pattern(
    "raise "
    "(?:NotImplementedError|NotImplemented|(?:Exception|RuntimeError|SystemExit)\\(['\"](?i:.*(?:"
    "not (?:yet )?(?:been )?implemented|coming soon|will be released|todo)).*)\\b?.*",
    "implemented|oon|released|todo");
  return pattern;
}

bool promises(std::string_view words) {
  static const Pattern pattern(
    "(?i)coming soon|not (?:yet )?(?:been )?(?:implemented|released|available)|will be (?:\\w+ "
    ")?(?:released|added|available|published)|to be (?:released|added|done)|\\bTODO\\b|\\bTBD\\b|"
    "stay tuned|即将|敬请期待|尚未|近日公開",
    "oon|implemented|released|available|added|published|done|todo|tbd|tuned|即将|敬请期待|尚未|"
    "近日公開");
  return pattern.found_in(words);
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
}

// `train` of `train(x)`; empty where the text begins with no name.
std::string_view leading_name(std::string_view text) {
  return text.substr(
    0, static_cast<std::size_t>(std::ranges::find_if_not(text, is_word_letter) - text.begin()));
}

std::string_view without_spaces(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

// Empty where the statement defines no function.
std::string_view defined_function(std::string_view text) {
  if (text.starts_with("async ")) text.remove_prefix(6);
  if (!text.starts_with("def ")) return {};
  text.remove_prefix(4);
  const std::string_view name = leading_name(text);
  return text.substr(name.size()).starts_with('(') ? name : std::string_view();
}

bool is_raised(std::string_view text) {
  return text.starts_with("raise ") && raises().matches(text);
}

bool is_printed_promise(std::string_view text) {
  if (!text.ends_with(')')) return false;
  std::size_t open = 0;
  if (starts_with_any(text, { "print(", "warnings.warn(" })) open = text.find('(');
  if (starts_with_any(text, { "logging.", "logger." })) {
    const std::size_t dot = text.find('.');
    const std::string_view method = leading_name(text.substr(dot + 1));
    if (!method.empty() && text.substr(dot + 1 + method.size()).starts_with('('))
      open = dot + 1 + method.size();
  }
  return open > 0 && promises(text.substr(open + 1, text.size() - open - 2));
}

// `print("epoch 15, loss 0.11")`: what is printed was written down, and not computed.
bool is_printed_text(std::string_view text) {
  if (!text.starts_with("print(") || !text.ends_with(')')) return false;
  text = text.substr(6, text.size() - 7);
  bool any = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"' || text[at] == '\'') {
      at = text.find(text[at], at + 1);
      if (at == std::string_view::npos) return false;
      any = true;
    } else if (is_word_letter(text[at]) && !is_digit(text[at])) {
      return false;
    }
  }
  return any;
}

// A program that is hidden in a text: `exec(zlib.decompress(base64.b64decode("...")))`.
const PythonStatement* find_hidden_program(const std::vector<PythonStatement>& statements) {
  constexpr std::size_t long_text = 100;
  const PythonStatement* runs = nullptr;
  bool decodes = false;
  bool is_long = false;
  for (const PythonStatement& each : statements) {
    const std::string_view text = each.text;
    for (const std::string_view call : { "exec(", "eval(" })
      if (const std::size_t at = text.find(call);
          !runs && at != text.npos &&
          (at == 0 || (!is_word_letter(text[at - 1]) && text[at - 1] != '.')))
        runs = &each;
    for (const std::string_view name :
         { "b64decode", "b32decode", "a85decode", "b85decode", "fromhex", "unhexlify",
           "marshal.loads", "rot13", "rot_13", "zlib.decompress", "Fernet" })
      decodes = decodes || text.find(name) != text.npos;
    for (const char quote : { '"', '\'' })
      for (std::size_t open = text.find(quote); open != text.npos;) {
        const std::size_t end = std::min(text.find(quote, open + 1), text.size());
        is_long = is_long ||
                  (end - open > long_text && text.substr(open, end - open).find(' ') == text.npos);
        open = end < text.size() ? text.find(quote, end + 1) : text.npos;
      }
  }
  return decodes && is_long ? runs : nullptr;
}

bool is_absent(std::string_view text) {
  static const Pattern one_line(
    "(?:async )?def \\w+\\(.*\\)(?: *-> *[^:]*)?: *(?:pass|\\.\\.\\.|return|return None|raise "
    "NotImplementedError.*)");
  if (!defined_function(text).empty()) return !text.ends_with(':') && one_line.matches(text);
  return is_one_of(text, { "pass", "...", "return", "return None", "return 0", "quit()",
                           "raise SystemExit" }) ||
         text.starts_with("raise SystemExit(") ||
         (text.ends_with(')') && starts_with_any(text, { "exit(", "sys.exit(" }));
}

bool is_import(std::string_view text) {
  return text.starts_with("import ") ||
         (text.starts_with("from ") && text.find(" import ") != std::string_view::npos);
}

// The first line of a function, whose body follows: `def f(x) -> list:`.
bool is_function_header(std::string_view text) {
  if (defined_function(text).empty() || !text.ends_with(':')) return false;
  if (text.ends_with("):")) return true;
  for (std::size_t at = text.find(')'); at != std::string_view::npos; at = text.find(')', at + 1))
    if (without_spaces(text.substr(at + 1)).starts_with("->")) return true;
  return false;
}

bool is_header(std::string_view text) {
  if (text.starts_with('@') || is_function_header(text)) return true;
  if (!text.ends_with(':')) return false;
  if (is_one_of(text, { "else:", "try:", "finally:" }) || text.starts_with("except")) return true;
  if (text.starts_with("class ")) return !leading_name(text.substr(6)).empty();
  constexpr std::string_view main = "if __name__";
  return text.starts_with(main) && without_spaces(text.substr(main.size())).starts_with("==");
}

// `__version__ = "1.0"`
bool sets_dunder(std::string_view text) {
  const std::string_view name = leading_name(text);
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__") &&
         without_spaces(text.substr(name.size())).starts_with('=');
}

// Arguments that are read, and logs that are opened.
bool is_preparation(std::string_view text) {
  const std::string_view name = leading_name(text);
  const std::string_view behind = without_spaces(text.substr(name.size()));
  const bool assigns = !name.empty() && behind.starts_with('=');
  const bool returns = text.starts_with("return ");
  const std::string_view value = assigns   ? without_spaces(behind.substr(1))
                                 : returns ? text.substr(7)
                                           : text;
  const std::string_view object = leading_name(value);
  const std::string_view member = object.empty() ? object : value.substr(object.size());
  if (returns || assigns)
    if (member.starts_with(".parse_args(") && value.ends_with(')')) return true;
  if (returns) return false;
  if (value == "parse_args()") return true;
  if (assigns)
    return starts_with_any(value,
                           { "ArgumentParser(", "argparse.ArgumentParser(", "logging.getLogger(" });
  return value.starts_with("logging.basicConfig(") || member.starts_with(".add_argument(");
}

// A text in quotes, which documents.
bool is_literal(std::string_view text) {
  const std::size_t open = std::min(text.find_first_not_of("rbfuRBFU"), text.size());
  if (open > 2 || text.size() < open + 2) return false;
  const char quote = text[open];
  return (quote == '"' || quote == '\'') && text.find(quote, open + 1) == text.size() - 1;
}

// A statement by itself; `defined` are the functions of this file, whose bodies are judged where
// they stand.
Work work_of(std::string_view text, const Functions& defined) {
  if (is_import(text)) return Work::none;
  if (is_printed_promise(text) || is_raised(text) || is_absent(text)) return Work::missing;
  if (is_printed_text(text)) return Work::said;
  if (is_header(text) || text.starts_with("global ") || sets_dunder(text) || is_preparation(text) ||
      is_literal(text))
    return Work::none;
  const std::string_view name = leading_name(text);
  const bool is_call = text.ends_with(')') && text.substr(name.size()).starts_with('(');
  return is_call && defined.contains(name) ? Work::none : Work::some;
}

Functions defined_functions(const std::vector<PythonStatement>& statements) {
  Functions names;
  for (const PythonStatement& statement : statements)
    if (const std::string_view name = defined_function(statement.text); !name.empty())
      names.insert(name);
  return names;
}

// Where methods are left to others on purpose.
bool is_abstract(const std::vector<PythonStatement>& statements) {
  static const Pattern sign(
    "@(?:abc\\.)?abstract\\w*|@(?:typing\\.)?overload|class "
    ".*\\b(?:ABC|ABCMeta|Protocol|Exception|Error|Warning|Enum)\\b.*|(?:from|import) abc\\b.*",
    "abstract|overload|abc|Protocol|Exception|Error|Warning|Enum");
  return std::ranges::any_of(statements, [](const PythonStatement& one) {
    return starts_with_any(one.text, { "@", "class ", "from abc", "import abc" }) &&
           sign.matches(one.text);
  });
}

std::string what_of(std::string_view text) {
  if (text.find("NotImplemented") != std::string::npos)
    return "does nothing but raise `NotImplementedError`";
  if (is_printed_promise(text)) return "does nothing but print that the work comes later";
  return "does nothing";
}

// The first statement of a missing work in [first, last), where there is no other work.
const PythonStatement* only_missing(const std::vector<PythonStatement>& statements,
                                    std::size_t first, std::size_t last, const Functions& defined) {
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

// A doc string, or results that are printed as they were written down.
Stub find_texts_only(const std::vector<PythonStatement>& statements, const Functions& defined) {
  const PythonStatement* said = nullptr;
  bool all_texts = !statements.empty();
  for (const PythonStatement& statement : statements) {
    const Work work = work_of(statement.text, defined);
    if (work == Work::some) return {};
    if (work == Work::said && !said) said = &statement;
    all_texts = all_texts && is_literal(statement.text);
  }
  if (all_texts) return { statements.front().line, "holds a text and no statement" };
  return said ? Stub{ said->line, "prints what is written in it, and does nothing else" } : Stub{};
}

// `def train(): raise NotImplementedError` at the top level, whatever stands around it.
Stub find_unwritten_entry(const std::vector<PythonStatement>& statements,
                          const Functions& defined) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const std::string_view name = defined_function(statements[i].text);
    if (statements[i].indent > 0 ||
        !is_one_of(name, { "main", "train", "train_model", "run_training", "pretrain", "finetune",
                           "fine_tune", "fit", "training_loop" }))
      continue;
    std::size_t end = i + 1;
    while (end < statements.size() && statements[end].indent > 0) ++end;
    const PythonStatement* missing = only_missing(statements, i, end, defined);
    if (missing && raises().found_in(missing->text))
      return { missing->line, fmt::format("`{}` {}", name, what_of(missing->text)) };
  }
  return {};
}

// What a shell script may do without doing anything.
bool is_idle(std::string_view line) {
  static const Pattern header("(?:function )?\\w+ *\\(\\) *\\{?", "()");
  if (is_one_of(line, { "exit", "true", ":", "{", "}", "fi" })) return true;
  if (starts_with_any(line, { "set ", "return", "sleep " })) return true;
  if (line.starts_with("exit ")) return std::ranges::all_of(line.substr(5), is_digit);
  return header.matches(line);
}

}  // namespace

Stub find_python_stub(const std::vector<PythonStatement>& statements) {
  if (is_abstract(statements)) return {};
  const Functions defined = defined_functions(statements);
  if (const PythonStatement* missing = only_missing(statements, 0, statements.size(), defined))
    return { missing->line, what_of(missing->text) };
  if (const PythonStatement* hidden = find_hidden_program(statements))
    return { hidden->line, "runs a program that is hidden in a text" };
  if (const Stub stub = find_texts_only(statements, defined)) return stub;
  return find_unwritten_entry(statements, defined);
}

bool has_python_work(const std::vector<PythonStatement>& statements) {
  if (is_abstract(statements)) return true;
  const Functions defined = defined_functions(statements);
  if (find_unwritten_entry(statements, defined)) return false;
  return std::ranges::any_of(statements, [&](const PythonStatement& one) {
    return work_of(one.text, defined) == Work::some;
  });
}

Stub find_shell_stub(std::string_view text) {
  Stub stub;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const bool runs_more = line.find('|') != std::string_view::npos ||
                           line.find('>') != std::string_view::npos ||
                           line.find("$(") != std::string_view::npos ||
                           line.find('`') != std::string_view::npos ||
                           line.find("&&") != std::string_view::npos ||
                           line.find(';') != std::string_view::npos;
    if (runs_more) return {};
    const bool prints = starts_with_any(line, { "echo ", "printf " }) && promises(line);
    if (!prints && !is_idle(line)) return {};
    if (!stub || (prints && !stub.what.ends_with("later")))
      stub = { number,
               prints ? "does nothing but print that the work comes later" : "does nothing" };
  }
  return stub;
}

}  // namespace reallyopen
