/*
 * Compressed files through libarchive, the only file that includes its header. Text comes out in order, a block at a time, as
 * fast as one thread unpacks; nothing is written to disk and a member's name is never used as a path of the system.
 *
 * The members of a zip file are files of their own, found by the list at its end without reading what lies before; those of a
 * zip that comes through a pipe are one text.
 *
 * libarchive (3.6 and 3.7) ends the process where some of its own small allocations fail; nothing here can prevent that.
 */
#include "event_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536u

struct ent__archive {
    struct archive *reader;
    const char *path;
    char *zip; /* whose members are files of their own; NULL: none */
    int descriptor; /* -1: libarchive opened the file itself */
    char *known; /* first bytes, given before those of the descriptor */
    size_t known_length;
    bool is_known_given, is_in_member, is_done;
    bool is_single; /* only the member at hand is wanted */
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

/* Whether a member may be a file of events; one without a name that can be read may. */
static bool is_wanted(struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    size_t length = name ? strlen(name) : 0;
    bool is_folder = archive_entry_filetype(entry) == AE_IFDIR || (length && name[length - 1] == '/');
    return !is_folder && (!name || ent__may_be_events(name));
}

/* Goes to the next member that may be a file of events. */
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
        if (archive_format(archive->reader) != ARCHIVE_FORMAT_ZIP || is_wanted(entry)) {
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
        archive->is_done = archive->is_single;
        if (!archive->is_single && archive->last && archive->last != '\n' && archive->last != '\r') {
            bytes[(*done)++] = archive->last = '\n';
        }
    }
    return ENT_OK;
}

/* ---- Members of a zip file ---------------------------------------------------------------------------------------- */

static bool is_zip(const char *path) {
    char magic[4];
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool is = descriptor >= 0 && read(descriptor, magic, sizeof magic) == sizeof magic &&
              memcmp(magic, "PK\x03\x04", sizeof magic) == 0;
    if (descriptor >= 0) {
        close(descriptor);
    }
    return is;
}

/* Cuts a path to the zip that it is or goes into; "" if to none. */
static void cut_to_zip(char *path, uint64_t *size) {
    struct stat about;
    while (*path && stat(path, &about) != 0) {
        char *slash = strrchr(path, '/');
        *(slash ? slash : path) = '\0';
    }
    bool found = *path && S_ISREG(about.st_mode) && is_zip(path);
    *size = found ? (uint64_t)about.st_size : 0;
    *path = found ? *path : '\0';
}

/* Opens the zip that a path is or goes into, ahead of its first member; for other paths nothing of libarchive is called. Whatever
 * happens, *out is to be closed. */
static ent_status open_zip(ent__archive **out, uint64_t *size, const char *path, ent_error *error) {
    ent__archive *archive = ent__calloc(1, sizeof *archive);
    *out = archive;
    if (!archive || !(archive->zip = ent__calloc(strlen(path) + 1, 1))) {
        return ent__fail_memory(error);
    }
    memcpy(archive->zip, path, strlen(path));
    cut_to_zip(archive->zip, size);
    if (!*archive->zip) {
        return ent__fail(error, ENT_ENOTFOUND, "%.300s is no zip", path);
    }
    archive->path = path;
    archive->descriptor = -1;
    archive->is_single = true;
    archive->reader = archive_read_new();
    if (!archive->reader) {
        return ent__fail_memory(error);
    }
    archive_read_support_format_zip_seekable(archive->reader);
    int opened = archive_read_open_filename(archive->reader, archive->zip, CHUNK);
    return opened < ARCHIVE_WARN ? fail(archive, error) : ENT_OK;
}

/* The next member of an open zip; *entry is NULL behind the last. */
static ent_status next_entry(struct archive_entry **entry, const ent__archive *archive, ent_error *error) {
    int found = archive_read_next_header(archive->reader, entry);
    if (found == ARCHIVE_EOF) {
        *entry = NULL;
    }
    return found == ARCHIVE_EOF || found >= ARCHIVE_WARN ? ENT_OK : fail(archive, error);
}

ent_status ent__archive_open_member(ent__archive **out, uint64_t *size, const char *path, ent_error *error) {
    ent__archive *archive = NULL;
    struct archive_entry *entry;
    ent_status status = open_zip(&archive, size, path, error);
    while (status == ENT_OK && !archive->is_in_member) {
        const char *member = path + strlen(archive->zip);
        status = next_entry(&entry, archive, error);
        if (status == ENT_OK && !entry) {
            status = ent__fail(error, ENT_EIO, "cannot read %.300s: the zip has no such member", path);
        } else if (status == ENT_OK) {
            const char *name = archive_entry_pathname(entry);
            archive->is_in_member = name && *member == '/' && strcmp(name, member + 1) == 0;
        }
    }
    if (status != ENT_OK) {
        ent__archive_close(archive);
        archive = NULL;
    }
    *out = archive;
    return status;
}

/* Appends the paths of all members, or only of those that may be files of events. */
static ent_status list_members(ent__path_list *list, const char *path, bool are_events, ent_error *error) {
    ent__archive *archive = NULL;
    struct archive_entry *entry = NULL;
    uint64_t size;
    ent_status status = open_zip(&archive, &size, path, error);
    while (status == ENT_OK) {
        status = next_entry(&entry, archive, error);
        if (status != ENT_OK || !entry) {
            break;
        }
        const char *name = archive_entry_pathname(entry);
        if (!name) {
            status = ent__fail(error, ENT_EFORMAT, "%.300s has a member without a name", path);
        } else if (!are_events || is_wanted(entry)) {
            status = ent__paths_put(list, archive->zip, name, error);
        }
    }
    ent__archive_close(archive);
    return status;
}

ent_status ent__archive_list(ent__path_list *list, const char *path, ent_error *error) {
    ent__path_list members = {0};
    ent_error why;
    ent_status status = list_members(&members, path, true, &why);
    bool is_clear = status == ENT_OK;
    ent__paths_sort(&members);
    for (size_t i = 1; i < members.count && is_clear; i++) {
        is_clear = strcmp(members.paths[i - 1], members.paths[i]) != 0;
    }
    status = status == ENT_ENOMEM ? ent__fail_memory(error) : ENT_OK;
    for (size_t i = 0; i < members.count && is_clear && status == ENT_OK; i++) {
        status = ent__paths_put(list, "", members.paths[i], error);
    }
    ent__paths_free(&members);
    return status;
}

ent_status ent__archive_find(char **member, const char *path, const char *ending, ent_error *error) {
    ent__path_list members = {0};
    ent_error why;
    ent_status status = list_members(&members, path, false, &why);
    size_t best = 0;
    *member = NULL;
    for (size_t i = 0; i < members.count && status == ENT_OK; i++) {
        size_t common = 1;
        while (path[common - 1] && path[common - 1] == members.paths[i][common - 1]) {
            common++;
        }
        if (ent__ends_in(members.paths[i], ending) && common > best) {
            char *found = members.paths[i];
            members.paths[i] = *member; /* what is not wanted any more is freed with the list */
            *member = found;
            best = common;
        }
    }
    ent__paths_free(&members);
    return status == ENT_ENOMEM ? ent__fail_memory(error) : ENT_OK;
}

void ent__archive_close(ent__archive *archive) {
    if (archive) {
        archive_read_free(archive->reader);
        free(archive->known);
        free(archive->zip);
        free(archive);
    }
}
