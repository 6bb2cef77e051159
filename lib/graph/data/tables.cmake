# Writes each table of this folder as rows of C, ROW(...) a line, into ${folder}: the library is built from the tables
# without a language of its own for it, and opens no file. Run when CMake configures; a table that changed runs it again.
#
# entente_table(name column...): what each column becomes
#     text    "..." or NULL if it is empty
#     number  as it stands, NAN if it is empty
#     word    as it stands: a part of an identifier
#     key     a code of digits as a number with a 1 before it, so that 01, 1 and 010 differ
#     since   DAY(year, month, day), or ALWAYS if it is empty
#     until   the same, or FOREVER
function(entente_table name)
  set(table ${PROJECT_SOURCE_DIR}/lib/graph/data/${name}.tsv)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${table})
  file(STRINGS ${table} lines ENCODING UTF-8)
  list(REMOVE_AT lines 0)
  set(rows "")
  foreach(line IN LISTS lines)
    string(REPLACE "\"" "\\\"" line "${line}")
    string(REPLACE "\t" ";" fields "${line}")
    set(row "")
    foreach(field sort IN ZIP_LISTS fields ARGN)
      if(sort STREQUAL "text")
        string(APPEND row ", \"${field}\"")
      elseif(sort STREQUAL "key")
        string(APPEND row ", 1${field}, \"${field}\"")
      elseif(sort MATCHES "^(since|until)$" AND field MATCHES "^([0-9]+)-0?([0-9]+)-0?([0-9]+)$")
        string(APPEND row ", DAY(${CMAKE_MATCH_1}, ${CMAKE_MATCH_2}, ${CMAKE_MATCH_3})")
      elseif(sort STREQUAL "since")
        string(APPEND row ", ALWAYS")
      elseif(sort STREQUAL "until")
        string(APPEND row ", FOREVER")
      elseif(field STREQUAL "")
        string(APPEND row ", NAN")
      else()
        string(APPEND row ", ${field}")
      endif()
    endforeach()
    string(REPLACE ", \"\"" ", NULL" row "${row}")
    string(REGEX REPLACE "^, " "" row "${row}")
    string(APPEND rows "ROW(${row})\n")
  endforeach()
  file(CONFIGURE OUTPUT tables/${name}.inc CONTENT "${rows}" @ONLY)
endfunction()

entente_table(cameo key text text number number number number text text text text)
entente_table(plover text text number number text)
entente_table(plover-contexts text)
entente_table(cameo-actors text word text text)
entente_table(states text text text text text text text text text text text number text)
entente_table(state-spells text since until)
entente_table(state-codes text text text since until)
entente_table(state-names text text text word since until)
