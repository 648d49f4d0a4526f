# Run by cpack before it packs: Debian compresses changelogs and manual pages.
file(GLOB_RECURSE documents ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/changelog
     ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/reallyopen.1)
foreach(document IN LISTS documents)
  execute_process(COMMAND gzip -9nf ${document} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
