// What starts a training or an evaluation, with its requests to a scheduler: on how many machines
// and accelerators, for which tasks. Each script speaks of its own runs, so the scope is the
// script.
#include <algorithm>
#include <array>
#include <optional>

#include "ledger/readers.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_launch_script = 128u << 10;
constexpr std::size_t most_requests = 40;  // of a script

constexpr std::array launch_scripts_quantities = std::to_array<std::string_view>(
  { "nodes", "accelerators", "accelerators_per_node", "accelerator", "evaluation_task" });

struct OptionRow {
  std::string_view option;
  std::string_view quantity;
  std::string_view program;  // whose option it is alone; "" of several
};

// Of Slurm's `sbatch`.
constexpr OptionRow slurm_rows[] = {
  { "--nodes", "nodes", "" },
  { "-N", "nodes", "" },
  { "--gpus", "accelerators", "" },
  { "-G", "accelerators", "" },
  { "--gpus-per-node", "accelerators_per_node", "" },
  { "--gres", "accelerators_per_node", "" },
};

// Of launchers; DeepSpeed counts the accelerators of a machine, accelerate those of all.
constexpr OptionRow launcher_rows[] = {
  { "--nnodes", "nodes", "" },
  { "--nproc_per_node", "accelerators_per_node", "" },
  { "--nproc-per-node", "accelerators_per_node", "" },
  { "--num_nodes", "nodes", "deepspeed" },
  { "--num_gpus", "accelerators_per_node", "deepspeed" },
  { "--num_machines", "nodes", "accelerate launch" },
  { "--num_processes", "accelerators", "accelerate launch" },
};

// The word behind an option: `4` of `--nodes=4`, `-N 4`; "" where the option is not there.
std::string_view word_behind(std::string_view line, std::string_view option) {
  for (std::size_t at = line.find(option); at != std::string_view::npos;
       at = line.find(option, at + 1)) {
    const bool whole = at == 0 ||
                       std::string_view(" \t\"'").find(line[at - 1]) != std::string_view::npos;
    std::string_view rest = line.substr(at + option.size());
    if (!whole || rest.empty() || std::string_view("= \t").find(rest[0]) == std::string_view::npos)
      continue;
    rest.remove_prefix(std::min(rest.find_first_not_of("= \t"), rest.size()));
    return rest.substr(0, rest.find_first_of(" \t\r\"'\\;)"));
  }
  return "";
}

// A number of things that somebody has; of a range or a variable nothing is known.
bool is_count(std::string_view word) {
  constexpr std::size_t most_digits = 6;
  return !word.empty() && word.size() <= most_digits && word != "0" &&
         word.find_first_not_of("0123456789") == std::string_view::npos;
}

// `gpu:a100:4` of Slurm's generic resources, `a100:4`, `4`.
struct Request {
  std::string_view model;
  std::string_view count;
};

std::optional<Request> request_of(std::string_view option, std::string_view word) {
  if (option == "--gres") {
    if (!word.starts_with("gpu:")) return std::nullopt;
    word.remove_prefix(4);
  }
  word = word.substr(0, word.find_first_of(",("));
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) return Request{ .model = "", .count = word };
  return Request{ .model = word.substr(0, colon), .count = word.substr(colon + 1) };
}

// A script, line by line.
class LaunchReader {
 public:
  LaunchReader(const SourceFile& file, std::string_view text, FactWriter& out)
      : file_(file), text_(text), out_(out), scope_(file.folder) {
    append_to_path(scope_, name_of(file.entry.path));
  }

  void read() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string_view line = text_.substr(begin, end - begin);
      begin = end + 1;
      const std::string_view words = line.substr(
        std::min(line.find_first_not_of(" \t"), line.size()));
      if (line.starts_with("#SBATCH"))
        read_request(line);
      else
        read_command(line, words.starts_with('#'));
    }
  }

 private:
  void read_request(std::string_view line) {
    for (const OptionRow& row : slurm_rows) {
      const std::string_view word = word_behind(line, row.option);
      const auto request = request_of(row.option, word);
      if (!request || !is_count(request->count)) continue;
      add(row.quantity, request->count, false);
      if (row.quantity != "nodes" && !request->model.empty())
        add("accelerator", request->model, false);
    }
  }

  // What stands in a comment is no more than an example.
  void read_command(std::string_view line, bool comment) {
    look_for_programs(line);
    if (line.find("--") == std::string_view::npos) return;
    if (evaluates_) read_tasks(word_behind(line, "--tasks"), comment);
    for (const OptionRow& row : launcher_rows) {
      if (!row.program.empty() && row.program != program_) continue;
      if (const std::string_view word = word_behind(line, row.option); is_count(word))
        add(row.quantity, word, comment);
    }
    constexpr std::string_view alone = "--standalone";  // torchrun, on one machine
    if (const std::size_t at = line.find(alone); at != std::string_view::npos)
      add("nodes", scalar("1"), line.substr(at, alone.size()), comment);
  }

  // Whose options follow, on this line and those that it is continued on.
  void look_for_programs(std::string_view line) {
    const auto names = [&](std::string_view program) {
      return line.find(program) != std::string_view::npos;
    };
    if (!continued_) program_ = {};
    if (!continued_) evaluates_ = false;
    for (const std::string_view program : { "deepspeed", "accelerate launch" })
      if (names(program)) program_ = program;
    evaluates_ = evaluates_ || names("lm_eval") || names("lm-eval") || names("lighteval");
    continued_ = line.ends_with('\\') || line.ends_with("\\\r");
  }

  // `hellaswag,arc_easy`; what a variable holds is not known.
  void read_tasks(std::string_view list, bool comment) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(','), list.size());
      const std::string_view task = list.substr(0, end);
      if (!task.empty() && task.find_first_of("${[<") == std::string_view::npos)
        add("evaluation_task", task, comment);
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  void add(std::string_view quantity, std::string_view word, bool hint) {
    add(quantity, scalar(word), word, hint);
  }

  void add(std::string_view quantity, const Node& value, std::string_view found, bool hint) {
    if (++requests_ > most_requests) return;
    out_.add(quantity, value, FactWriter::place(file_, text_, found), scope_, hint);
  }

  const SourceFile& file_;
  std::string_view text_;
  FactWriter& out_;
  std::string scope_;
  std::string_view program_;  // that the line at hand belongs to
  bool evaluates_ = false;    // with a harness whose tasks have names that others know
  bool continued_ = false;    // onto the next line
  std::size_t requests_ = 0;
};

bool is_launch_script(std::string_view name) {
  for (const std::string_view ending : { ".sh", ".slurm", ".sbatch", ".bash" })
    if (name.ends_with(ending)) return true;
  return is_one_of(name, { "makefile", "dvc.yaml", "mlproject", "snakefile" });
}

}  // namespace

constinit const Reader launch_scripts_reader = {
  .id = "launch-scripts",
  .source = SourceKind::launch_script,
  .quantities = launch_scripts_quantities,
  .takes = [](std::string_view name, std::string_view) { return is_launch_script(name); },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files)
    LaunchReader(file, out.text(file, longest_launch_script), out).read();
  },
  .most_files = 2'000,  // small ones; a model has one for each of its runs
};

}  // namespace reallyopen
