// Scripts that have a model trained out of sight.
#pragma once

#include <vector>

#include "script/python_statements.h"
#include "script/stub.h"

namespace reallyopen {

// Of a script that is to train: whether it only asks a service to, by a request or a provider's
// client, and imports nothing that could train itself: modules of its own repository, and all
// libraries that are not of requests, may.
Stub find_remote_training(const std::vector<PythonStatement>& statements);

}  // namespace reallyopen
