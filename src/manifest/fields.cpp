// Every field of a schema, for `explain` and for saying where an unknown key belongs.
#include <algorithm>
#include <set>

#include "manifest/subschema.h"

namespace reallyopen {
namespace {

class FieldWalk {
 public:
  std::vector<Schema::Field> fields;

  // Everything that applies to the value at `path_`.
  void descend(const Subschema& schema) {
    if (schema.reference) {
      const bool repeats = std::find(open_.begin(), open_.end(), schema.reference) != open_.end();
      if (repeats) return;
      open_.push_back(schema.reference);
      descend(*schema.reference);
      open_.pop_back();
      return;
    }
    for (const auto& [name, property] : schema.properties) {
      const bool required = std::find(schema.required.begin(), schema.required.end(), name) !=
                            schema.required.end();
      add(name, *property, required);
    }
    if (schema.additional_properties && schema.additional_properties->allows)
      add("NAME", *schema.additional_properties, false);
    if (schema.items) descend(*schema.items);
    for (const Subschema* part : schema.all_of) descend(*part);
    for (const Subschema* branch : { schema.then_schema, schema.else_schema })
      if (branch) descend(*branch);
  }

 private:
  void add(std::string_view name, const Subschema& schema, bool required) {
    const std::size_t length = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    if (seen_.insert(path_).second)
      fields.push_back(
        { path_, std::string(find_description(schema)), describe_expected(schema), required });
    descend(schema);
    path_.resize(length);
  }

  std::string path_;
  std::set<std::string> seen_;
  std::vector<const Subschema*> open_;
};

}  // namespace

std::vector<Schema::Field> Schema::fields() const { return graph_->fields(); }

std::vector<Schema::Field> SchemaGraph::fields() const {
  FieldWalk walk;
  walk.descend(*root);
  return std::move(walk.fields);
}

const std::multimap<std::string, std::string>& SchemaGraph::sections_by_key() const {
  std::call_once(sections_once, [&] {
    for (const Schema::Field& field : fields()) {
      const std::size_t dot = field.path.rfind('.');
      if (dot != std::string::npos)
        sections.emplace(field.path.substr(dot + 1), field.path.substr(0, dot));
      else
        sections.emplace(field.path, "");
    }
  });
  return sections;
}

}  // namespace reallyopen
