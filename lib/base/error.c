/*
 * Filling an ent_error. Never allocates; a message too long is cut between two characters, never inside one.
 */
#include "base_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops the bytes of a character that the end of the buffer cut in two. */
static void trim_to_character(char *message, size_t length) {
    size_t start = length;
    while (start > 0 && ((unsigned char)message[start - 1] & 0xC0u) == 0x80u) {
        start--;
    }
    if (start == 0) {
        return;
    }
    unsigned char lead = (unsigned char)message[start - 1];
    size_t wanted = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (start - 1 + wanted != length) {
        message[start - 1] = '\0';
    }
}

static void fill(ent_error *error, ent_status status, const char *format, va_list arguments) {
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    error->code = status;
    if (length < 0) {
        error->message[0] = '\0';
    } else if ((size_t)length >= sizeof error->message) {
        trim_to_character(error->message, sizeof error->message - 1);
    }
}

ent_status ent__fail(ent_error *error, ent_status status, const char *format, ...) {
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        memset(error, 0, sizeof *error);
        fill(error, status, format, arguments);
        va_end(arguments);
    }
    return status;
}

ent_status ent__fail_at(ent_error *error, ent_status status, uint32_t line, uint32_t column, uint64_t offset,
                        const char *format, ...) {
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, format, arguments);
        error->line = line;
        error->column = column;
        error->offset = offset;
        va_end(arguments);
    }
    return status;
}

ent_status ent__fail_memory(ent_error *error) {
    return ent__fail(error, ENT_ENOMEM, "out of memory");
}
