# Writes OUTPUT: one ctest test for each test case of PROGRAM.
#
# The discovery that Catch2 2 brings reads the names as a CMake list: a `[` or `;` in one name swallows
# the tests after it, and the run stays green. Here names are text, and a name that matches nothing fails.
execute_process(COMMAND ${PROGRAM} ${LIST} OUTPUT_VARIABLE names RESULT_VARIABLE result)
if(names STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} lists no tests (${result})")
endif()

set(tests "")
while(NOT names STREQUAL "")
  string(FIND "${names}" "\n" end)
  string(SUBSTRING "${names}" 0 ${end} name)
  math(EXPR next "${end} + 1")
  string(SUBSTRING "${names}" ${next} -1 names)
  if(name STREQUAL "")
    continue()
  endif()
  # What has a meaning in a test specification of Catch2.
  string(REGEX REPLACE "([][,\\\\\"])" "\\\\\\1" pattern "${name}")
  string(APPEND tests
    "add_test([===[${name}]===] [===[${PROGRAM}]===] [===[${pattern}]===] ${ARGUMENTS})\n"
    "set_tests_properties([===[${name}]===] PROPERTIES TIMEOUT 300)\n")
endwhile()
file(WRITE ${OUTPUT} "${tests}")
