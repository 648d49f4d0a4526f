// `reallyopen schema`: the JSON Schema of a file format.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"
#include "embedded/files.h"

namespace reallyopen {

constinit const Command schema_command = {
  .id = "schema",
  .title = "The JSON Schema of a file format, for editors and validators",
  .define = [](CLI::App& parser) -> Run {
    auto schema = std::make_shared<std::string>("transparency");
    parser.add_option("NAME", *schema, "transparency, policy, claim, report or facts")
      ->type_name("")
      ->check(CLI::IsMember({ "transparency", "policy", "claim", "report", "facts" }))
      ->capture_default_str();
    return [schema](const Console& console) {
      console.out << embedded_file(*schema + ".schema.json");
      return 0;
    };
  },
};

}  // namespace reallyopen
