#include "draft/update.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "manifest/write_scalar.h"
#include "repository/glob.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

struct Field {
  std::vector<std::string_view> keys;
  std::vector<std::string> Survey::*found;
};

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
    { { "model", "weights", "files" }, &Survey::weights },
    { { "model", "inference", "code" }, &Survey::inference },
    { { "training", "scripts" }, &Survey::training },
    { { "hyperparameters", "files" }, &Survey::configurations },
    { { "evaluation", "code" }, &Survey::evaluation },
    { { "environment", "lockfiles" }, &Survey::lockfiles },
    { { "environment", "manifests" }, &Survey::requirements },
    { { "license", "files" }, &Survey::licenses },
  };
  return all;
}

// Every text of the document: whatever names a path somewhere names it.
void collect_texts(const Node& root, std::vector<std::string>& texts) {
  std::vector<const Node*> open{ &root };
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (node->is_string()) texts.push_back(node->text.substr(0, node->text.find('#')));
    for (const Node& item : node->items) open.push_back(&item);
    for (const Member& member : node->members) open.push_back(&member.value);
  }
}

bool names(const std::string& text, const std::string& path) {
  if (text == path || (text.ends_with('/') && path.starts_with(text))) return true;
  return text.find_first_of("*?[") != std::string::npos && text.size() < 1024 &&
         Glob(text).matches(path);
}

int last_line(const Node& root) {
  int last = root.line;
  std::vector<const Node*> open{ &root };
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    last = std::max(last, node->line);
    for (const Node& item : node->items) open.push_back(&item);
    for (const Member& member : node->members) {
      open.push_back(&member.key);
      open.push_back(&member.value);
    }
  }
  return last;
}

// The byte at a 1-based column of code points.
std::size_t offset_of(std::string_view line, int column) {
  std::size_t at = 0;
  for (int i = 1; i < column && at < line.size(); ++i) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

std::string in_brackets(const std::vector<std::string>& values) {
  std::string result;
  for (const std::string& value : values)
    result += (result.empty() ? "" : ", ") + yaml_scalar(value);
  return result;
}

class Editor {
 public:
  explicit Editor(const Document& document) {
    for (int number = 1; number <= static_cast<int>(document.line_starts.size()); ++number)
      lines_.emplace_back(document.line(number));
    if (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
  }

  // False where the list is written in a way that is not changed here.
  bool append(const Node& list, const std::vector<std::string>& values) {
    if (list.is_string()) return replace(list, values);
    if (!list.is_sequence() || list.items.empty()) return false;
    const std::string& line = lines_[index(list.items.front().line)];
    const std::size_t start = offset_of(line, list.items.front().column);
    const std::size_t dash = line.rfind('-', start);
    const bool block = dash != std::string::npos && line.find_first_not_of(' ') == dash &&
                       dash < start;
    if (block) return append_lines(list, line.substr(0, dash), values);
    return append_in_brackets(list, values);
  }

  void insert_below(const Node& key, int column, const std::string& text) {
    after_[index(key.line)] += "\n" + std::string(static_cast<std::size_t>(column - 1), ' ') + text;
  }

  std::string text() const {
    std::string result;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      result += lines_[i];
      if (const auto added = after_.find(i); added != after_.end()) result += added->second;
      result += '\n';
    }
    return result;
  }

 private:
  static std::size_t index(int line) { return static_cast<std::size_t>(line - 1); }

  bool replace(const Node& scalar, const std::vector<std::string>& values) {
    std::string& line = lines_[index(scalar.line)];
    const std::size_t begin = offset_of(line, scalar.column);
    const std::size_t end = offset_of(line, scalar.column + scalar.width);
    if (scalar.alias || begin >= line.size()) return false;
    const std::string old = line.substr(begin, end - begin);
    line.replace(begin, end - begin, fmt::format("[{}, {}]", old, in_brackets(values)));
    return true;
  }

  bool append_lines(const Node& list, const std::string& indent,
                    const std::vector<std::string>& values) {
    const std::string_view key = list.items.back().is_mapping() ? "path: " : "";
    for (const std::string& value : values)
      after_[index(last_line(list))] += fmt::format("\n{}- {}{}", indent, key, yaml_scalar(value));
    return true;
  }

  bool append_in_brackets(const Node& list, const std::vector<std::string>& values) {
    const Node& last = list.items.back();
    if (!last.is_string()) return false;
    std::string& line = lines_[index(last.line)];
    const std::size_t bracket = line.find(']', offset_of(line, last.column + last.width));
    if (bracket == std::string::npos) return false;
    line.insert(bracket, ", " + in_brackets(values));
    return true;
  }

  std::vector<std::string> lines_;
  std::map<std::size_t, std::string> after_;
};

std::string joined(const std::vector<std::string_view>& keys) {
  return fmt::format("{}", fmt::join(keys, "."));
}

class Updater {
 public:
  Updater(const Document& manifest, const Facts& facts, const std::vector<std::string>& settled)
      : manifest_(manifest), facts_(facts), settled_(settled), editor_(manifest) {
    collect_texts(manifest.root, texts_);
  }

  Update run() {
    for (const Field& field : fields()) {
      std::vector<std::string> missing = unnamed(facts_.survey.*field.found);
      std::erase_if(missing, [&](const std::string& path) {
        if (!is_settled(path)) return false;
        update_.left.push_back(told_as(field, path));
        return true;
      });
      if (missing.empty()) continue;
      auto& told = place(field, missing) ? update_.added : update_.asked;
      for (const std::string& path : missing) told.push_back(told_as(field, path));
    }
    update_.text = update_.added.empty() ? manifest_.text : editor_.text();
    return std::move(update_);
  }

 private:
  static std::string told_as(const Field& field, const std::string& path) {
    return fmt::format("`{}`: `{}`", joined(field.keys), printable(path, 120));
  }

  bool is_settled(const std::string& path) const {
    const std::string full = facts_.folder.empty() ? path : facts_.folder + "/" + path;
    return std::ranges::find(settled_, full) != settled_.end();
  }

  std::vector<std::string> unnamed(const std::vector<std::string>& found) const {
    std::vector<std::string> result;
    const std::size_t skipped = facts_.folder.empty() ? 0 : facts_.folder.size() + 1;
    for (const std::string& file : found) {
      const std::string path = file.substr(skipped);
      const bool named = std::ranges::any_of(
        texts_, [&](const std::string& text) { return names(text, path); });
      if (!named) result.push_back(path);
    }
    return result;
  }

  bool place(const Field& field, const std::vector<std::string>& paths) {
    const Node* key = nullptr;
    const Node* holder = holder_of(field, key);
    const Node* list = holder ? holder->get(field.keys.back()) : nullptr;
    const Node* section = manifest_.root.get(field.keys.front());
    // What says that it is withheld or unknown, a person has to take back.
    if (section && section->get("status")) return false;
    if (list) return editor_.append(*list, paths);
    // The section is there, and only the list in it is not.
    if (!holder || !key || !is_block(*holder)) return false;
    const std::string value = paths.size() == 1 ? yaml_scalar(paths.front())
                                                : fmt::format("[{}]", in_brackets(paths));
    editor_.insert_below(*key, holder->members.front().key.column,
                         fmt::format("{}: {}", field.keys.back(), value));
    return true;
  }

  // The mapping that holds the field's list, and its key; null where there is none.
  const Node* holder_of(const Field& field, const Node*& key) const {
    const Node* node = &manifest_.root;
    for (std::size_t i = 0; i + 1 < field.keys.size(); ++i) {
      const auto member = std::ranges::find_if(
        node->members, [&](const Member& one) { return one.key.text == field.keys[i]; });
      if (member == node->members.end()) return nullptr;
      key = &member->key;
      node = &member->value;
    }
    return node->members.empty() ? nullptr : node;
  }

  // Each key on a line of its own, below the key of the mapping.
  bool is_block(const Node& mapping) const {
    const std::string_view line = manifest_.line(mapping.members.front().key.line);
    const std::size_t start = line.find_first_not_of(' ');
    return start != std::string_view::npos &&
           start == offset_of(line, mapping.members.front().key.column);
  }

  const Document& manifest_;
  const Facts& facts_;
  const std::vector<std::string>& settled_;
  Editor editor_;
  std::vector<std::string> texts_;
  Update update_;
};

}  // namespace

std::vector<std::string> files_to_place(const Facts& facts) {
  std::vector<std::string> files;
  for (const Field& field : fields())
    files.insert(files.end(), (facts.survey.*field.found).begin(),
                 (facts.survey.*field.found).end());
  return files;
}

Update update_manifest(const Document& manifest, const Facts& facts,
                       const std::vector<std::string>& settled) {
  return Updater(manifest, facts, settled).run();
}

}  // namespace reallyopen
