#include "weights/pickle.h"

#include <map>

#include "weights/pickle_bytes.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_pickle_nodes = 1u << 18;

using Kind = PickleNode::Kind;

class PickleReader {
 public:
  explicit PickleReader(std::string_view bytes) : in_(bytes) {}

  std::optional<Pickle> read() {
    while (is_good() && !stopped_) {
      const std::string_view code = in_.take(1);
      if (is_good()) step(static_cast<unsigned char>(code[0]));
    }
    if (!is_good() || stack_.empty()) return std::nullopt;
    pickle_.root = stack_.back();
    return std::move(pickle_);
  }

 private:
  bool is_good() const { return good_ && in_.is_good(); }

  void step(unsigned char code) {
    if (!step_literal(code) && !step_stack(code) && !step_container(code) && !step_call(code))
      good_ = false;
  }

  // --- stack

  std::uint32_t push(PickleNode node) {
    if (pickle_.nodes.size() >= most_pickle_nodes) good_ = false;
    if (!is_good()) return PickleNode::none;
    pickle_.nodes.push_back(std::move(node));
    stack_.push_back(static_cast<std::uint32_t>(pickle_.nodes.size() - 1));
    return stack_.back();
  }

  void push_text(std::string_view text) { push({ .kind = Kind::text, .text = text, .items = {} }); }
  void push_number(std::int64_t number) {
    push({ .kind = Kind::number, .text = {}, .number = number, .items = {} });
  }
  void push_kind(Kind kind) { push({ .kind = kind, .text = {}, .items = {} }); }

  std::uint32_t pop() {
    const std::size_t floor = marks_.empty() ? 0 : marks_.back();
    if (stack_.size() <= floor) {
      good_ = false;
      return PickleNode::none;
    }
    const std::uint32_t top = stack_.back();
    stack_.pop_back();
    return top;
  }

  std::vector<std::uint32_t> pop_marked() {
    if (marks_.empty()) {
      good_ = false;
      return {};
    }
    const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<std::uint32_t> items(from, stack_.end());
    stack_.erase(from, stack_.end());
    marks_.pop_back();
    return items;
  }

  PickleNode* top() {
    if (stack_.empty()) good_ = false;
    return good_ ? &pickle_.nodes[stack_.back()] : nullptr;
  }

  // --- opcodes

  bool step_literal(unsigned char code) {
    switch (code) {
      case 'N':
      case 0x88:
      case 0x89:
      case 0x97:
        return push_kind(Kind::other), true;
      case 'I':
      case 'L':
        return push_number(PickleBytes::number_in(in_.take_line())), true;
      case 'K':
        return push_number(static_cast<std::int64_t>(in_.take_number(1))), true;
      case 'M':
        return push_number(static_cast<std::int64_t>(in_.take_number(2))), true;
      case 'J':
        return push_number(static_cast<std::int32_t>(in_.take_number(4))), true;
      case 0x8a:
      case 0x8b:
        return push_long(in_.take(in_.take_number(code == 0x8a ? 1 : 4))), true;
      case 'F':
        return in_.take_line(), push_kind(Kind::other), true;
      case 'G':
        return in_.take(8), push_kind(Kind::other), true;
      case 'S':
      case 'V':
        return push_text(in_.take_line()), true;
      case 'U':
      case 'C':
      case 0x8c:
        return push_text(in_.take(in_.take_number(1))), true;
      case 'T':
      case 'X':
      case 'B':
        return push_text(in_.take(in_.take_number(4))), true;
      case 0x8d:
      case 0x8e:
      case 0x96:
        return push_text(in_.take(in_.take_number(8))), true;
      case 0x82:
      case 0x83:
      case 0x84:
        return in_.take(code == 0x82 ? 1 : code == 0x83 ? 2 : 4), push_kind(Kind::other), true;
      default:
        return false;
    }
  }

  void push_long(std::string_view bytes) {
    const std::size_t width = bytes.size();
    push_number(width > 7 ? -1 : static_cast<std::int64_t>(number_at(bytes, 0, width)));
  }

  bool step_stack(unsigned char code) {
    switch (code) {
      case 0x80:
        return good_ = in_.take_number(1) <= 5, true;
      case 0x95:
        return in_.take(8), true;
      case 0x98:
        return true;
      case '.':
        return stopped_ = true;
      case '(':
        return marks_.push_back(stack_.size()), true;
      case '0':
        return pop(), true;
      case '1':
        return pop_marked(), true;
      case '2':
        if (top()) stack_.push_back(stack_.back());
        return good_ = good_ && stack_.size() <= most_pickle_nodes, true;
      case 'p':
        return keep(static_cast<std::uint64_t>(PickleBytes::number_in(in_.take_line()))), true;
      case 'q':
        return keep(in_.take_number(1)), true;
      case 'r':
        return keep(in_.take_number(4)), true;
      case 0x94:
        return keep(kept_.size()), true;
      case 'g':
        return recall(static_cast<std::uint64_t>(PickleBytes::number_in(in_.take_line()))), true;
      case 'h':
        return recall(in_.take_number(1)), true;
      case 'j':
        return recall(in_.take_number(4)), true;
      default:
        return false;
    }
  }

  void keep(std::uint64_t key) {
    if (kept_.size() >= most_pickle_nodes) good_ = false;
    if (top()) kept_[key] = stack_.back();
  }

  void recall(std::uint64_t key) {
    const auto found = kept_.find(key);
    good_ = good_ && found != kept_.end() && stack_.size() < most_pickle_nodes;
    if (good_) stack_.push_back(found->second);
  }

  bool step_container(unsigned char code) {
    switch (code) {
      case '}':
        return push_kind(Kind::dictionary), true;
      case ']':
      case ')':
      case 0x8f:
        return push_kind(Kind::list), true;
      case 'l':
      case 't':
      case 0x91:
        return push_list(pop_marked()), true;
      case 'd':
        return push({ .kind = Kind::dictionary, .text = {}, .items = pop_marked() }), true;
      case 0x85:
      case 0x86:
      case 0x87:
        return push_tuple(code - 0x84u), true;
      case 'a':
        return add({ pop() }, Kind::list), true;
      case 'e':
      case 0x90:
        return add(pop_marked(), Kind::list), true;
      case 's': {
        const std::uint32_t value = pop();
        return add({ pop(), value }, Kind::dictionary), true;
      }
      case 'u':
        return add(pop_marked(), Kind::dictionary), true;
      default:
        return false;
    }
  }

  void push_list(std::vector<std::uint32_t> items) {
    push({ .kind = Kind::list, .text = {}, .items = std::move(items) });
  }

  void push_tuple(std::size_t size) {
    std::vector<std::uint32_t> items(size);
    for (std::size_t i = size; i > 0; --i) items[i - 1] = pop();
    push_list(std::move(items));
  }

  // What is called may be filled afterwards like a list or dictionary: OrderedDict.
  void add(const std::vector<std::uint32_t>& items, Kind kind) {
    PickleNode* container = top();
    if (!container) return;
    if (container->kind == Kind::call) container->kind = kind;
    if (container->kind == kind)
      container->items.insert(container->items.end(), items.begin(), items.end());
  }

  bool step_call(unsigned char code) {
    switch (code) {
      case 'c': {
        in_.take_line();
        return push({ .kind = Kind::name, .text = in_.take_line(), .items = {} }), true;
      }
      case 0x93:
        return push_stacked_name(), true;
      case 'R':
      case 0x81:
        return push_call(pop()), true;
      case 0x92:
        pop();  // arguments by name
        return push_call(pop()), true;
      case 'i':
        in_.take_line();
        in_.take_line();
        pop_marked();
        return push_kind(Kind::other), true;
      case 'o':
        pop_marked();
        return push_kind(Kind::other), true;
      case 'b': {
        const std::uint32_t state = pop();
        if (PickleNode* built = top()) built->state = state;
        return true;
      }
      case 'P':
        in_.take_line();
        return push_kind(Kind::persistent), true;
      case 'Q':
        return push({ .kind = Kind::persistent, .arguments = pop() }), true;
      default:
        return false;
    }
  }

  void push_stacked_name() {
    const PickleNode* name = pickle_.at(pop());
    pop();
    if (name && name->kind == Kind::text)
      push({ .kind = Kind::name, .text = name->text, .items = {} });
    else
      push_kind(Kind::other);
  }

  void push_call(std::uint32_t arguments) {
    const std::uint32_t called = pop();
    push({ .kind = Kind::call, .text = {}, .items = {}, .called = called, .arguments = arguments });
  }

  PickleBytes in_;
  Pickle pickle_;
  std::vector<std::uint32_t> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::uint64_t, std::uint32_t> kept_;
  bool good_ = true;
  bool stopped_ = false;
};

}  // namespace

std::optional<Pickle> read_pickle(std::string_view bytes) { return PickleReader(bytes).read(); }

}  // namespace reallyopen
