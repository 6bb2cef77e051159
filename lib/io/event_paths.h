/*
 * The files that paths of files and folders stand for. Private to io/.
 */
#ifndef ENT_EVENT_PATHS_H
#define ENT_EVENT_PATHS_H

#include "../base/base_internal.h"

/* Zero-initialise; free with ent__paths_free(). */
typedef struct ent__path_list {
    char **paths;
    size_t count, capacity;
} ent__path_list;

/* Appends the files; "-" stays as it is, and so does what cannot be looked at. */
ent_status ent__paths_expand(ent__path_list *list, const char *const *paths, size_t count, ent_error *error);
void ent__paths_free(ent__path_list *list);

#endif
