#include "evidence/file_kind.h"

#include <algorithm>
#include <array>

#include "evidence/substance.h"
#include "license/recognise.h"
#include "repository/path.h"
#include "script/python_statements.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_license = 64u << 10;
constexpr std::size_t longest_prose = 64u << 10;
constexpr std::size_t told_by = 3u << 10;  // sentences stand at the beginning as well

struct NamedKind {
  FileKind kind;
  std::string_view names;    // whole, in lower case, between blanks
  std::string_view endings;  // of names
};

// The first row that knows the name decides.
constexpr std::array named_kinds = std::to_array<NamedKind>({
  { FileKind::manifest, "transparency.yaml", "" },
  { FileKind::unknown, "setup.py", "" },  // lists packages, and is source
  { FileKind::training_state,
    "optimizer.pt optimizer.bin scheduler.pt scheduler.bin scaler.pt rng_state.pth "
    "training_args.bin trainer_state.json",
    "" },
  { FileKind::model_configuration,
    "config.json generation_config.json model_index.json preprocessor_config.json "
    "adapter_config.json processor_config.json",
    "" },
  { FileKind::tokenizer,
    "tokenizer.json tokenizer_config.json special_tokens_map.json added_tokens.json vocab.json "
    "vocab.txt merges.txt tokenizer.model spiece.model sentencepiece.bpe.model",
    ".tiktoken" },
  { FileKind::package_list,
    "requirements.txt uv.lock poetry.lock pdm.lock pixi.lock pipfile pipfile.lock conda-lock.yml "
    "package-lock.json yarn.lock cargo.lock renv.lock pylock.toml flake.lock",
    "" },
  { FileKind::notebook, "", ".ipynb" },
  { FileKind::document, "", ".md .markdown .rst .pdf .docx .doc .odt .tex .pptx" },
  { FileKind::source, "makefile snakefile",
    ".py .pyx .sh .bash .zsh .slurm .sbatch .r .jl .c .cc .cpp .cxx .cu .h .hpp .rs .go .java "
    ".scala .kt .ts .lua .pl .rb .swift .smk" },
  { FileKind::program, "",
    ".pyc .pyo .pyd .so .dll .dylib .exe .o .a .class .jar .whl .egg .deb .rpm" },
  { FileKind::encrypted, "", ".gpg .pgp .age .enc .aes" },
  { FileKind::weights, "",
    ".safetensors .gguf .onnx .pt .pth .ckpt .h5 .hdf5 .keras .msgpack .tflite .nemo .pte "
    ".mlmodel .joblib .npz .bin .pkl .pb" },
  { FileKind::json, "", ".json" },
  { FileKind::picture, "", ".png .jpg .jpeg .gif .svg .webp .ico .bmp .mp4 .mov" },
  { FileKind::table, "", ".csv .tsv .jsonl .parquet .arrow .xlsx .xls .feather" },
});

bool is_word_of(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return !word.empty();
  }
  return false;
}

// `LICENSE`, `COPYING.txt`, `LICENSE-DATA`, `MIT_LICENSE`; not `license_plates.csv`. Stricter than
// license/file_name.h, which finds what may be one.
bool is_plain_license_name(std::string_view name) {
  std::string_view stem = name.substr(0, name.find('.'));
  if (stem.size() + 1 < name.size() &&
      !is_one_of(lower(name.substr(stem.size() + 1)), { "txt", "md", "rst", "mit", "apache" }))
    return false;
  if (is_one_of(lower(stem), { "license", "licence", "copying", "unlicense" })) return true;
  constexpr std::array marks = std::to_array<std::string_view>({ "LICENSE", "LICENCE" });
  return std::ranges::any_of(marks, [&](std::string_view mark) {
    return (stem.starts_with(mark) && is_one_of(stem.substr(mark.size(), 1), { "-", "_" })) ||
           stem.ends_with(mark);
  });
}

bool is_readme_name(std::string_view lower_name) {
  return lower_name == "readme" || lower_name.starts_with("readme.") ||
         lower_name.starts_with("readme_") || lower_name.starts_with("readme-");
}

// A card may list the hyperparameters, as trainers write it.
bool lists_settings(std::string_view content) {
  constexpr std::array words = std::to_array<std::string_view>(
    { "learning_rate", "learning rate", "batch_size", "batch size", "num_epochs", "epochs:" });
  const std::string text = lower(content.substr(0, longest_prose));
  return std::ranges::any_of(
    words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool starts_like_encrypted(std::string_view content) {
  constexpr std::array fronts = std::to_array<std::string_view>(
    { "\0GITCRYPT\0"sv, "age-encryption.org/", "-----BEGIN AGE ENCRYPTED", "-----BEGIN PGP MESSAGE",
      "$ANSIBLE_VAULT;", "Salted__" });
  return std::ranges::any_of(fronts,
                             [&](std::string_view front) { return content.starts_with(front); });
}

bool is_utf16(std::string_view content) {
  return content.starts_with("\xff\xfe") || content.starts_with("\xfe\xff");
}

// A grant at the beginning of a line: in a comment something stands before it.
bool may_hold_license(std::string_view content) {
  constexpr std::array marks = std::to_array<std::string_view>(
    { "Permission is hereby granted", "Apache License", "GNU GENERAL PUBLIC LICENSE",
      "GNU LESSER GENERAL PUBLIC LICENSE", "Redistribution and use in source", "Creative Commons",
      "BSD 3-Clause License", "MIT License", "Mozilla Public License" });
  return std::ranges::any_of(marks, [&](std::string_view mark) {
    const std::size_t at = content.substr(0, 2000).find(mark);
    if (at == std::string_view::npos) return false;
    const std::size_t line = content.rfind('\n', at) + 1;  // npos + 1 is the first
    return content.substr(line, at - line).find_first_not_of(" \t") == std::string_view::npos;
  });
}

// The whole file, not a section of it.
bool is_license_text(std::string_view content) {
  if (content.size() > longest_license || !may_hold_license(content)) return false;
  const Recognition found = recognise(content);
  if (found.kind != Recognition::Kind::texts) return false;
  const auto lines = std::ranges::count(content, '\n');
  return found.matches.front().first_line <= 12 && found.matches.back().last_line + 12 >= lines;
}

bool is_keyword(std::string_view word) {
  return is_one_of(word, { "and",    "as",   "assert", "async",  "await", "class",  "def",
                           "del",    "elif", "else",   "for",    "from",  "global", "if",
                           "import", "in",   "is",     "lambda", "match", "case",   "nonlocal",
                           "not",    "or",   "raise",  "return", "while", "with",   "yield",
                           "print",  "exec", "type",   "except", "cdef",  "cpdef",  "cimport" });
}

// No statement of Python has four names in a row.
bool has_words_in_a_row(std::string_view statement) {
  if (statement.starts_with('!') || statement.starts_with('%')) return false;  // of a notebook
  statement = statement.substr(0, statement.find_first_of("\"'"));
  int names = 0;
  std::size_t at = 0;
  while (at < statement.size()) {
    const std::size_t from = at;
    while (at < statement.size() && is_word_letter(statement[at])) ++at;
    const std::string_view word = statement.substr(from, at - from);
    if (!word.empty()) names = is_keyword(word) || is_digit(word[0]) ? 0 : names + 1;
    if (names == 4) return true;
    while (at < statement.size() && !is_word_letter(statement[at]))
      if (statement[at++] != ' ') names = 0;
  }
  return false;
}

bool is_python_prose(std::string_view content) {
  const auto statements = list_python_statements(content.substr(0, told_by));
  const auto sentences = std::ranges::count_if(
    statements, [](const PythonStatement& each) { return has_words_in_a_row(each.text); });
  return sentences > 0 && static_cast<std::size_t>(sentences) * 4 >= statements.size();
}

// `xgboost==3.2.0`, or `epochs: 8`, on every line.
FileKind kind_of_lines(std::string_view content) {
  std::size_t packages = 0;
  std::size_t settings = 0;
  const auto statements = list_python_statements(content.substr(0, told_by));
  for (const PythonStatement& statement : statements) {
    const std::string_view text = statement.text;
    std::size_t end = 0;
    while (end < text.size() && (is_word_letter(text[end]) || text[end] == '-' || text[end] == '.'))
      ++end;
    const std::string_view rest = text.substr(
      std::min(text.find_first_not_of(' ', end), text.size()));
    packages += end > 0 && rest.size() > 2 &&
                is_digit(rest[rest.find_first_not_of("=<>~! ") % rest.size()]) &&
                (rest.starts_with("==") || rest.starts_with(">=") || rest.starts_with("~="));
    settings += end > 0 && rest.starts_with(": ") && rest.find_first_of("=(") == rest.npos;
  }
  if (packages > 0 && packages == statements.size()) return FileKind::package_list;
  return settings > 1 && settings == statements.size() ? FileKind::settings : FileKind::unknown;
}

// A sentence or a page in place of weights, which are numbers where they are text at all.
bool is_text_without_numbers(std::string_view content) {
  if (content.empty() || content.size() > longest_prose || !is_valid_utf8(content)) return false;
  if (content.find_first_of("\0\x01\x02"sv) != std::string_view::npos) return false;
  if (content.starts_with("<?xml")) return false;  // OpenVINO, PMML
  int decimals = 0;
  int spaces_between_letters = 0;
  for (std::size_t i = 1; i + 1 < content.size(); ++i) {
    const char before = content[i - 1];
    const char after = content[i + 1];
    decimals += content[i] == '.' && is_digit(before) && is_digit(after);
    spaces_between_letters += content[i] == ' ' && is_ascii_letter(before) &&
                              is_ascii_letter(after);
  }
  return spaces_between_letters >= 3 && decimals < 3;
}

// A value on its own does nothing.
bool is_bare_json(std::string_view content) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = content.find_first_not_of(space);
  if (first == std::string_view::npos) return false;
  const char last = content[content.find_last_not_of(space)];
  return (content[first] == '{' && last == '}') || (content[first] == '[' && last == ']');
}

bool is_text_kind(FileKind kind) {
  return kind == FileKind::source || kind == FileKind::notebook || kind == FileKind::json;
}

}  // namespace

std::string_view describe(FileKind kind) {
  constexpr std::array words = std::to_array<std::string_view>({ "a file",
                                                                 "the manifest itself",
                                                                 "a licence text",
                                                                 "a README",
                                                                 "a README",
                                                                 "a document",
                                                                 "prose",
                                                                 "a text",
                                                                 "source code",
                                                                 "a notebook",
                                                                 "a compiled or packed program",
                                                                 "encrypted",
                                                                 "binary",
                                                                 "a list of packages",
                                                                 "a JSON file",
                                                                 "a configuration of a model",
                                                                 "a file of a tokenizer",
                                                                 "a file of weights",
                                                                 "a state of a training run",
                                                                 "a picture",
                                                                 "a table of data",
                                                                 "a list of settings" });
  return words[static_cast<std::size_t>(kind)];
}

FileKind kind_of_name(std::string_view path) {
  const std::string_view name = name_of(path);
  const std::string known = lower(name);
  if (is_plain_license_name(name)) return FileKind::license;
  if (is_readme_name(known)) return FileKind::readme;
  const std::size_t dot = known.rfind('.');
  const std::string_view ending = dot == std::string::npos || dot == 0
                                    ? std::string_view()
                                    : std::string_view(known).substr(dot);
  for (const NamedKind& row : named_kinds)
    if (is_word_of(row.names, known) || is_word_of(row.endings, ending)) return row.kind;
  const bool lists_packages = known.starts_with("requirements") && ending == ".txt";
  return lists_packages ? FileKind::package_list : FileKind::unknown;
}

FileKind kind_of(std::string_view path, std::string_view content) {
  const FileKind named = kind_of_name(path);
  if (content.empty()) return named;
  if (starts_like_encrypted(content)) return FileKind::encrypted;
  if (named == FileKind::readme && lists_settings(content)) return FileKind::readme_of_training;
  if (is_text_kind(named) && is_binary(content) && !is_utf16(content)) return FileKind::binary;
  if (is_license_text(content)) return FileKind::license;
  if (path.ends_with(".py") && is_bare_json(content)) return FileKind::json;
  if (path.ends_with(".py"))
    if (const FileKind kind = kind_of_lines(content); kind != FileKind::unknown) return kind;
  if (path.ends_with(".py") && is_python_prose(content)) return FileKind::prose;
  // What has a header is held against it.
  const bool has_header = path.ends_with(".safetensors") || path.ends_with(".gguf");
  const bool may_be_weights = !has_header &&
                              (named == FileKind::weights || named == FileKind::unknown);
  return may_be_weights && is_text_without_numbers(content) ? FileKind::text : named;
}

}  // namespace reallyopen
