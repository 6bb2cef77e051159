/*
 * Files and folders as files: what lies in a folder and below it, in the order of names. Hidden files, and the lists of names
 * beside quadruples of numbers, are no files of events; links to folders are not followed.
 */
#include "event_paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Folders within folders. */
#define DEEPEST 32

static ent_status put(ent__path_list *list, const char *folder, const char *name, ent_error *error) {
    size_t room = strlen(folder) + strlen(name) + 2;
    bool needs_slash = *folder && folder[strlen(folder) - 1] != '/';
    char *path = ent__calloc(room, 1);
    if (!path || !ENT__RESERVE(list->paths, list->capacity, list->count + 1)) {
        free(path);
        return ent__fail_memory(error);
    }
    snprintf(path, room, "%s%s%s", folder, needs_slash ? "/" : "", name);
    list->paths[list->count++] = path;
    return ENT_OK;
}

static bool ends_in(const char *name, const char *ending) {
    size_t length = strlen(name), ending_length = strlen(ending);
    return length >= ending_length && strcmp(name + length - ending_length, ending) == 0;
}

static bool is_wanted(const char *name) {
    return *name != '.' && !ends_in(name, "entity2id.txt") && !ends_in(name, "relation2id.txt") &&
           !ends_in(name, "stat.txt");
}

static int compare(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* What lies in a folder, sorted. */
static ent_status list_folder(ent__path_list *list, const char *folder, ent_error *error) {
    DIR *open = opendir(folder);
    if (!open && errno == ENOMEM) {
        return ent__fail_memory(error);
    }
    if (!open) {
        return ent__fail(error, ENT_EIO, "cannot read the folder %.300s: error %d", folder, errno);
    }
    ent_status status = ENT_OK;
    for (struct dirent *entry = readdir(open); entry && status == ENT_OK; entry = readdir(open)) {
        status = is_wanted(entry->d_name) ? put(list, folder, entry->d_name, error) : ENT_OK;
    }
    closedir(open);
    if (list->count) {
        qsort(list->paths, list->count, sizeof *list->paths, compare);
    }
    return status;
}

static ent_status add_folder(ent__path_list *list, const char *folder, int depth, ent_error *error) {
    ent__path_list inside = {0};
    ent_status status =
        depth > DEEPEST ? ent__fail(error, ENT_ELIMIT, "%.300s: more than %d folders in one another", folder, DEEPEST)
                        : list_folder(&inside, folder, error);
    for (size_t i = 0; i < inside.count && status == ENT_OK; i++) {
        struct stat about;
        if (lstat(inside.paths[i], &about) == 0 && S_ISDIR(about.st_mode)) {
            status = add_folder(list, inside.paths[i], depth + 1, error);
        } else if (stat(inside.paths[i], &about) == 0 && S_ISREG(about.st_mode)) {
            status = put(list, "", inside.paths[i], error);
        }
    }
    ent__paths_free(&inside);
    return status;
}

ent_status ent__paths_expand(ent__path_list *list, const char *const *paths, size_t count, ent_error *error) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        struct stat about;
        size_t before = list->count;
        if (strcmp(paths[i], "-") == 0 || stat(paths[i], &about) != 0 || !S_ISDIR(about.st_mode)) {
            status = put(list, "", paths[i], error);
            continue;
        }
        status = add_folder(list, paths[i], 0, error);
        if (status == ENT_OK && list->count == before) {
            status = ent__fail(error, ENT_EINVAL, "no file lies in the folder %.300s", paths[i]);
        }
    }
    return status;
}

void ent__paths_free(ent__path_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->paths[i]);
    }
    free(list->paths);
    memset(list, 0, sizeof *list);
}
