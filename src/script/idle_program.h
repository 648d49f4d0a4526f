// Programs that read, wait and print, and compute nothing.
#pragma once

#include <vector>

#include "script/python_statements.h"
#include "script/stub.h"

namespace reallyopen {

// Of a file that prints when it is run, where no statement does more than that. A call of anything
// that is not known to be idle is work, unless nothing is done with what it gives.
Stub find_idle_program(const std::vector<PythonStatement>& statements);

}  // namespace reallyopen
