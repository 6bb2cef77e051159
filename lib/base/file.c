/*
 * A file that appears whole or not at all: a temporary file beside its place, flushed to the disk, renamed over it.
 *
 * The rename is the only moment at which the place changes; a kill or a full disk before it leaves what was there.
 * Must never write to a file at the place itself, and never rename over what is no file: a device or a pipe is written
 * to directly.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes gathered before they go to the system. */
#define BLOCK 65536

struct ent_file {
    char *path; /* links followed */
    char *temporary; /* "": none, because the place is a device or a pipe, or because it was renamed */
    int descriptor; /* -1 once closed */
    bool failed; /* a write did; what is there is not whole */
    size_t used;
    char block[BLOCK];
};

/* ENT_EIO with the path and the system's reason. */
static ent_status fail(ent_error *error, const char *what, const char *path, int reason) {
    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0) {
        snprintf(text, sizeof text, "error %d", reason);
    }
    return ent__fail(error, ENT_EIO, "%s %.300s: %s", what, path, text);
}

/* Opens a temporary file that did not exist, named after the place and this process. */
static int open_temporary(const ent_file *file, size_t room) {
    for (unsigned attempt = 0; attempt < 1000; attempt++) {
        snprintf(file->temporary, room, "%s.%ld.%u.part", file->path, (long)getpid(), attempt);
        int descriptor = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) {
            return descriptor;
        }
    }
    errno = EEXIST;
    return -1;
}

/* Sets the path, a link to a file followed so that it stays a link, and makes room for the temporary name. */
static ent_status set_paths(ent_file *file, const char *path, bool is_file, size_t *room, ent_error *error) {
    file->path = is_file ? realpath(path, NULL) : strdup(path);
    if (!file->path) {
        return errno == ENOMEM ? ent__fail_memory(error) : fail(error, "cannot write", path, errno);
    }
    *room = strlen(file->path) + 40;
    file->temporary = ent__calloc(*room, 1);
    return file->temporary ? ENT_OK : ent__fail_memory(error);
}

static ent_status open_file(ent_file *file, const char *path, ent_error *error) {
    struct stat old;
    bool is_there = stat(path, &old) == 0, is_file = is_there && S_ISREG(old.st_mode);
    size_t room = 0;
    ent_status status = set_paths(file, path, is_file, &room, error);
    if (status != ENT_OK) {
        return status;
    }
    bool directly = is_there && !is_file;
    file->descriptor = directly ? open(path, O_WRONLY | O_CLOEXEC) : open_temporary(file, room);
    if (file->descriptor < 0) {
        status = fail(error, "cannot write", path, errno);
        file->temporary[0] = '\0';
        return status;
    }
    if (is_file) {
        /* The new file takes the place of the old one, and so its permissions; where it may not, it keeps its own. */
        (void)!fchmod(file->descriptor, old.st_mode & 07777);
    }
    return ENT_OK;
}

ent_status ent_file_create(ent_file **out, const char *path, ent_error *error) {
    *out = NULL;
    if (!path || !*path) {
        return ent__fail(error, ENT_EINVAL, "the path of a file to write is empty");
    }
    ent_file *file = ent__calloc(1, sizeof *file);
    if (!file) {
        return ent__fail_memory(error);
    }
    file->descriptor = -1;
    ent_status status = open_file(file, path, error);
    if (status != ENT_OK) {
        ent_file_free(file);
        return status;
    }
    *out = file;
    return ENT_OK;
}

static ent_status flush(ent_file *file, ent_error *error) {
    size_t done = 0;
    while (done < file->used) {
        ssize_t written = write(file->descriptor, file->block + done, file->used - done);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            file->failed = true;
            return fail(error, "cannot write", file->path, errno);
        }
        done += (size_t)written;
    }
    file->used = 0;
    return ENT_OK;
}

static ent_status file_write(void *context, const char *bytes, size_t length, ent_error *error) {
    ent_file *file = context;
    while (length > 0) {
        size_t piece = length < BLOCK - file->used ? length : BLOCK - file->used;
        memcpy(file->block + file->used, bytes, piece);
        file->used += piece;
        bytes += piece;
        length -= piece;
        if (file->used == BLOCK) {
            ent_status status = flush(file, error);
            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

ent_sink ent_file_sink(ent_file *file) {
    return (ent_sink){file_write, file};
}

/* Makes the rename itself durable; a file system that cannot sync a folder is no error. */
static void sync_folder(const char *path) {
    char *folder = ent__calloc(strlen(path) + 2, 1);
    if (!folder) {
        return;
    }
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    strcpy(slash ? slash + (slash == folder) : folder, slash ? "" : ".");
    int descriptor = open(folder, O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

ent_status ent_file_commit(ent_file *file, ent_error *error) {
    if (file->failed) {
        return ent__fail(error, ENT_EIO, "cannot write %.300s: a write before failed", file->path);
    }
    bool is_temporary = file->temporary[0] != '\0';
    ent_status status = flush(file, error);
    if (status != ENT_OK) {
        return status;
    }
    if (is_temporary && fsync(file->descriptor) != 0) {
        return fail(error, "cannot write", file->path, errno);
    }
    int closed = close(file->descriptor);
    file->descriptor = -1;
    if (closed != 0 || (is_temporary && rename(file->temporary, file->path) != 0)) {
        return fail(error, "cannot write", file->path, errno);
    }
    if (is_temporary) {
        file->temporary[0] = '\0';
        sync_folder(file->path);
    }
    return ENT_OK;
}

void ent_file_free(ent_file *file) {
    if (!file) {
        return;
    }
    if (file->descriptor >= 0) {
        close(file->descriptor);
    }
    if (file->temporary && file->temporary[0]) {
        unlink(file->temporary);
    }
    free(file->path);
    free(file->temporary);
    free(file);
}
