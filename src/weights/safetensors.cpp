#include "weights/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "text/printable.h"
#include "weights/number_type.h"

namespace reallyopen {
namespace {

constexpr std::size_t prefix = 8;  // the length of the header
constexpr std::size_t most_safetensors_dimensions = 64;

// Takes the JSON event by event, so that neither depth nor unknown keys cost memory.
class HeaderEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  WeightsHeader take() && { return std::move(header_); }
  const std::string& problem() const { return header_.problem; }

  // mlx writes `"__metadata__": null` where there is none.
  bool null() override {
    return (depth_ == 1 && skipped_ == 0 && name_ == "__metadata__") || scalar("null");
  }
  bool boolean(bool) override { return scalar("a boolean"); }
  bool number_integer(number_integer_t) override { return scalar("a negative number"); }
  bool number_float(number_float_t, const string_t&) override { return scalar("a fraction"); }
  bool binary(binary_t&) override { return false; }

  bool number_unsigned(number_unsigned_t value) override {
    if (skipped_ > 0) return true;
    if (depth_ == 3 && key_ == "shape") return add_dimension(value);
    if (depth_ == 3) {
      if (offsets_ < 2) (offsets_ == 0 ? begin_ : end_) = value;
      ++offsets_;
      return true;
    }
    return scalar("a number");
  }

  bool string(string_t& value) override {
    if (skipped_ > 0) return true;
    if (depth_ == 2 && in_metadata_) {
      header_.texts.emplace_back(key_, value);
      return true;
    }
    if (depth_ != 2 || key_ != "dtype") return scalar("a string");
    type_ = safetensors_type(value);
    return type_ || fail(fmt::format("tensor {} has the type {}, which the format does not know",
                                     in_backticks(name_), in_backticks(value)));
  }

  bool key(string_t& value) override {
    if (skipped_ > 0) return true;
    if (depth_ == 1) {
      name_ = value;
      return names_.insert(value).second ||
             fail(fmt::format("{} stands twice", in_backticks(value)));
    }
    key_ = value;
    return in_metadata_ || keys_.insert(value).second ||
           fail(fmt::format("tensor {} has {} twice", in_backticks(name_), in_backticks(value)));
  }

  bool start_object(std::size_t) override {
    if (skipped_ > 0 || depth_ >= 2) return skip();
    if (++depth_ == 2) {
      in_metadata_ = name_ == "__metadata__";
      keys_.clear();
      type_ = nullptr;
      has_shape_ = false;
      elements_ = 1;
      shape_ = {};
      offsets_ = 0;
    }
    return true;
  }

  bool end_object() override {
    if (skipped_ > 0) return --skipped_, true;
    if (--depth_ != 1 || in_metadata_) return true;
    return finish_tensor();
  }

  bool start_array(std::size_t) override {
    const bool is_list = key_ == "shape" || key_ == "data_offsets";
    if (skipped_ > 0 || depth_ != 2 || in_metadata_ || !is_list) return skip();
    has_shape_ = has_shape_ || key_ == "shape";
    depth_ = 3;
    return true;
  }

  bool end_array() override {
    if (skipped_ > 0) return --skipped_, true;
    depth_ = 2;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    if (header_.problem.empty()) fail(fmt::format("the header is no JSON at byte {}", position));
    return false;
  }

 private:
  bool fail(std::string problem) {
    header_.problem = std::move(problem);
    return false;
  }

  // The format lets writers add keys to a tensor; what it defines has to be of the right kind.
  bool scalar(std::string_view what) {
    if (skipped_ > 0) return true;
    if (depth_ == 0) return fail("the header is no JSON object");
    if (depth_ == 1) return fail(fmt::format("{} is {}, not a tensor", in_backticks(name_), what));
    const bool known = in_metadata_ || depth_ == 3 || key_ == "dtype" || key_ == "shape" ||
                       key_ == "data_offsets";
    return !known ||
           fail(fmt::format("{} of {} is {}", in_backticks(key_), in_backticks(name_), what));
  }

  bool skip() {
    if (skipped_ == 0 && !scalar("of another kind")) return false;
    ++skipped_;
    return true;
  }

  bool add_dimension(std::uint64_t size) {
    shape_.add(size);
    if (shape_.rank > most_safetensors_dimensions ||
        (size > 0 && elements_ > std::numeric_limits<std::uint64_t>::max() / size))
      return fail(fmt::format("the shape of tensor {} is too large", in_backticks(name_)));
    elements_ *= size;
    return true;
  }

  bool finish_tensor() {
    if (!type_ || !has_shape_ || offsets_ != 2)
      return fail(fmt::format("tensor {} lacks a `dtype`, a `shape` or two `data_offsets`",
                              in_backticks(name_)));
    const std::optional<std::uint64_t> bytes = bytes_of(*type_, elements_);
    if (end_ < begin_ || !bytes || *bytes != end_ - begin_)
      return fail(
        fmt::format("tensor {} has {} elements of {}, and its offsets {} to {} do not fit them",
                    in_backticks(name_), elements_, type_->name, begin_, end_));
    header_.tensors.push_back(
      { name_, std::string(type_->name), elements_, begin_, *bytes, shape_ });
    return true;
  }

  WeightsHeader header_;
  std::set<std::string> names_;
  std::set<std::string> keys_;  // of the tensor at hand
  int depth_ = 0;               // 1: the header, 2: a tensor or the metadata, 3: a list of a tensor
  std::size_t skipped_ = 0;     // levels inside of an unknown key
  std::string name_;
  std::string key_;
  bool in_metadata_ = false;
  const NumberType* type_ = nullptr;
  bool has_shape_ = false;
  std::uint64_t elements_ = 1;
  Shape shape_;
  int offsets_ = 0;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

WeightsHeader invalid(std::string problem) {
  return { .status = HeaderStatus::invalid, .problem = std::move(problem) };
}

std::uint64_t length_of(std::string_view front) {
  std::uint64_t length = 0;
  for (std::size_t i = prefix; i > 0; --i)
    length = length << 8 | static_cast<unsigned char>(front[i - 1]);
  return length;
}

// Without a hole, an overlap or bytes to spare.
std::string layout_problem(std::vector<Tensor>& tensors, std::uint64_t available) {
  std::ranges::sort(tensors, [](const Tensor& a, const Tensor& b) {
    return std::tie(a.begin, a.bytes, a.name) < std::tie(b.begin, b.bytes, b.name);
  });
  std::uint64_t end = 0;
  for (const Tensor& tensor : tensors) {
    if (tensor.begin < end)
      return fmt::format("tensor {} overlaps another", in_backticks(tensor.name));
    if (tensor.begin > end)
      return fmt::format("a hole of {} bytes stands before tensor {}", tensor.begin - end,
                         in_backticks(tensor.name));
    end = tensor.begin + tensor.bytes;
  }
  if (end > available)
    return fmt::format("the tensors take {} bytes, and the file has {} for them: it is cut off",
                       end, available);
  if (end < available)
    return fmt::format("{} bytes of the file belong to no tensor", available - end);
  return "";
}

}  // namespace

WeightsHeader read_safetensors(std::string_view front, std::uint64_t size) {
  if (size < prefix) return invalid("the file is shorter than 8 bytes");
  if (front.size() < prefix)
    return { .status = HeaderStatus::needs_more, .problem = {}, .needed = prefix };
  const std::uint64_t length = length_of(front);
  if (length > longest_safetensors_header)
    return invalid(fmt::format("the header would have {} bytes; the format allows {}", length,
                               longest_safetensors_header));
  if (length > size - prefix)
    return invalid(
      fmt::format("the header would have {} bytes, and the file has only {}", length, size));
  if (front.size() < prefix + length)
    return { .status = HeaderStatus::needs_more, .problem = {}, .needed = prefix + length };
  const std::string_view text = front.substr(prefix, static_cast<std::size_t>(length));
  if (!text.starts_with('{')) return invalid("the header does not start with `{`");

  HeaderEvents events;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &events))
    return invalid(events.problem().empty() ? "the header is no JSON" : events.problem());
  WeightsHeader header = std::move(events).take();
  header.problem = layout_problem(header.tensors, size - prefix - length);
  if (!header.problem.empty()) return invalid(header.problem);
  header.status = HeaderStatus::complete;
  return header;
}

}  // namespace reallyopen
