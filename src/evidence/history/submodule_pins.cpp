#include "evidence/history/submodule_pins.h"

#include <algorithm>
#include <map>

#include "evidence/pin.h"
#include "manifest/cursor.h"
#include "repository/path.h"
#include "repository/submodules.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_record = 1u << 20;
constexpr std::size_t shortest_revision = 7;

struct Pinned {
  std::string path;
  std::string commit;
  Place record;
};

struct Pins {
  std::map<std::string, Pinned> by_repository;  // `host/owner/name`
  std::map<std::string, Pinned> by_path;
};

Pins read_pins(const Snapshot& snapshot) {
  Pins pins;
  const auto entry = snapshot.find(".gitmodules");
  if (!entry || entry->kind != EntryKind::file) return pins;
  const ReadResult read = snapshot.read(*entry, longest_record);
  if (read.status != ReadStatus::complete) return pins;
  Document record{ .path = ".gitmodules",
                   .text = read.bytes,
                   .root = {},
                   .line_starts = find_line_starts(read.bytes) };
  for (const Submodule& submodule : read_submodules(record.text)) {
    const Resolution found = snapshot.resolve("", submodule.path);
    if (found.status != ResolveStatus::in_submodule || found.entry.path != submodule.path) continue;
    const Pinned pinned{ submodule.path, found.entry.id, record.place(submodule.line, 1) };
    pins.by_path.emplace(submodule.path, pinned);
    if (const std::string repository = repository_of_url(submodule.url); !repository.empty())
      pins.by_repository.emplace(repository, pinned);
  }
  return pins;
}

// The full commit id in a URL's path, or empty.
std::string commit_in(std::string_view url) {
  constexpr std::size_t length = 40;
  for (std::size_t at = url.find_first_of("/@="); at < url.size();
       at = url.find_first_of("/@=", at + 1)) {
    const std::string_view rest = url.substr(at + 1);
    const std::string_view id = rest.substr(0, length);
    const bool ends = rest.size() == length ||
                      (rest.size() > length &&
                       std::string_view("/?#.").find(rest[length]) != std::string_view::npos);
    if (ends && std::ranges::all_of(id, is_hex_digit)) return lower(id);
  }
  return "";
}

bool is_commit(std::string_view text) {
  return text.size() >= shortest_revision && text.size() <= 40 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

struct Named {
  std::string commit;  // full, or its beginning
  const Node* node = nullptr;
};

// The commit that goes with a URL: its mapping's `revision`, or the one in its path.
Named named_commit(const Node& mapping, const Node& url) {
  const Node* revision = mapping.get("revision");
  if (revision && is_commit(revision->text)) return { lower(revision->text), revision };
  return { commit_in(url.text), &url };
}

// Places of the manifest that name a repository at a commit, found without recursion.
class PinWalk {
 public:
  PinWalk(const Declarations& declarations, const Pins& pins)
      : declarations_(declarations), pins_(pins) {}

  std::vector<OtherPin> walk() {
    std::vector<const Node*> open{ &declarations_.document()->root };
    while (!open.empty()) {
      const Node& node = *open.back();
      open.pop_back();
      visit(node);
      for (const Node& item : node.items) open.push_back(&item);
      for (const Member& member : node.members) open.push_back(&member.value);
    }
    std::ranges::sort(
      found_, {}, [](const OtherPin& pin) { return std::pair(pin.place.line, pin.place.column); });
    return std::move(found_);
  }

 private:
  void visit(const Node& node) {
    if (node.is_string() && is_url(node.text))
      compare(repository_of_url(node.text), { commit_in(node.text), &node });
    for (const std::string_view key : { "url", "repository" }) {
      const Node* url = node.get(key);
      if (!url || !url->is_string()) continue;
      const Named named = named_commit(node, *url);
      if (named.node != url) compare(repository_of_url(url->text), named);
    }
    if (const Node* path = node.get("path"); path && path->is_string()) compare_path(node, *path);
  }

  void compare_path(const Node& mapping, const Node& path) {
    const Node* revision = mapping.get("revision");
    const auto joined = join_path(folder_of(declarations_.document()->path), path.text);
    if (!revision || !is_commit(revision->text) || !joined) return;
    for (const auto& [folder, pinned] : pins_.by_path)
      if (is_within(*joined, folder)) add({ lower(revision->text), revision }, pinned);
  }

  void compare(const std::string& repository, const Named& named) {
    const auto pinned = pins_.by_repository.find(repository);
    if (pinned != pins_.by_repository.end()) add(named, pinned->second);
  }

  void add(const Named& named, const Pinned& pinned) {
    if (named.commit.empty() || pinned.commit.starts_with(named.commit)) return;
    found_.push_back({ named.commit, declarations_.place(*named.node), pinned.path, pinned.commit,
                       pinned.record });
  }

  const Declarations& declarations_;
  const Pins& pins_;
  std::vector<OtherPin> found_;
};

}  // namespace

std::vector<OtherPin> other_pins(const Snapshot& snapshot, const Declarations& declarations) {
  const Pins pins = read_pins(snapshot);
  if (pins.by_path.empty()) return {};
  return PinWalk(declarations, pins).walk();
}

}  // namespace reallyopen
