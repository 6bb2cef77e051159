/*
 * Messages, suggestions and memory: see complain.h.
 */
#include "complain.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *format, va_list arguments) {
    fflush(stdout);
    fputs("entente: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    exit(EXIT_WRONG);
}

void fail_usage(const cli_command *command, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    fprintf(stderr, "Try 'entente %s%s--help'.\n", command ? command->name : "", command ? " " : "");
    exit(EXIT_WRONG);
}

void fail_error(const char *file, const ent_error *error) {
    if (file && error->line) {
        fail("%s:%u:%u: %s", file, error->line, error->column, error->message);
    }
    if (file && !strstr(error->message, file)) {
        fail("%s: %s", file, error->message);
    }
    fail("%s", error->message);
}

void expect_with(const cli_arguments *arguments, const char *option, const char *owner) {
    if (argument_setting(arguments, option) && !argument_setting(arguments, owner)) {
        fail_usage(arguments->command, "%s: --%s goes with --%s; give both or neither", arguments->command->name,
                   option, owner);
    }
}

int no_answer(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    return EXIT_NO_ANSWER;
}

/* Edits between two short words (Levenshtein 1966). */
static size_t distance(const char *a, const char *b) {
    enum { LONGEST = 40 };
    size_t row[LONGEST + 1], m = strnlen(a, LONGEST), n = strnlen(b, LONGEST);
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= m; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]), least = row[j] < row[j - 1] ? row[j] : row[j - 1];
            diagonal = row[j];
            row[j] = change < least + 1 ? change : least + 1;
        }
    }
    return row[n];
}

const char *nearest_word(const char *text, const char *const *words) {
    const char *nearest = NULL;
    size_t length = strlen(text), least = length / 3 + 2; /* about one mistake in three letters */
    for (; *words; words++) {
        bool begins = length >= 2 && strncmp(*words, text, length) == 0;
        size_t edits = begins ? 1 : distance(text, *words);
        if (edits < least && 2 * edits <= length) { /* half of a word in common says something, less does not */
            least = edits;
            nearest = *words;
        }
    }
    return nearest;
}

void *allocate(size_t count, size_t size) {
    void *block = calloc(count ? count : 1, size);
    if (!block) {
        fail("out of memory");
    }
    return block;
}

void *resize(void *block, size_t count, size_t size) {
    void *larger = count && size > SIZE_MAX / count ? NULL : realloc(block, count * size);
    if (!larger) {
        fail("out of memory");
    }
    return larger;
}

char *copy_text(const char *text, size_t length) {
    char *copy = allocate(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}
