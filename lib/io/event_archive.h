/*
 * Compressed files as the text that is in them. Private to io/.
 */
#ifndef ENT_EVENT_ARCHIVE_H
#define ENT_EVENT_ARCHIVE_H

#include "event_paths.h"

typedef struct ent__archive ent__archive;

/* True if the first bytes of a file are those of gzip, zip, zstd, bzip2 or xz. */
bool ent__is_compressed(const char *bytes, size_t length);
/* Reads a compressed file of which the first `length` bytes are known and the rest comes from the descriptor, where it stands.
 * The members of a zip come one after the other, each with its last line ended. `path` is for messages and is borrowed. */
ent_status ent__archive_open(ent__archive **archive, int descriptor, const char *path, const char *bytes, size_t length,
                             ent_error *error);
/*
 * Opens one member of a zip by a path that goes into it ("years.zip/2012.csv"), by the list of members at its end. ENT_ENOTFOUND
 * if the path is none of that sort, ENT_EIO if the zip has no such member. *size gets the bytes of the zip.
 */
ent_status ent__archive_open_member(ent__archive **archive, uint64_t *size, const char *path, ent_error *error);
/* Appends the paths of the members of a zip that may be files of events; nothing, if it is no zip, or if its members cannot be
 * told apart by their names. */
ent_status ent__archive_list(ent__path_list *list, const char *path, ent_error *error);
/* The path of the member whose name ends so, of several the one whose path begins most like `path`, which is that of a zip or
 * goes into one; NULL: none. free() it. */
ent_status ent__archive_find(char **member, const char *path, const char *ending, ent_error *error);
/* The next `length` bytes of text, fewer only at the end. */
ent_status ent__archive_read(ent__archive *archive, char *bytes, size_t length, size_t *done, ent_error *error);
void ent__archive_close(ent__archive *archive);

#endif
