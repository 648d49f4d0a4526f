#include "weights/shard_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view separator = "-of-";
constexpr std::size_t digits = 5;

class IndexEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::map<std::string, std::string> weight_map;
  std::set<std::string> more_files;  // of a tensor that several hold
  std::optional<std::uint64_t> total_size;
  std::optional<std::uint64_t> total_parameters;
  bool has_weight_map = false;
  std::string problem;

  bool null() override { return scalar(); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t) override { return scalar(); }
  bool binary(binary_t&) override { return false; }

  bool number_unsigned(number_unsigned_t value) override {
    note(value);
    return scalar();
  }

  // Some writers divide on the way.
  bool number_float(number_float_t value, const string_t&) override {
    if (value >= 0 && value < 1e18) note(static_cast<std::uint64_t>(value));
    return scalar();
  }

  bool string(string_t& value) override {
    if (depth_ == 3 && in_files_) {
      if (!weight_map.emplace(key_, value).second) more_files.insert(value);
      return true;
    }
    if (depth_ != 2 || section_ != "weight_map") return scalar();
    return weight_map.emplace(key_, value).second ||
           fail(fmt::format("tensor `{}` stands twice", printable(key_, 120)));
  }

  bool key(string_t& value) override {
    (depth_ == 1 ? section_ : key_) = value;
    return true;
  }

  bool start_object(std::size_t) override {
    ++depth_;
    if (depth_ == 2 && section_ == "weight_map") {
      if (has_weight_map) return fail("`weight_map` stands twice");
      has_weight_map = true;
    }
    return depth_ <= 2 || nested();
  }
  bool end_object() override { return --depth_, true; }

  // Keras lists files.
  bool start_array(std::size_t) override {
    const bool files = depth_ == 2 && section_ == "weight_map";
    if (!files && !scalar()) return false;
    in_files_ = in_files_ || files;
    return ++depth_ > 0;
  }
  bool end_array() override {
    if (--depth_ == 2) in_files_ = false;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    if (problem.empty()) fail(fmt::format("it is no JSON at byte {}", position));
    return false;
  }

 private:
  void note(std::uint64_t value) {
    if (depth_ != 2 || section_ != "metadata") return;
    if (key_ == "total_size") total_size = value;
    if (key_ == "total_parameters") total_parameters = value;
  }
  bool fail(std::string what) {
    problem = std::move(what);
    return false;
  }
  bool scalar() {
    if (depth_ == 0) return fail("it is no JSON object");
    return nested();
  }
  // Only the file names of `weight_map` matter; there nothing else may stand.
  bool nested() {
    if (section_ != "weight_map" || depth_ < 1) return true;
    return fail(depth_ == 1
                  ? "`weight_map` is no mapping of tensors to files"
                  : fmt::format("`{}` in `weight_map` is no file name", printable(key_, 120)));
  }

  int depth_ = 0;
  bool in_files_ = false;  // of `weight_map`
  std::string section_;
  std::string key_;
};

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() != digits || error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return number;
}

}  // namespace

ShardIndex read_shard_index(std::string_view text) {
  ShardIndex index;
  IndexEvents events;
  const bool read = nlohmann::json::sax_parse(text.begin(), text.end(), &events);
  if (!read || !events.has_weight_map) {
    index.problem = !events.problem.empty() ? events.problem : "it has no `weight_map`";
    return index;
  }
  index.total_size = events.total_size;
  index.total_parameters = events.total_parameters;
  std::map<std::string_view, std::size_t> numbers;
  for (const std::string& file : events.more_files) numbers.emplace(file, 0);
  for (const auto& [tensor, file] : events.weight_map) numbers.emplace(file, 0);
  for (auto& [file, number] : numbers) {
    number = index.shards.size();
    index.shards.emplace_back(file);
  }
  for (const auto& [tensor, file] : events.weight_map)
    index.tensors.push_back({ tensor, numbers.at(file) });
  if (index.shards.empty()) index.problem = "its `weight_map` is empty";
  return index;
}

std::optional<ShardName> shard_name(std::string_view file_name) {
  const std::size_t at = file_name.rfind(separator);
  if (at == std::string_view::npos || at < digits + 1 || file_name[at - digits - 1] != '-')
    return std::nullopt;
  const auto number = number_in(file_name.substr(at - digits, digits));
  const auto count = number_in(
    file_name.substr(std::min(at + separator.size(), file_name.size()), digits));
  if (!number || !count) return std::nullopt;
  // Up to the number, and from behind the count.
  return ShardName{ fmt::format("{}{}", file_name.substr(0, at - digits), file_name.substr(at)),
                    *number, *count };
}

std::string shard_file_name(const ShardName& shard, std::uint32_t number) {
  const std::size_t at = shard.series.rfind(separator);
  return fmt::format("{}{:05}{}", shard.series.substr(0, at), number, shard.series.substr(at));
}

}  // namespace reallyopen
