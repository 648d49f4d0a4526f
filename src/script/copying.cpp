#include "script/copying.h"

#include <algorithm>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::string_view copies =
  "aria2c aws axel azcopy cp curl gcloud gsutil hf http huggingface-cli ln mc mv oras rclone rsync "
  "s3cmd scp sftp wget";

constexpr std::string_view prepares =
  ": [ [[ activate basename cat cd chmod conda date deactivate df dirname do done du echo else "
  "exit "
  "export false fi find gunzip gzip head ls md5sum mkdir module nvidia-smi pip popd printf pushd "
  "pwd "
  "read return rm rmdir set sha256sum shopt sleep source stat tail tar test then touch trap true "
  "umask unset unzip wait { }";

// Words before a command.
constexpr std::string_view before_commands = "! do else exec if nice nohup sudo then time while";

bool is_setting(std::string_view word) {
  const std::size_t sign = word.find('=');
  return sign != std::string_view::npos && sign > 0 &&
         std::ranges::all_of(word.substr(0, sign), is_word_letter);
}

std::string_view name_of_command(std::string_view command) {
  for (command = trimmed(command); !command.empty(); command = trimmed(command)) {
    const std::string_view word = take_until(command, ' ');
    if (!is_setting(word) && !is_among(word, before_commands)) return word;
  }
  return {};
}

enum class Doing { nothing, copying, more };

Doing done_in_line(std::string_view line) {
  if (line.find("$(") != line.npos || line.find('`') != line.npos || line.find("<<") != line.npos)
    return Doing::more;
  Doing doing = Doing::nothing;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find_first_of(";|&", begin), line.size());
    const std::string_view name = name_of_command(line.substr(begin, end - begin));
    const std::string_view program = name.substr(name.rfind('/') + 1);
    if (is_among(program, copies))
      doing = Doing::copying;
    else if (!program.empty() && !is_among(program, prepares))
      return Doing::more;
    begin = end + 1;
  }
  return doing;
}

}  // namespace

Stub find_copying(std::string_view shell) {
  Stub stub;
  bool continues = false;
  for (int number = 1; !shell.empty(); ++number) {
    std::string_view line = trimmed(take_until(shell, '\n'));
    const bool is_rest = continues;
    continues = line.ends_with('\\');
    // What follows a continued line are its arguments, where nothing parts commands.
    if (is_rest && line.find_first_of(";|&`$") == line.npos) continue;
    if (line.empty() || line.starts_with('#')) continue;
    if (is_rest) return {};
    if (continues) line.remove_suffix(1);
    const Doing doing = done_in_line(line);
    if (doing == Doing::more) return {};
    if (doing == Doing::copying && !stub)
      stub = { number, "only copies and fetches files: it starts no training" };
  }
  return stub;
}

}  // namespace reallyopen
