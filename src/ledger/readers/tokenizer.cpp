// Files of a tokenizer beside the model: how many tokens it has, those that were added with them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bytes/protocol_buffer.h"
#include "ledger/readers.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array tokenizer_quantities = std::to_array<std::string_view>({ "tokenizer_size" });

// A larger one costs more to read than the whole check.
constexpr std::size_t longest_tokenizer = 4u << 20;

// `tokenizer.json` (`model.vocab`, a mapping or a list; `added_tokens[].id`), `vocab.json` (a
// mapping): one more than the largest number of a token.
class TokenEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TokenEvents(bool is_vocabulary) : in_vocabulary_(is_vocabulary ? 1 : 0) {}

  std::uint64_t tokens() const { return std::max(tokens_, listed_); }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool number_unsigned(number_unsigned_t value) override {
    const bool is_token = depth_ == in_vocabulary_;
    const bool is_added = depth_ == 3 && section_ == "added_tokens" && key_ == "id";
    if (is_token || is_added) tokens_ = std::max<std::uint64_t>(tokens_, value + 1);
    return true;
  }
  bool key(string_t& value) override {
    if (depth_ == 1) section_ = value;
    if (depth_ <= 3) key_ = value;
    return true;
  }
  bool start_object(std::size_t) override {
    enter();
    return true;
  }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override {
    if (in_list_ && depth_ == 3) ++listed_;  // `[piece, score]`
    enter();
    if (depth_ == in_vocabulary_) in_list_ = true;
    return true;
  }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    tokens_ = listed_ = 0;
    return false;
  }

 private:
  void enter() {
    ++depth_;
    if (depth_ == 3 && section_ == "model" && key_ == "vocab") in_vocabulary_ = 3;
  }
  bool leave() {
    if (depth_ == in_vocabulary_ && depth_ == 3) in_vocabulary_ = -1, in_list_ = false;
    --depth_;
    return true;
  }

  int depth_ = 0;
  int in_vocabulary_ = 0;  // the depth of the mapping of tokens to numbers
  bool in_list_ = false;
  std::string section_;
  std::string key_;
  std::uint64_t tokens_ = 0;
  std::uint64_t listed_ = 0;
};

std::uint64_t tokens_of_json(std::string_view text, bool is_vocabulary) {
  TokenEvents events(is_vocabulary);
  return nlohmann::json::sax_parse(text.begin(), text.end(), &events) ? events.tokens() : 0;
}

// A token a line; the last may end without a break.
std::uint64_t tokens_of_lines(std::string_view text) {
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
  return lines + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

// SentencePiece's protocol buffer: field 1 is a piece, again and again (sentencepiece_model.proto).
// 0 where it is none.
std::uint64_t tokens_of_sentencepiece(std::string_view bytes) {
  ProtocolBuffer model(bytes);
  std::uint64_t pieces = 0;
  while (const auto field = model.next()) pieces += field->number == 1;
  return model.is_valid() ? pieces : 0;
}

std::uint64_t tokens_of(std::string_view name, std::string_view content) {
  if (name == "vocab.txt") return tokens_of_lines(content);
  if (name == "vocab.json" || name == "tokenizer.json")
    return tokens_of_json(content, name == "vocab.json");
  return tokens_of_sentencepiece(content);
}

}  // namespace

constinit const Reader tokenizer_reader = {
  .id = "tokenizer",
  .source = SourceKind::tokenizer,
  .quantities = tokenizer_quantities,
  .takes =
    [](std::string_view name, std::string_view) {
  return is_one_of(name, { "tokenizer.json", "vocab.json", "vocab.txt", "tokenizer.model",
                           "spiece.model", "sentencepiece.bpe.model" });
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files) {
    if (out.snapshot().lfs_pointer(file.entry)) continue;
    const ReadResult read = out.snapshot().read(file.entry, longest_tokenizer);
    if (read.status != ReadStatus::complete) continue;
    const std::string name = lower(name_of(file.entry.path));
    if (const std::uint64_t tokens = tokens_of(name, read.bytes); tokens > 0)
      out.add("tokenizer_size", scalar(fmt::format("{}", tokens)),
              { .path = file.entry.path, .line_text = "" }, file.folder);
  }
  },
  };

}  // namespace reallyopen
