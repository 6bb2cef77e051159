/*
 * Writing through a sink, and the sink that is a growing block of memory. A sink is a function and its context: writers of
 * every format end here, and know neither files nor memory. O(length) amortised.
 *
 * The status of a write is the sink's own and is passed on; nothing is buffered here, so a writer that has returned ENT_OK has
 * handed everything over.
 */
#include "base_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_status ent__write(const ent_sink *sink, ent_error *error, const char *bytes, size_t length) {
    return length ? sink->write(sink->context, bytes, length, error) : ENT_OK;
}

ent_status ent__puts(const ent_sink *sink, ent_error *error, const char *text) {
    return ent__write(sink, error, text, strlen(text));
}

/* Lines fit the block on the stack nearly always; the rest is formatted twice. Never for doubles: the locale would be in
 * them (numbers.c). */
ent_status ent__printf(const ent_sink *sink, ent_error *error, const char *format, ...) {
    char small[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return ent__fail(error, ENT_EINTERNAL, "text could not be formatted");
    }
    if ((size_t)length < sizeof small) {
        return ent__write(sink, error, small, (size_t)length);
    }
    char *large = malloc((size_t)length + 1);
    if (!large) {
        return ent__fail_memory(error);
    }
    va_start(arguments, format);
    vsnprintf(large, (size_t)length + 1, format, arguments);
    va_end(arguments);
    ent_status status = ent__write(sink, error, large, (size_t)length);
    free(large);
    return status;
}

struct ent_buffer {
    char *bytes; /* always NUL-terminated once anything is written */
    size_t size, capacity;
};

ent_status ent_buffer_new(ent_buffer **buffer, ent_error *error) {
    *buffer = ent__calloc(1, sizeof **buffer);
    return *buffer ? ENT_OK : ent__fail_memory(error);
}

void ent_buffer_free(ent_buffer *buffer) {
    if (buffer) {
        free(buffer->bytes);
        free(buffer);
    }
}

/* One byte more for the NUL, which is not counted in the size. */
static ent_status buffer_write(void *context, const char *bytes, size_t length, ent_error *error) {
    ent_buffer *buffer = context;
    if (length > SIZE_MAX - buffer->size - 1 ||
        !ENT__RESERVE(buffer->bytes, buffer->capacity, buffer->size + length + 1)) {
        return ent__fail_memory(error);
    }
    memcpy(buffer->bytes + buffer->size, bytes, length);
    buffer->size += length;
    buffer->bytes[buffer->size] = '\0';
    return ENT_OK;
}

ent_sink ent_buffer_sink(ent_buffer *buffer) {
    return (ent_sink){buffer_write, buffer};
}

const char *ent_buffer_data(const ent_buffer *buffer) {
    return buffer->bytes ? buffer->bytes : "";
}

size_t ent_buffer_size(const ent_buffer *buffer) {
    return buffer->size;
}
