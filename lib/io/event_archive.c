/*
 * Compressed files through libarchive, the only file that includes its header. Text comes out in order, a block at a time, as
 * fast as one thread unpacks; nothing is written to disk and a member's name is never used as a path.
 *
 * libarchive (3.6 and 3.7) ends the process where some of its own small allocations fail; nothing here can prevent that.
 */
#include "event_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK 65536u

struct ent__archive {
    struct archive *reader;
    const char *path;
    int descriptor;
    char *known; /* first bytes, given before those of the descriptor */
    size_t known_length;
    bool is_known_given, is_in_member, is_done;
    char last; /* byte of the member; 0: none yet */
    char chunk[CHUNK];
};

bool ent__is_compressed(const char *bytes, size_t length) {
    static const struct {
        const char *bytes;
        size_t length;
    } beginnings[] = {{"\x1F\x8B\x08", 3},
                      {"PK\x03\x04", 4},
                      {"\x28\xB5\x2F\xFD", 4},
                      {"BZh", 3},
                      {"\xFD"
                       "7zXZ",
                       5}};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (length >= beginnings[i].length && memcmp(bytes, beginnings[i].bytes, beginnings[i].length) == 0) {
            return true;
        }
    }
    return false;
}

static la_ssize_t give(struct archive *reader, void *context, const void **bytes) {
    ent__archive *archive = context;
    if (!archive->is_known_given) {
        archive->is_known_given = true;
        *bytes = archive->known;
        return (la_ssize_t)archive->known_length;
    }
    ssize_t count;
    do {
        count = read(archive->descriptor, archive->chunk, CHUNK);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        archive_set_error(reader, errno, "%s", strerror(errno));
    }
    *bytes = archive->chunk;
    return count;
}

static ent_status fail(const ent__archive *archive, ent_error *error) {
    const char *reason = archive_error_string(archive->reader);
    if (archive_errno(archive->reader) == ENOMEM) {
        return ent__fail_memory(error);
    }
    return ent__fail(error, ENT_EIO, "cannot read %.300s: %.200s", archive->path,
                     reason ? reason : "it ends too early, or is damaged");
}

ent_status ent__archive_open(ent__archive **out, int descriptor, const char *path, const char *bytes, size_t length,
                             ent_error *error) {
    *out = NULL;
    ent__archive *archive = ent__calloc(1, sizeof *archive);
    if (archive) {
        archive->known = ent__calloc(length, 1);
        archive->reader = archive_read_new();
    }
    if (!archive || !archive->known || !archive->reader) {
        ent__archive_close(archive);
        return ent__fail_memory(error);
    }
    memcpy(archive->known, bytes, length);
    archive->known_length = length;
    archive->descriptor = descriptor;
    archive->path = path;
    archive_read_support_filter_gzip(archive->reader);
    archive_read_support_filter_bzip2(archive->reader);
    archive_read_support_filter_xz(archive->reader);
    archive_read_support_filter_zstd(archive->reader);
    archive_read_support_format_zip_streamable(archive->reader);
    archive_read_support_format_raw(archive->reader);
    if (archive_read_open(archive->reader, archive, NULL, give, NULL) < ARCHIVE_WARN) {
        ent_status status = fail(archive, error);
        ent__archive_close(archive);
        return status;
    }
    *out = archive;
    return ENT_OK;
}

/* Goes to the next member that is a file; Finder's copies of attributes are none of the data. */
static ent_status next_member(ent__archive *archive, ent_error *error) {
    struct archive_entry *entry;
    for (;;) {
        int found = archive_read_next_header(archive->reader, &entry);
        if (found == ARCHIVE_EOF) {
            archive->is_done = true;
            return ENT_OK;
        }
        if (found < ARCHIVE_WARN) {
            return fail(archive, error);
        }
        const char *name = archive_entry_pathname(entry);
        size_t length = name ? strlen(name) : 0;
        bool is_folder = archive_entry_filetype(entry) == AE_IFDIR || (length && name[length - 1] == '/');
        if (!is_folder && (!name || strncmp(name, "__MACOSX/", 9) != 0)) {
            archive->is_in_member = true;
            return ENT_OK;
        }
    }
}

ent_status ent__archive_read(ent__archive *archive, char *bytes, size_t length, size_t *done, ent_error *error) {
    *done = 0;
    while (*done < length && !archive->is_done) {
        if (!archive->is_in_member) {
            ent_status status = next_member(archive, error);
            if (status != ENT_OK) {
                return status;
            }
            continue;
        }
        la_ssize_t count = archive_read_data(archive->reader, bytes + *done, length - *done);
        if (count < 0) {
            return fail(archive, error);
        }
        if (count > 0) {
            *done += (size_t)count;
            archive->last = bytes[*done - 1];
            continue;
        }
        archive->is_in_member = false;
        if (archive->last && archive->last != '\n' && archive->last != '\r') {
            bytes[(*done)++] = archive->last = '\n';
        }
    }
    return ENT_OK;
}

void ent__archive_close(ent__archive *archive) {
    if (archive) {
        archive_read_free(archive->reader);
        free(archive->known);
        free(archive);
    }
}
