#include "script/idle_program.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "script/python_call.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// By the last name of the call: to read, to wait, to print, and to prepare that.
constexpr std::string_view idle_calls =
  "ArgumentParser Argument DictReader Option Path abspath add_argument add_option any append "
  "argument basicConfig basename bool cwd debug dict dirname dumps endswith enumerate error exists "
  "exit "
  "float flush format get getLogger getenv info input int is_dir is_file isinstance items join "
  "keys len list listdir load load_dataset load_from_disk loads localtime lower main makedirs "
  "manual_seed mkdir monotonic next now open option parse_args parse_known_args perf_counter print "
  "range read read_csv read_json read_parquet read_text reader readline readlines repr resolve "
  "reversed rstrip safe_load seed seed_everything set set_random_seed set_seed setLevel sleep "
  "sorted split splitlines startswith str strftime strip time to_absolute_path today tqdm trange "
  "tuple upper utcnow values vars warn warning write zip";

std::string_view defined_name(std::string_view text) {
  for (const std::string_view word : { "async def ", "def ", "class " })
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return text.substr(0, std::min(text.find_first_of("(:"), text.size()));
    }
  return {};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_word_letter);
}

bool mentions(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_word_letter(text[at - 1])) &&
        (end == text.size() || !is_word_letter(text[end])))
      return true;
  }
  return false;
}

class Reading {
 public:
  explicit Reading(const std::vector<PythonStatement>& statements) : statements_(statements) {
    for (const PythonStatement& each : statements)
      if (const std::string_view name = defined_name(each.text); !name.empty())
        defined_.insert(name);
  }

  Stub find() const {
    const PythonStatement* printing = nullptr;
    bool runs = false;
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      const PythonStatement& each = statements_[i];
      if (works(i)) return {};
      if (!printing && prints_words(each.text)) printing = &each;
      runs |= is_started(each);
    }
    return printing && runs ? Stub{ printing->line, "only reads and prints: it computes nothing" }
                            : Stub{};
  }

 private:
  // Words tell of work; values may be its product.
  static bool prints_words(std::string_view text) {
    return text.starts_with("print(") && text.find_first_of("\"'") != text.npos;
  }

  // What an import of the file as a module would run as well, or its main part.
  bool is_started(const PythonStatement& statement) const {
    if (statement.text.starts_with("if __name__")) return true;
    return statement.indent == 0 && statement.text.starts_with("print(");
  }

  // Of a decorator the options are declared, of an import nothing is run that could be seen.
  bool works(std::size_t index) const {
    const std::string_view text = statements_[index].text;
    if (text.starts_with('@')) return false;
    if (text.starts_with('!') || text.starts_with('%') || text.starts_with("yield") ||
        text.starts_with("await ") || text.starts_with("class "))
      return true;
    if (!defined_name(text).empty()) return false;
    if (text.starts_with("from ") || text.starts_with("import ")) return is_run_by_import(text);
    if (computes(text)) return true;
    std::vector<PythonCall> calls = list_python_calls(text);
    for (const std::string_view part : embedded_in_texts(text))
      std::ranges::move(list_python_calls(part), std::back_inserter(calls));
    const bool idle = std::ranges::all_of(calls, [&](const auto& call) { return is_idle(call); });
    return !idle && !is_thrown_away(index);
  }

  // What is computed without a call.
  static bool computes(std::string_view text) {
    bool quoted = false;
    char quote = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (quoted ? text[at] == quote : text[at] == '"' || text[at] == '\'') {
        quoted = !quoted;
        quote = text[at];
      }
      if (quoted) continue;
      for (const std::string_view sign : { " * ", " ** ", " / ", " @ ", " % ", "+= ", "-= " })
        if (text.substr(at).starts_with(sign)) return true;
    }
    return false;
  }

  // `metric.compute()` of `f"F1 {metric.compute()}"`.
  static std::vector<std::string_view> embedded_in_texts(std::string_view text) {
    std::vector<std::string_view> parts;
    if (text.find("f\"") == text.npos && text.find("f'") == text.npos) return parts;
    for (std::size_t open = text.find('{'); open != text.npos;) {
      const std::size_t end = std::min(text.find('}', open), text.size());
      parts.push_back(text.substr(open + 1, end - open - 1));
      open = text.find('{', end);
    }
    return parts;
  }

  // `from trainer.loop import *` may do anything.
  static bool is_run_by_import(std::string_view text) { return text.ends_with(" import *"); }

  bool is_idle(const PythonCall& call) const {
    const std::string_view name = last_of_name(call.name);
    return defined_.contains(call.name) || is_among(name, idle_calls);
  }

  bool is_thrown_away(std::size_t index) const {
    const auto assignments = list_python_assignments(statements_[index].text);
    if (assignments.size() != 1 || !is_name(assignments[0].target)) return false;
    for (std::size_t i = 0; i < statements_.size(); ++i)
      if (i != index && mentions(statements_[i].text, assignments[0].target)) return false;
    return true;
  }

  const std::vector<PythonStatement>& statements_;
  std::set<std::string_view> defined_;
};

}  // namespace

Stub find_idle_program(const std::vector<PythonStatement>& statements) {
  return Reading(statements).find();
}

}  // namespace reallyopen
