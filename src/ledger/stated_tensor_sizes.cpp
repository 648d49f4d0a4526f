#include "ledger/stated_tensor_sizes.h"

#include <fmt/format.h>

#include <charconv>

#include "text/letters.h"
#include "weights/tensor_names.h"
#include "weights/tensor_size.h"

namespace reallyopen {
namespace {

constexpr double largest_size = 1e9;

std::optional<std::uint64_t> size_of(const Node* node) {
  const bool is_size = node && node->kind == NodeKind::integer && node->number > 0 &&
                       node->number < largest_size;
  return is_size ? std::optional(static_cast<std::uint64_t>(node->number)) : std::nullopt;
}

// `key`, `key[0]`, `#key`
class Values {
 public:
  explicit Values(const Node& node) : node_(node) {}

  std::optional<std::uint64_t> operator()(std::string_view key) {
    const bool counts = key.starts_with('#');
    if (counts) key.remove_prefix(1);
    const std::size_t bracket = std::min(key.find('['), key.size());
    const Node* found = node_.get(key.substr(0, bracket));
    if (found && bracket < key.size()) found = item(*found, key.substr(bracket + 1));
    if (!first_) first_ = found;
    if (!counts) return size_of(found);
    if (!found || found->members.empty()) return std::nullopt;
    return found->members.size();
  }

  const Node* first() const { return first_; }

 private:
  static const Node* item(const Node& list, std::string_view index) {
    std::size_t number = 0;
    std::from_chars(index.data(), index.data() + index.size(), number);
    return number < list.items.size() ? &list.items[number] : nullptr;
  }

  const Node& node_;
  const Node* first_ = nullptr;
};

}  // namespace

void add_stated_sizes(const Document& config, const Node& node, std::string_view type,
                      const std::string& scope, FactWriter& out) {
  const std::string word = fmt::format(" {} ", type);
  const std::string family = fmt::format(" family:{} ", naming_of_type(type));
  for (const TensorSize& size : all_tensor_sizes()) {
    const bool fits = size.types.empty() ||
                      (!type.empty() && contains_one_of(size.types, { word, family }));
    if (!fits) continue;
    Values values(node);
    const auto stated = evaluate(size.expression, std::ref(values));
    if (stated && values.first())
      out.add("tensor_size", config, computed(*values.first(), fmt::format("{}", *stated)),
              scope_of_part(scope, label_of(size)));
  }
}

std::optional<std::uint64_t> size_at(const Node& node, std::string_view key) {
  return size_of(node.get(key));
}

Node computed(const Node& node, std::string_view text) {
  Node value = scalar(text);
  value.line = node.line;
  value.column = node.column;
  value.width = node.width;
  return value;
}

}  // namespace reallyopen
