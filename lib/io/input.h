/*
 * Reading a whole file into memory. Private.
 */
#ifndef ENT_INPUT_H
#define ENT_INPUT_H

#include "../base/base_internal.h"

/* The bytes of a file of at most `limit` bytes; malloc'ed, free() them. Works on pipes too. ENT_EIO with the path and the
 * reason, ENT_ELIMIT above the limit. */
ent_status ent__file_read(char **bytes, size_t *length, const char *path, size_t limit, ent_error *error);

#endif
