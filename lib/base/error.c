/*
 * Filling an ent_error. Never allocates. Whatever a message quotes, it stays one line of UTF-8: what is no character or
 * moves the cursor becomes '?', and a message too long is cut between two characters, never inside one.
 */
#include "base_internal.h"

#include "text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The length without the bytes of a character that the end of the buffer cut in two. */
static size_t whole_characters(const char *message, size_t length) {
    size_t start = length;
    while (start > 0 && length - start < 3 && ((unsigned char)message[start - 1] & 0xC0u) == 0x80u) {
        start--;
    }
    unsigned char lead = start > 0 ? (unsigned char)message[start - 1] : 0;
    size_t wanted = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return length - start + 1 < wanted ? start - 1 : length;
}

/* Turns bytes that are no UTF-8 (a quoted text may be, or be cut inside a character) and control characters into '?'. */
static void make_plain(char *message) {
    size_t length = strlen(message), bad;
    for (size_t at = 0; !ent__utf8_valid(message + at, length - at, &bad); at += bad + 1) {
        message[at + bad] = '?';
    }
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)message[i] < 0x20 || message[i] == 0x7F) {
            message[i] = '?';
        }
    }
}

static void fill(ent_error *error, ent_status status, const char *format, va_list arguments) {
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    error->code = status;
    if (length < 0) {
        error->message[0] = '\0';
    } else if ((size_t)length >= sizeof error->message) {
        error->message[whole_characters(error->message, sizeof error->message - 1)] = '\0';
    }
    make_plain(error->message);
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
