#include "weights/torch_state.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "weights/number_type.h"
#include "weights/pickle.h"

namespace reallyopen {
namespace {

using Kind = PickleNode::Kind;

constexpr int deepest_state = 64;
constexpr std::size_t longest_state_path = 400;
constexpr std::uint64_t most_tensor_elements = std::uint64_t{ 1 } << 48;

std::string_view type_of_torch(std::string_view name) {
  struct Row {
    std::string_view name;
    std::string_view type;
  };
  constexpr std::array rows = std::to_array<Row>({
    { "FloatStorage", "F32" },     { "HalfStorage", "F16" },
    { "BFloat16Storage", "BF16" }, { "DoubleStorage", "F64" },
    { "LongStorage", "I64" },      { "IntStorage", "I32" },
    { "ShortStorage", "I16" },     { "CharStorage", "I8" },
    { "ByteStorage", "U8" },       { "BoolStorage", "BOOL" },
    { "QInt8Storage", "I8" },      { "QUInt8Storage", "U8" },
    { "QInt32Storage", "I32" },    { "float8_e4m3fn", "F8_E4M3" },
    { "float8_e5m2", "F8_E5M2" },  { "float8_e8m0fnu", "F8_E8M0" },
    { "uint16", "U16" },           { "uint32", "U32" },
    { "uint64", "U64" },           { "ComplexFloatStorage", "C64" },
  });
  for (const Row& row : rows)
    if (row.name == name) return row.type;
  return "";
}

// States of the trainer beside the model, by the names that trainers give them.
bool is_of_trainer(std::string_view key) {
  constexpr std::array<std::string_view, 12> starts = { "optim",     "lr_sched",  "scheduler",
                                                        "callbacks", "loops",     "scaler",
                                                        "rng",       "random",    "torch_rng",
                                                        "cuda_rng",  "opt_state", "grad_scaler" };
  return std::ranges::any_of(starts,
                             [&](std::string_view start) { return key.starts_with(start); });
}

class StateWalk {
 public:
  explicit StateWalk(const Pickle& pickle) : pickle_(pickle), seen_(pickle.nodes.size(), false) {}

  TorchState walk() {
    for (const PickleNode& node : pickle_.nodes)
      if (node.kind == Kind::persistent) count_storage(node);
    visit(pickle_.root, Where{});
    state_.readable = true;
    finish();
    return std::move(state_);
  }

 private:
  struct Where {
    std::string path;
    std::string group;  // the key at the root, where there is something below it
    int depth = 0;
    bool in_trainer = false;
  };

  void visit(std::uint32_t index, Where where) {
    const PickleNode* node = pickle_.at(index);
    if (!node || seen_[index] || where.depth > deepest_state) return;
    if (node->kind != Kind::call && node->kind != Kind::list && node->kind != Kind::dictionary)
      return;
    seen_[index] = true;
    ++where.depth;
    if (node->kind == Kind::call && visit_rebuilt(*node, where)) return;
    if (node->kind == Kind::dictionary) visit_pairs(*node, where);
    if (node->kind == Kind::list)
      for (const std::uint32_t item : node->items) visit(item, where);
    // Objects of any class: what they were built with.
    visit(node->arguments, where);
    visit(node->state, where);
  }

  std::string_view key_of(const PickleNode& dictionary, std::size_t at) const {
    const PickleNode* key = pickle_.at(dictionary.items[at]);
    return key && key->kind == Kind::text ? key->text : std::string_view();
  }

  bool is_optimizer(const PickleNode& dictionary) const {
    bool state = false;
    bool groups = false;
    for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
      state = state || key_of(dictionary, i) == "state";
      groups = groups || key_of(dictionary, i) == "param_groups";
    }
    return state && groups;
  }

  void visit_pairs(const PickleNode& dictionary, const Where& where) {
    const bool in_trainer = where.in_trainer || is_optimizer(dictionary);
    for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
      const std::string_view key = key_of(dictionary, i).substr(0, longest_state_path);
      Where below = where;
      below.in_trainer = in_trainer || is_of_trainer(key);
      const PickleNode* value = pickle_.at(dictionary.items[i + 1]);
      if (where.path.empty() && value && !is_tensor(*value)) below.group = key;
      const bool is_of_modules = key == "_parameters" || key == "_buffers" || key == "_modules";
      if (!is_of_modules && where.path.size() < longest_state_path)
        below.path += (where.path.empty() ? "" : ".") + std::string(key);
      visit(dictionary.items[i + 1], std::move(below));
    }
  }

  const PickleNode* argument(const PickleNode& call, std::size_t at) const {
    const PickleNode* arguments = pickle_.at(call.arguments);
    return arguments && arguments->kind == Kind::list && at < arguments->items.size()
             ? pickle_.at(arguments->items[at])
             : nullptr;
  }

  std::string_view name_of_called(const PickleNode& call) const {
    const PickleNode* called = pickle_.at(call.called);
    return called && called->kind == Kind::name ? called->text : std::string_view();
  }

  bool is_tensor(const PickleNode& node) const {
    return node.kind == Kind::call && name_of_called(node).starts_with("_rebuild_");
  }

  // True where the call makes a tensor.
  bool visit_rebuilt(const PickleNode& call, const Where& where) {
    const std::string_view called = name_of_called(call);
    if (called == "_rebuild_tensor_v2" || called == "_rebuild_tensor" ||
        called == "_rebuild_qtensor" || called == "_rebuild_tensor_v3") {
      const PickleNode* type = called == "_rebuild_tensor_v3" ? argument(call, 6) : nullptr;
      add_tensor(call, type, where);
      return true;
    }
    return false;
  }

  struct Storage {
    std::string_view key;
    std::string_view type;
    std::int64_t elements = 0;
  };

  // `('storage', torch.FloatStorage, '0', 'cpu', 400)`
  std::optional<Storage> storage_of(const PickleNode& node) const {
    const PickleNode* kind = argument(node, 0);
    const PickleNode* type = argument(node, 1);
    const PickleNode* key = argument(node, 2);
    const PickleNode* elements = argument(node, 4);
    if (node.kind != Kind::persistent || !kind || kind->text != "storage" || !type || !key ||
        key->kind != Kind::text || !elements || elements->kind != Kind::number)
      return std::nullopt;
    return Storage{ key->text, type->text, elements->number };
  }

  void count_storage(const PickleNode& node) {
    const auto storage = storage_of(node);
    if (storage && storage->elements > 0 && sizes_.emplace(storage->key, storage->elements).second)
      state_.all_storages.emplace_back(storage->key);
  }

  void add_tensor(const PickleNode& call, const PickleNode* type, const Where& where) {
    const PickleNode* kept = argument(call, 0);
    const PickleNode* offset = argument(call, 1);
    const PickleNode* shape = argument(call, 2);
    if (!kept || !offset || !shape || shape->kind != Kind::list) return;
    const auto storage = storage_of(*kept);
    if (!storage) return;
    Tensor tensor{ .name = where.path, .type = {}, .elements = 1 };
    tensor.type = type_of_torch(type ? type->text : storage->type);
    for (const std::uint32_t item : shape->items) {
      const PickleNode* size = pickle_.at(item);
      if (!size || size->kind != Kind::number || size->number < 0) return;
      const auto number = static_cast<std::uint64_t>(size->number);
      if (number > 0 && tensor.elements > most_tensor_elements / number) return;
      tensor.elements *= number;
      tensor.shape.add(number);
    }
    if (const NumberType* width = safetensors_type(tensor.type))
      tensor.bytes = bytes_of(*width, tensor.elements).value_or(0);
    linked_.insert(storage->key);
    // What two names share is stored once.
    if (!views_.insert({ storage->key, offset->number }).second) return;
    if (where.in_trainer) {
      ++state_.optimizer_tensors;
      return;
    }
    groups_[where.group].push_back(tensor);
    state_.tensors.push_back(std::move(tensor));
    state_.storages.emplace_back(storage->key);
  }

  void finish() {
    bool first = true;
    for (const auto& [name, tensors] : groups_) {
      const ParameterCount one = count_parameters(tensors);
      state_.count.least = first ? one.least : std::min(state_.count.least, one.least);
      state_.count.most += one.most;
      first = false;
    }
    // What other classes hold may be parameters.
    for (const auto& [key, elements] : sizes_)
      if (!linked_.contains(key) && elements < static_cast<std::int64_t>(most_tensor_elements))
        state_.count.most += static_cast<std::uint64_t>(elements);
  }

  const Pickle& pickle_;
  std::vector<bool> seen_;
  std::map<std::string_view, std::int64_t> sizes_;  // of storages
  std::set<std::string_view> linked_;
  std::set<std::pair<std::string_view, std::int64_t>> views_;
  std::map<std::string, std::vector<Tensor>> groups_;
  TorchState state_;
};

}  // namespace

TorchState read_torch_state(std::string_view pickle) {
  const std::optional<Pickle> read = read_pickle(pickle);
  return read ? StateWalk(*read).walk() : TorchState{};
}

}  // namespace reallyopen
