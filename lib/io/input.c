/*
 * Reading a whole file: by blocks until its end, so that pipes and files that grow are read as well. O(length).
 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 16)

static ent_status fail(ent_error *error, const char *path, int reason) {
    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0) {
        snprintf(text, sizeof text, "error %d", reason);
    }
    return ent__fail(error, ENT_EIO, "cannot read %.300s: %s", path, text);
}

/* Reads until the end of the file; `bytes` is the caller's to free, whatever happens. */
static ent_status read_all(int descriptor, const char *path, size_t limit, char **bytes, size_t *length,
                           ent_error *error) {
    size_t capacity = 0;
    for (;;) {
        if (!ent__reserve((void **)bytes, &capacity, *length + BLOCK, 1)) {
            return ent__fail_memory(error);
        }
        ssize_t count = read(descriptor, *bytes + *length, capacity - *length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail(error, path, errno);
        }
        if (count == 0) {
            return ENT_OK;
        }
        *length += (size_t)count;
        if (*length > limit) {
            return ent__fail(error, ENT_ELIMIT, "cannot read %.300s: more than %zu bytes", path, limit);
        }
    }
}

ent_status ent__file_read(char **bytes, size_t *length, const char *path, size_t limit, ent_error *error) {
    *bytes = NULL;
    *length = 0;
    if (!path || !*path) {
        return ent__fail(error, ENT_EINVAL, "the path of a file to read is empty");
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(error, path, errno);
    }
    ent_status status = read_all(descriptor, path, limit, bytes, length, error);
    close(descriptor);
    if (status != ENT_OK) {
        free(*bytes);
        *bytes = NULL;
        *length = 0;
    }
    return status;
}
