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

/* Appends the files, and of a zip of several its members as "years.zip/2012.csv"; "-" stays as it is, and so does what cannot be looked at. */
ent_status ent__paths_expand(ent__path_list *list, const char *const *paths, size_t count, ent_error *error);
/* Appends a path, that of a file in a folder; "" is no folder. */
ent_status ent__paths_put(ent__path_list *list, const char *folder, const char *name, ent_error *error);
void ent__paths_sort(ent__path_list *list);
bool ent__ends_in(const char *name, const char *ending);
/* False for a path whose name says that it is no file of events: hidden, a list of names, words about the data. */
bool ent__may_be_events(const char *path);
void ent__paths_free(ent__path_list *list);

#endif
