// Whether declared scripts are the work they are declared as, and whether what they start is in the
// tree.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "wording/promise.h"

namespace reallyopen {

// A declared script (or folder of them) without the work.
struct ScriptStub {
  std::string field;
  std::string written;
  Place declared;
  Place place;       // in the file; of a folder without scripts the folder
  std::string what;  // "does nothing but raise `NotImplementedError`"
};

// A script or command that starts, imports or hands over something that is not in the tree.
struct MissingTarget {
  enum class Kind { script, module, configuration };
  Kind kind = Kind::script;
  std::string field;  // of the manifest
  Place place;        // where it is named: in the script, or in the manifest for a `command`
  Place declared;     // the manifest's line; the same place for a `command`
  bool by_command = false;
  std::string path;
  std::string nearest;  // a tracked path that may be meant
};

// A part of the release that a document says is still to come, and that the manifest declares as
// here.
struct OpenPromise {
  Place place;
  Promised object = Promised::code;
  std::string field;
  Place declared;
};

struct Scripts {
  std::vector<ScriptStub> stubs;
  std::vector<MissingTarget> missing;
  std::vector<OpenPromise> promises;
};

// Examines `scripts` and `code` wherever they stand, every `command`, and the README beside the
// manifest. Declared scripts without work, and launchers of what is not there, become `broken`.
Scripts examine_scripts(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
