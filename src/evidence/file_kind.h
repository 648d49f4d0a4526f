// What a file plainly is, whatever it is declared as: by its name and by how it begins.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

enum class FileKind {
  unknown,  // may be anything
  manifest,
  license,
  readme,
  readme_of_training,  // that lists settings of it
  document,
  prose,  // sentences, in a file whose name promises a program
  text,   // sentences, in a file whose name promises no text, or nothing
  source,
  notebook,
  program,    // compiled or packed: byte code, libraries, wheels
  encrypted,  // nobody else can read it
  binary,     // no text, in a file whose name promises text
  package_list,
  json,
  model_configuration,
  tokenizer,
  weights,
  training_state,  // of an optimizer, a schedule, a trainer
  picture,
  table,
  settings,  // in a file whose name promises a program
};

// "a licence text", for a message.
std::string_view describe(FileKind kind);

FileKind kind_of_name(std::string_view path);

// `content` may be cut, or empty where it was not read: then only the name tells.
FileKind kind_of(std::string_view path, std::string_view content);

// What a field of the manifest asks for, where a file of this kind cannot be it: "a script"; ""
// where it may be.
std::string_view asked_instead(std::string_view field, FileKind kind);

}  // namespace reallyopen
