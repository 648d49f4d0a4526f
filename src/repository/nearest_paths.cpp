// Suggests tracked paths for one that is not in the snapshot.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "repository/path.h"
#include "repository/snapshot.h"
#include "repository/state.h"
#include "text/nearest.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_looked_at = 200'000;
constexpr std::size_t most_suggestions = 100;
constexpr int unlike = 100;

struct Candidate {
  int distance = unlike;
  std::string path;
  bool operator<(const Candidate& other) const {
    return distance != other.distance ? distance < other.distance : path < other.path;
  }
};

bool equal_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Which letters occur, whatever their case: an edit changes at most two of the bits.
std::uint64_t letters_of(std::string_view name) {
  std::uint64_t letters = 0;
  for (char letter : name)
    letters |= std::uint64_t{ 1 } << (static_cast<unsigned char>(letter | 0x20) & 63);
  return letters;
}

// Keeps the few best of all paths it is shown.
class Nearest {
 public:
  Nearest(std::string_view wanted, std::size_t limit)
      : wanted_(wanted),
        name_(name_of(wanted)),
        letters_(letters_of(name_)),
        most_edits_(std::clamp(static_cast<int>(name_.size()) / 3, 1, 3)),
        limit_(std::min(limit, most_suggestions)) {}

  // Whether the path would be among the best so far. None that is not becomes so later.
  bool wants(std::string_view path) const {
    const Candidate candidate = candidate_of(path);
    return candidate.distance != unlike && (best_.size() < limit_ || candidate < best_.back());
  }

  void consider(std::string_view path) {
    if (!wants(path)) return;
    Candidate candidate = candidate_of(path);
    best_.insert(std::upper_bound(best_.begin(), best_.end(), candidate), std::move(candidate));
    if (best_.size() > limit_) best_.pop_back();
  }

  std::vector<std::string> paths() const {
    std::vector<std::string> paths;
    for (const Candidate& candidate : best_) paths.push_back(candidate.path);
    return paths;
  }

 private:
  Candidate candidate_of(std::string_view path) const {
    const int distance = distance_to(path);
    return { distance, distance == unlike ? std::string() : std::string(path) };
  }

  // Another letter case of the whole path, the same name elsewhere, a name in another case, then
  // typing errors: first those in the same folder.
  int distance_to(std::string_view path) const {
    std::string_view name = name_of(path);
    if (name == name_) return equal_but_for_case(path, wanted_) ? 0 : 1;
    if (equal_but_for_case(name, name_)) return equal_but_for_case(path, wanted_) ? 0 : 2;
    if (std::popcount(letters_of(name) ^ letters_) > 2 * most_edits_) return unlike;
    int edits = edit_distance(name, name_, most_edits_);
    if (edits > most_edits_) return unlike;
    return 2 + 2 * edits + (folder_of(path) == folder_of(wanted_) ? 0 : 1);
  }

  std::string_view wanted_;
  std::string_view name_;
  std::uint64_t letters_;
  int most_edits_;
  std::size_t limit_;
  std::vector<Candidate> best_;
};

}  // namespace

std::vector<std::string> Snapshot::nearest(std::string_view path, std::size_t limit) const {
  std::optional<std::string> wanted = join_path("", path);
  if (!wanted || wanted->empty() || wanted->size() > longest_path || limit == 0) return {};
  Nearest nearest(*wanted, limit);
  std::size_t looked_at = 0;
  std::string folder;  // of the path before
  std::vector<std::string_view> found;
  walk_names("", [&](const TrackedName& name, const Look& look) {
    if (++looked_at > most_looked_at || state_->visits_left == 0) return false;
    --state_->visits_left;
    // The folders come with their first file.
    const std::string_view each = name.path;
    found.assign(1, each);
    for (std::size_t slash = each.find('/'); slash != std::string::npos;
         slash = each.find('/', slash + 1)) {
      const std::string_view above = each.substr(0, slash);
      if (!is_within(folder, above) || folder.empty()) found.push_back(above);
    }
    std::erase_if(found, [&](std::string_view one) { return !nearest.wants(one); });
    if (!found.empty() && !look()) return true;
    for (const std::string_view one : found) nearest.consider(one);
    folder = folder_of(each);
    return true;
  });
  return nearest.paths();
}

}  // namespace reallyopen
