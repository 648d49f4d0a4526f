// A file of ours as the build has read it: like a Node, but a constant and without places.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace reallyopen {

struct PreparedMember;

struct PreparedNode {
  std::string_view text = {};  // of a scalar
  bool boolean = false;
  std::span<const PreparedNode> items = {};
  std::span<const PreparedMember> members = {};

  const PreparedNode* get(std::string_view key) const;
  std::string_view string_at(std::string_view key) const;
};

struct PreparedMember {
  std::string_view key;
  PreparedNode value;
};

inline const PreparedNode* PreparedNode::get(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &PreparedMember::key);
  return found == members.end() ? nullptr : &found->value;
}

inline std::string_view PreparedNode::string_at(std::string_view key) const {
  const PreparedNode* value = get(key);
  return value ? value->text : std::string_view();
}

}  // namespace reallyopen
