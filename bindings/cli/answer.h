/*
 * An answer, in the form asked for: tables to read, one table of tabs, or JSON.
 *
 * A subcommand makes the answer as JSON; a table is a list of objects of it with the keys to show. So the three
 * forms say the same.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include "command.h"
#include "json.h"

/* How a column looks on a terminal. */
typedef enum cli_look { LOOK_PLAIN, LOOK_NAME, LOOK_WORD, LOOK_FAINT } cli_look;

/* A column: the key of its values, and its heading in a table (NULL: only in tsv). A list of them ends with one without a key. */
typedef struct cli_column {
    const char *key;
    const char *heading;
    cli_look look;
} cli_column;

/* A titled table: rows are a list of objects. */
typedef struct cli_section {
    char *title; /* NULL: none; freed with the answer */
    const cli_column *columns;
    const cJSON *rows;
} cli_section;

/* Writes the answer as --format and --output say, and frees it and the titles. Tables show the sections, tsv the columns and rows
 * of `flat`. */
void answer_write(const cli_arguments *arguments, cJSON *answer, const cli_section *sections, size_t section_count,
                  const cli_section *flat);

/* The same to standard output, where --output is for something else. */
void answer_print(const cli_arguments *arguments, cJSON *answer, const cli_section *sections, size_t section_count,
                  const cli_section *flat);

/* A sink to --output or standard output, with the file to commit (NULL: standard output). Ends the process on failure. */
typedef struct cli_output {
    const char *path; /* NULL: standard output */
    ent_file *file;
    ent_sink sink;
} cli_output;
void output_open(cli_output *output, const cli_arguments *arguments);
/* Ends what was written: with `status` other than ENT_OK, the file does not appear and the process ends with the message. */
void output_close(cli_output *output, ent_status status, const ent_error *error);

/* Tables into a sink. `width`: columns of the terminal, 0 if it is none. Each returns the sink's status. */
ent_status table_write(const ent_sink *sink, const cli_section *section, bool is_coloured, size_t width,
                       ent_error *error);
ent_status tsv_write(const ent_sink *sink, const cli_section *section, ent_error *error);

/* Text for a row or a title; free() it. */
char *format_text(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;

#endif
