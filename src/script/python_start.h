// Which calls of Python load a published model, by the libraries that do.
#pragma once

#include <string>
#include <string_view>

#include "script/python_call.h"
#include "script/python_values.h"

namespace reallyopen {

struct PythonStart {
  std::string id;  // `owner/name`, a name that the library knows, or an address; "" none
  bool is_default = false;
  bool if_trained = false;  // loaded as often to be used: a start where it is trained on
};

// A call that returns a model with published weights.
PythonStart find_start(const PythonCall& call, const PythonValues& values);

// A call that fetches a file or folder: what is fetched.
PythonStart find_fetch(const PythonCall& call, const PythonValues& values);

// A call that gives a model the weights of a file that it is handed.
bool fills_model(const PythonCall& call);
// A call that reads such a file: `torch.load(path)`.
bool reads_weights(const PythonCall& call);

}  // namespace reallyopen
