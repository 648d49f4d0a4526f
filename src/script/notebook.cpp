#include "script/notebook.h"

#include <algorithm>
#include <vector>

#include "configuration/read.h"

namespace reallyopen {
namespace {

// A notebook that was written without line breaks is all in one.
void add_code(std::string& line, std::string_view code) {
  if (!line.empty()) line += "; ";
  line += code;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// `text` of a stream, `data` of a value.
void add_output(const Node& output, std::vector<std::string>& lines) {
  const Node* data = output.get("data");
  const Node* text = data ? data->get("text/plain") : output.get("text");
  for (const Node* line : each_of(text))
    if (line->line >= 1 && line->line <= static_cast<int>(lines.size()))
      lines[static_cast<std::size_t>(line->line - 1)] += std::string_view(line->text)
                                                           .substr(0, line->text.find('\n'));
}

}  // namespace

std::string python_of_notebook(std::string_view path, std::string_view text) {
  const ParseResult parsed = read_json(path, text, configuration_limits);
  const Node* cells = parsed.document ? parsed.document->root.get("cells") : nullptr;
  if (!cells) return "";
  std::vector<std::string> lines(parsed.document->line_starts.size() + 1);
  for (const Node& cell : cells->items) {
    const Node* source = cell.get("source");
    if (!source || cell.string_at("cell_type") != "code") continue;
    for (const Node& line : source->items) {
      const std::string_view code = std::string_view(line.text).substr(0, line.text.find('\n'));
      const std::size_t first = std::min(code.find_first_not_of(" \t"), code.size());
      const bool of_shell = code.substr(first).starts_with('!') ||
                            code.substr(first).starts_with('%');
      if (!of_shell && line.line >= 1 && line.line <= static_cast<int>(lines.size()))
        add_code(lines[static_cast<std::size_t>(line.line - 1)], code);
    }
  }
  return joined(lines);
}

std::string outputs_of_notebook(std::string_view path, std::string_view text) {
  const ParseResult parsed = read_json(path, text, configuration_limits);
  const Node* cells = parsed.document ? parsed.document->root.get("cells") : nullptr;
  if (!cells) return "";
  std::vector<std::string> lines(parsed.document->line_starts.size() + 1);
  for (const Node& cell : cells->items)
    if (const Node* outputs = cell.get("outputs"))
      for (const Node& output : outputs->items) add_output(output, lines);
  return joined(lines);
}

}  // namespace reallyopen
