/*
 * Where an answer goes, and in which form.
 */
#include "answer.h"
#include "complain.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static ent_status write_stdout(void *context, const char *bytes, size_t length, ent_error *error) {
    (void)context, (void)error;
    fwrite(bytes, 1, length, stdout); /* a failure is seen when standard output is closed */
    return ENT_OK;
}

static void output_stdout(cli_output *output) {
    *output = (cli_output){.sink = {write_stdout, NULL}};
}

void output_open(cli_output *output, const cli_arguments *arguments) {
    ent_error error;
    output_stdout(output);
    output->path = argument(arguments, "output");
    if (!output->path || strcmp(output->path, "-") == 0) {
        output->path = NULL;
        return;
    }
    if (ent_file_create(&output->file, output->path, &error) != ENT_OK) {
        fail_error(output->path, &error);
    }
    output->sink = ent_file_sink(output->file);
}

void output_close(cli_output *output, ent_status status, const ent_error *error) {
    ent_error late;
    if (status == ENT_OK && output->file) {
        status = ent_file_commit(output->file, &late);
        error = &late;
    }
    ent_file_free(output->file);
    if (status != ENT_OK) {
        fail_error(output->path, error);
    }
}

/* Columns of the terminal that standard output is; 0 if it is none. */
static size_t terminal_width(void) {
    struct winsize size;
    if (!isatty(STDOUT_FILENO)) {
        return 0;
    }
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* https://no-color.org: not if NO_COLOR is set and not empty. */
static bool wants_colour(void) {
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(refused && *refused) && !(terminal && strcmp(terminal, "dumb") == 0);
}

static ent_status write_sections(const cli_output *output, const cli_section *sections, size_t count,
                                 ent_error *error) {
    size_t width = output->path ? 0 : terminal_width();
    bool is_coloured = width > 0 && wants_colour();
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        status = i > 0 ? output->sink.write(output->sink.context, "\n", 1, error) : ENT_OK;
        if (status == ENT_OK) {
            status = table_write(&output->sink, &sections[i], is_coloured, width, error);
        }
    }
    return status;
}

/* Writes the answer to an open output, which it closes, and frees it. */
static void write_answer(cli_output *output, const cli_arguments *arguments, cJSON *answer, const cli_section *sections,
                         size_t section_count, const cli_section *flat) {
    const char *format = argument(arguments, "format");
    ent_error error;
    ent_status status;
    if (format && strcmp(format, "json") == 0) {
        status = json_write(&output->sink, answer, &error);
    } else if (format && strcmp(format, "tsv") == 0) {
        status = tsv_write(&output->sink, flat, &error);
    } else {
        status = write_sections(output, sections, section_count, &error);
    }
    output_close(output, status, &error);
    for (size_t i = 0; i < section_count; i++) {
        free(sections[i].title);
    }
    cJSON_Delete(answer);
}

void answer_write(const cli_arguments *arguments, cJSON *answer, const cli_section *sections, size_t section_count,
                  const cli_section *flat) {
    cli_output output;
    output_open(&output, arguments);
    write_answer(&output, arguments, answer, sections, section_count, flat);
}

void answer_print(const cli_arguments *arguments, cJSON *answer, const cli_section *sections, size_t section_count,
                  const cli_section *flat) {
    cli_output output;
    output_stdout(&output);
    write_answer(&output, arguments, answer, sections, section_count, flat);
}

char *format_text(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = allocate((size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}
