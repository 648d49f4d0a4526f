#include "mof/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_entries = 1000;

bool is_scalar(const Node& node) { return !node.is_mapping() && !node.is_sequence(); }

// A scalar's text, whatever its type: records write `version: 1.0`. Nothing for a missing key and
// for null.
std::optional<std::string> text_at(const Node& mapping, std::string_view key) {
  const Node* node = mapping.get(key);
  if (!node || node->kind == NodeKind::null || !is_scalar(*node)) return std::nullopt;
  return node->text;
}

Problem problem_at(const Document& document, const Node& node, std::string message,
                   std::string fix) {
  return { .place = document.place(node),
           .message = std::move(message),
           .fix = std::move(fix),
           .subject = "" };
}

Problem unknown_component(const Document& document, const Node& name) {
  std::vector<std::string> known;
  for (const MofComponent& component : mof_components()) known.emplace_back(component.name);
  const auto near = nearest_word(name.text, known);
  return problem_at(document, name,
                    fmt::format("`{}` is no component of the framework", printable(name.text, 80)),
                    near ? fmt::format("did you mean `{}`?", *near)
                         : "the components are those that `reallyopen explain mof-class-1` names");
}

class Reader {
 public:
  explicit Reader(const Document& document) : document_(document) {}

  MofReading read() {
    const Node* release = document_.root.get("release");
    if (!release || !release->is_mapping()) {
      complain(document_.root, "there is no `release`: this is no Model Openness Framework record",
               "");
      return std::move(reading_);
    }
    MofRecord record{ .name = text_at(*release, "name").value_or("") };
    read_licenses(release->get("license"), record);
    read_entries(*release, record);
    if (reading_.problems.empty()) reading_.record = std::move(record);
    return std::move(reading_);
  }

 private:
  void complain(const Node& node, std::string message, std::string fix) {
    reading_.problems.push_back(problem_at(document_, node, std::move(message), std::move(fix)));
  }

  void read_licenses(const Node* license, MofRecord& record) {
    if (!license || license->kind == NodeKind::null) return;
    if (!license->is_mapping() && !(license->is_sequence() && license->items.empty()))
      return complain(
        *license, "`release.license` is no mapping of `distribution`, `code`, `data`, `document`",
        "");
    const auto name_of = [&](std::string_view content) {
      const Node* node = license->get(content);
      return node ? text_at(*node, "name").value_or("") : "";
    };
    record.distribution_license = name_of("distribution");
    record.content_licenses = { name_of("code"), name_of("data"), name_of("document") };
  }

  void read_entries(const Node& release, MofRecord& record) {
    const Node* components = release.get("components");
    if (!components || !components->is_sequence())
      return complain(components ? *components : release, "`release.components` is no list", "");
    if (components->items.size() > most_entries)
      return complain(*components, fmt::format("there are more than {} components", most_entries),
                      "");
    for (const Node& item : components->items) read_entry(item, record);
  }

  void read_entry(const Node& item, MofRecord& record) {
    const Node* name = item.get("name");
    if (!name || !is_scalar(*name)) return complain(item, "this component has no `name`", "");
    const MofComponent* component = find_mof_component(name->text);
    if (!component) {
      reading_.problems.push_back(unknown_component(document_, *name));
      return;
    }
    MofEntry entry{ .component = component,
                    .license = text_at(item, "license"),
                    .license_path = text_at(item, "license_path").value_or(""),
                    .component_path = text_at(item, "component_path").value_or(""),
                    .node = &item };
    if (entry.license == "unlicensed") entry.license = "";
    const auto same = std::ranges::find(record.entries, component, &MofEntry::component);
    if (same == record.entries.end())
      record.entries.push_back(std::move(entry));
    else
      *same = std::move(entry);
  }

  const Document& document_;
  MofReading reading_;
};

}  // namespace

MofReading read_mof_record(const Document& document) { return Reader(document).read(); }

std::string_view license_of(const MofRecord& record, const MofEntry& entry) {
  if (entry.license) return *entry.license;
  const std::string&
    of_content = record.content_licenses[static_cast<std::size_t>(entry.component->content)];
  const std::string_view inherited = of_content.empty() ? record.distribution_license : of_content;
  // The word stands for having no licence wherever it is written.
  return inherited == "unlicensed" ? std::string_view() : inherited;
}

}  // namespace reallyopen
