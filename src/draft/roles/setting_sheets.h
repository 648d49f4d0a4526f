// Files of settings that lie together and are of one kind: where most set a learning rate, one for
// a method without any is one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

class SettingSheets {
 public:
  // `sets`: it sets values of a training.
  void add(std::string_view path, std::string_view content, bool sets);
  // Those that set none, and have the keys of two or more in their folder that do; or all of them
  // as one that is among `named`.
  std::vector<std::string> alike(const std::vector<std::string>& named) const;

 private:
  struct Sheet {
    std::string path;
    std::vector<std::string> keys;  // at the root, or what Python assigns, sorted
    bool sets = false;
  };

  static bool is_variant(const Sheet& sheet, const Sheet& other);
  static bool is_like(const Sheet& sheet, const Sheet& other);

  std::vector<Sheet> sheets_;
};

}  // namespace reallyopen
