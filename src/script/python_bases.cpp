// Which published models a Python file starts from: what it loads, and where that goes.
#include <algorithm>
#include <map>

#include "script/beside_model.h"
#include "script/loaded_model.h"
#include "script/published_name.h"
#include "script/python_start.h"
#include "script/python_statements.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || (!is_word_letter(text[at - 1]) && text[at - 1] != '.')) &&
        (at + word.size() == text.size() || !is_word_letter(text[at + word.size()])))
      return true;
  return false;
}

bool is_plain_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_word_letter(c) || c == '.'; });
}

class BaseSearch {
 public:
  explicit BaseSearch(std::string_view text)
      : statements_(list_python_statements(text)), values_(statements_) {}

  std::vector<LoadedModel> run() {
    for (const PythonStatement& statement : statements_) {
      enter(statement);
      if (is_said(statement.text)) continue;
      for (const PythonAssignment& assignment : list_python_assignments(statement.text))
        look_at(assignment, statement.line);
    }
    std::erase_if(found_, [&](const LoadedModel& model) { return is_written(model.id); });
    return std::move(found_);
  }

 private:
  struct Scope {
    int indent = 0;
    bool is_beside = false;
  };
  struct Held {  // by a variable
    PythonStart start;
    int line = 1;
  };

  void enter(const PythonStatement& statement) {
    while (!scopes_.empty() && statement.indent <= scopes_.back().indent) scopes_.pop_back();
    for (const std::string_view word : { "def ", "class ", "async def " })
      if (statement.text.starts_with(word)) {
        const std::string_view name = std::string_view(statement.text).substr(word.size());
        scopes_.push_back(
          { statement.indent, is_beside(name.substr(0, name.find_first_of("(:"))) });
      }
  }

  bool is_in_scope_beside() const { return std::ranges::any_of(scopes_, &Scope::is_beside); }

  static bool is_said(std::string_view text) {
    return text.starts_with("print(") || text.starts_with("logger.") ||
           text.starts_with("logging.") || text.starts_with("assert ");
  }

  void look_at(const PythonAssignment& assignment, int line) {
    values_.note(assignment);
    if (is_in_scope_beside() || is_beside(assignment.target)) return;
    const std::vector<PythonCall> calls = list_python_calls(assignment.value);
    look_for_setting(assignment, line);
    for (const PythonCall& call : calls) look_at(call, assignment, line);
    for (const PythonCall& call : calls) look_for_fetched(call, line);
    note_held(assignment, calls, line);
  }

  // `load_from = "https://…"` of settings that are written in Python.
  void look_for_setting(const PythonAssignment& assignment, int line) {
    const std::string_view value = python_text(assignment.value);
    if (!is_name_of_start(last_of_name(assignment.target))) return;
    if (names_start(assignment.target, value)) add({ std::string(value) }, line);
  }

  bool is_aside(const PythonCall& call) const {
    const bool is_only_asked = call.behind.starts_with(".config") ||
                               call.behind.starts_with(".vocab");
    return is_only_asked || is_beside(call.keyword) || is_beside(last_of_name(call.within)) ||
           (!call.arguments.empty() && is_beside(call.arguments[0].value));
  }

  void look_at(const PythonCall& call, const PythonAssignment& assignment, int line) {
    if (is_aside(call)) return;
    for (const PythonArgument& each : call.arguments)
      if (is_name_of_start(each.keyword) && is_model_address(values_.text_of(each.value).text))
        add({ values_.text_of(each.value).text }, line);
    if (last_of_name(call.name) == "add_argument") return look_at_option(call, line);
    const PythonStart start = find_start(call, values_);
    if (start.id.empty()) return;
    const bool is_trained = last_of_name(call.within).find("Trainer") != std::string_view::npos;
    if (!start.if_trained || is_trained)
      add(start, line);
    else if (is_plain_name(assignment.target))
      loaded_.insert_or_assign(std::string(assignment.target), Held{ start, line });
  }

  // `parser.add_argument("--base_model", default="owner/name")`
  void look_at_option(const PythonCall& call, int line) {
    std::string_view option = python_text(call.argument(0, {}));
    option.remove_prefix(std::min(option.find_first_not_of('-'), option.size()));
    const std::string_view id = python_text(call.argument(99, { "default" }));
    if (is_name_of_base(option) && names_start(option, id)) add({ std::string(id), true }, line);
  }

  // A fetched file that is loaded into a model, and a loaded model that is trained on.
  void look_for_fetched(const PythonCall& call, int line) {
    const std::string_view last = last_of_name(call.name);
    const std::string_view receiver = call.name.substr(
      0, call.name.size() - std::min(last.size() + 1, call.name.size()));
    if (fills_model(call) && !is_beside(call.name))
      for (const PythonArgument& each : call.arguments) {
        if (const Held* held = held_in(each.value)) add(held->start, line);
        for (const PythonCall& inner : list_python_calls(each.value))
          if (const PythonStart fetched = find_fetch(inner, values_); !fetched.id.empty())
            add(fetched, line);
      }
    for (const PythonArgument& each : call.arguments)
      if (const Held* held = is_name_of_start(each.keyword) ? held_in(each.value) : nullptr)
        add(held->start, line);
    for (const auto& [name, held] : loaded_) {
      const bool on_itself = receiver == name &&
                             is_one_of(last, { "fit", "old_fit", "train", "update", "initialize",
                                               "begin_training", "resume_training", "to_disk",
                                               "rehearse", "add_adapter", "parameters",
                                               "named_parameters", "save", "save_pretrained" });
      const bool handed = last.find("Trainer") != std::string_view::npos ||
                          last.ends_with("Loss") || last.starts_with("train");
      const bool on_other = handed &&
                            std::ranges::any_of(call.arguments, [&](const PythonArgument& each) {
                              return each.value == name;
                            });
      if (on_itself || on_other) add(held.start, held.line);
    }
  }

  const Held* held_in(std::string_view expression) const {
    for (const auto& [name, held] : fetched_)
      if (has_word(expression, name)) return &held;
    return nullptr;
  }

  void note_held(const PythonAssignment& assignment, const std::vector<PythonCall>& calls,
                 int line) {
    if (assignment.target.empty()) {
      for (const PythonCall& call : calls) note_written_file(call, line);
      return;
    }
    if (!is_plain_name(assignment.target)) return;
    for (const PythonCall& call : calls)
      if (const PythonStart start = find_fetch(call, values_); !start.id.empty()) {
        fetched_.insert_or_assign(std::string(assignment.target), Held{ start, line });
        return;
      }
    const Held* held = held_in(assignment.value);
    const bool reads = std::ranges::any_of(calls, reads_weights);
    const bool same = held &&
                      (calls.empty() || assignment.value.starts_with('{') ||
                       held_in(assignment.value.substr(0, assignment.value.find_first_of(".[("))) !=
                         nullptr ||
                       calls.back().name.ends_with("join") || calls.back().name.ends_with("Path"));
    if (held && (reads || same))
      fetched_.insert_or_assign(std::string(assignment.target), Held(*held));
    else if (const auto known = fetched_.find(assignment.target); known != fetched_.end())
      fetched_.erase(known);
  }

  // `urlretrieve(address, path)`: the path holds it from there on.
  void note_written_file(const PythonCall& call, int line) {
    const PythonStart start = find_fetch(call, values_);
    const std::string_view path = call.argument(
      1, { "filename", "dst", "output", "out", "local_dir" });
    if (!start.id.empty() && !path.empty())
      fetched_.insert_or_assign(std::string(path), Held{ start, line });
  }

  // What the script writes itself under that name.
  bool is_written(std::string_view id) const {
    const std::string single = '\'' + std::string(id) + '\'';
    const std::string twofold = '"' + std::string(id) + '"';
    return std::ranges::any_of(statements_, [&](const PythonStatement& statement) {
      const std::string_view text = statement.text;
      if (text.find(single) == text.npos && text.find(twofold) == text.npos) return false;
      return text.find("output_dir") != text.npos || text.find("save_pretrained(") != text.npos ||
             text.find("push_to_hub") != text.npos || text.find(".save(") != text.npos ||
             text.find("hub_model_id") != text.npos;
    });
  }

  void add(const PythonStart& start, int line) {
    if (std::ranges::find(found_, start.id, &LoadedModel::id) == found_.end())
      found_.push_back({ start.id, line, start.is_default });
  }

  std::vector<PythonStatement> statements_;
  PythonValues values_;
  std::vector<Scope> scopes_;
  std::map<std::string, Held, std::less<>> fetched_;
  std::map<std::string, Held, std::less<>> loaded_;
  std::vector<LoadedModel> found_;
};

}  // namespace

std::vector<LoadedModel> loaded_in_python(std::string_view text) { return BaseSearch(text).run(); }

}  // namespace reallyopen
