// A step of the build: wording_as_code OUTPUT FILE... writes schemas/wording/*.yaml as constant
// tables, so that a start of the program reads none of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "embedded/code.h"
#include "manifest/parse.h"
#include "wording/letter.h"
#include "wording/role.h"

namespace {

using namespace reallyopen;

[[noreturn]] void refuse(const char* path, const Node& node, std::string_view what) {
  throw std::runtime_error(fmt::format("{}:{}: {}", path, node.line, what));
}

// One literal of the C++ source for the bytes of a text.
std::string literal(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte >= 0x7F || letter == '"' || letter == '\\')
      result += fmt::format("\\{:03o}", byte);
    else
      result += letter;
  }
  return result + '"';
}

class Table {
 public:
  void add(const char* path) {
    const ParseResult parsed = parse_document(path, read_file(path));
    for (const Problem& problem : parsed.problems)
      throw std::runtime_error(fmt::format("{}:{}: {}", path, problem.place.line, problem.message));
    const Node& root = parsed.document->root;
    if (const Node* rows = root.get("rows"))
      add_grammar(path, *rows);
    else
      add_language(path, root);
  }

  std::string source() const {
    std::string pieces;
    for (std::size_t at = 0; at < text_.size(); at += 400)
      pieces += "  " + literal(text_.substr(at, 400)) + "\n";
    return fmt::format(
      "// Generated from schemas/wording/ by src/wording/wording_as_code.cpp.\n"
      "#include \"wording/grammar.h\"\n#include \"wording/lexicon.h\"\n\n"
      "namespace reallyopen {{\nnamespace {{\n\n"
      "constexpr char text[] =\n{};\n\n"
      "constexpr LexiconRow words[] = {{\n{}}};\n\n"
      "constexpr Lexicon languages[] = {{\n{}}};\n\n"
      "constexpr GrammarRow grammar_rows[] = {{\n{}}};\n\n"
      "}}  // namespace\n\n"
      "std::string_view lexicon_text() {{ return {{ text, sizeof(text) - 1 }}; }}\n"
      "std::span<const Lexicon> lexicons() {{ return languages; }}\n"
      "std::span<const GrammarRow> grammar() {{ return grammar_rows; }}\n\n"
      "}}  // namespace reallyopen\n",
      pieces, rows_, languages_, grammar_);
  }

 private:
  using Words = std::map<std::string, std::uint64_t>;

  static int role_named(const char* path, const Node& name) {
    const auto found = std::ranges::find(role_names, name.text);
    if (found == role_names.end()) refuse(path, name, fmt::format("`{}` is no role", name.text));
    return static_cast<int>(found - role_names.begin());
  }

  static const Node& required(const char* path, const Node& root, std::string_view key) {
    const Node* node = root.get(key);
    if (node == nullptr) refuse(path, root, fmt::format("`{}` is missing", key));
    return *node;
  }

  void add_language(const char* path, const Node& root) {
    Words words, endings, triggers, promises;
    std::size_t longest = 0;
    for (const Member& member : required(path, root, "words").members) {
      const std::uint64_t role = std::uint64_t{ 1 } << role_named(path, member.key);
      for (const Node& item : member.value.items) {
        const std::string word = fold(item.text);
        longest = std::max(longest, word.size());
        if (word.starts_with('*'))
          endings[word.substr(1)] |= role;
        else
          words[word] |= role;
      }
    }
    for (const Node& item : required(path, root, "triggers").items) triggers[fold(item.text)] = 0;
    for (const Node& item : required(path, root, "promise_triggers").items)
      promises[fold(item.text)] = 0;
    const auto flag = [&](std::string_view key, std::string_view value) {
      return root.string_at(key) == value;
    };
    const auto no = [&](std::string_view key) {
      const Node* node = root.get(key);
      return node != nullptr && node->kind == NodeKind::boolean && !node->boolean;
    };
    languages_ += fmt::format(
      "  {{ .name = {}, .noun_before = {}, .unspaced = {}, .verb_last = {}, .longest = {}, ",
      literal(root.string_at("language")), flag("noun", "before"), no("articles"),
      flag("negation", "behind"), longest);
    languages_ += fmt::format(
      ".words = {}, .endings = {}, .triggers = {}, .promise_triggers = {} }},\n", span(words),
      span(endings), span(triggers), span(promises));
  }

  std::string span(const Words& words) {
    const std::size_t first = count_;
    for (const auto& [word, roles] : words) {
      rows_ += fmt::format("  {{ {}, {}, {}u }},\n", text_.size(), word.size(), roles);
      text_ += word;
      ++count_;
    }
    return fmt::format("std::span(words).subspan({}, {})", first, count_ - first);
  }

  void add_grammar(const char* path, const Node& rows) {
    for (const Node& row : rows.items) {
      // A designated initializer keeps to the order of the fields.
      static constexpr std::string_view fields[] = { "form",    "head",   "owner",    "openness",
                                                     "denied",  "later",  "limited",  "degree",
                                                     "subject", "titled", "enclosed", "sibling",
                                                     "heading" };
      std::string conditions;
      for (const std::string_view field : fields)
        for (const Member& member : row.members)
          if (member.key.text == field) conditions += condition(path, member);
      std::string says;
      for (const Member& member : row.members) {
        const std::string& key = member.key.text;
        if (key == "says") {
          says = named(
            path, member.value,
            { "nothing", "as-written", "open-source", "open-weights", "open-model", "qualified" });
          std::ranges::replace(says, '-', '_');
        } else if (key != "because" && std::ranges::find(fields, key) == std::end(fields)) {
          refuse(path, member.key, fmt::format("`{}` is no condition", key));
        }
      }
      grammar_ += fmt::format("  {{ {}.says = Says::{}, .because = {} }},\n", conditions, says,
                              literal(row.string_at("because")));
    }
  }

  static std::string condition(const char* path, const Member& member) {
    const std::string& key = member.key.text;
    if (member.value.kind == NodeKind::boolean)
      return fmt::format(".{} = {}, ", key, member.value.boolean ? 1 : 2);
    const std::vector<std::string_view>
      names = key == "form"
                ? std::vector<std::string_view>{ "attribute", "act", "predicate", "bare", "label" }
              : key == "head"
                ? std::vector<std::string_view>{ "model",   "name",  "self", "product",
                                                 "license", "thing", "none" }
              : key == "owner"
                ? std::vector<std::string_view>{ "own", "named", "generic", "other" }
                : std::vector<std::string_view>{ "open-source", "open-weights", "open" };
    unsigned bits = 0;
    for (const Node& item : member.value.items) {
      const auto found = std::ranges::find(names, item.text);
      if (found == names.end()) refuse(path, item, fmt::format("`{}` is no {}", item.text, key));
      bits |= 1u << (found - names.begin());
    }
    const std::string_view field = key == "form"    ? "forms"
                                   : key == "head"  ? "heads"
                                   : key == "owner" ? "owners"
                                                    : "openness";
    return fmt::format(".{} = {}, ", field, bits);
  }

  static std::string named(const char* path, const Node& node,
                           const std::vector<std::string_view>& names) {
    if (std::ranges::find(names, node.text) == names.end())
      refuse(path, node, fmt::format("`{}` is none of {}", node.text, fmt::join(names, ", ")));
    return node.text;
  }

  std::string text_, rows_, languages_, grammar_;
  std::size_t count_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    Table table;
    for (int i = 2; i < argc; ++i) table.add(argv[i]);
    std::ofstream(argv[1], std::ios::binary) << table.source();
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
