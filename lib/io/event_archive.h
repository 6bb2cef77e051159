/*
 * Compressed files as the text that is in them. Private to io/.
 */
#ifndef ENT_EVENT_ARCHIVE_H
#define ENT_EVENT_ARCHIVE_H

#include "../base/base_internal.h"

typedef struct ent__archive ent__archive;

/* True if the first bytes of a file are those of gzip, zip, zstd, bzip2 or xz. */
bool ent__is_compressed(const char *bytes, size_t length);
/* Reads a compressed file of which the first `length` bytes are known and the rest comes from the descriptor, where it stands.
 * The members of a zip come one after the other, each with its last line ended. `path` is for messages and is borrowed. */
ent_status ent__archive_open(ent__archive **archive, int descriptor, const char *path, const char *bytes, size_t length,
                             ent_error *error);
/* The next `length` bytes of text, fewer only at the end. */
ent_status ent__archive_read(ent__archive *archive, char *bytes, size_t length, size_t *done, ent_error *error);
void ent__archive_close(ent__archive *archive);

#endif
