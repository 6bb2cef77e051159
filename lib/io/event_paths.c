/*
 * Files, folders and zips as files: what lies in a folder and below it, or in a zip, in the order of names. Hidden files, the
 * lists of names beside quadruples of numbers, and words about the data are no files of events; links to folders are not
 * followed.
 */
#include "event_archive.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Folders within folders. */
#define DEEPEST 32

ent_status ent__paths_put(ent__path_list *list, const char *folder, const char *name, ent_error *error) {
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

bool ent__ends_in(const char *name, const char *ending) {
    size_t length = strlen(name), ending_length = strlen(ending);
    return length >= ending_length && strcmp(name + length - ending_length, ending) == 0;
}

bool ent__may_be_events(const char *path) {
    static const char *const others[] = {
        "entity2id.txt", "relation2id.txt", "entity2id.json", "relation2id.json", "stat.txt", ".md",
        ".pdf",          "README",          "README.txt",     "readme.txt",       "LICENSE",  "MANIFEST.TXT"};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    bool is_other = *name == '.' || strncmp(path, "__MACOSX/", 9) == 0;
    for (size_t i = 0; i < sizeof others / sizeof *others && !is_other; i++) {
        is_other = ent__ends_in(name, others[i]);
    }
    return !is_other;
}

static int compare(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

void ent__paths_sort(ent__path_list *list) {
    if (list->count) {
        qsort(list->paths, list->count, sizeof *list->paths, compare);
    }
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
        status = ent__may_be_events(entry->d_name) ? ent__paths_put(list, folder, entry->d_name, error) : ENT_OK;
    }
    closedir(open);
    ent__paths_sort(list);
    return status;
}

/* A file as it is, or the members of a zip that has several. */
static ent_status add_file(ent__path_list *list, const char *path, ent_error *error) {
    ent__path_list members = {0};
    ent_status status = ent__archive_list(&members, path, error);
    if (status == ENT_OK && members.count < 2) {
        status = ent__paths_put(list, "", path, error);
    }
    for (size_t i = 0; i < members.count && members.count > 1 && status == ENT_OK; i++) {
        status = ent__paths_put(list, "", members.paths[i], error);
    }
    ent__paths_free(&members);
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
            status = add_file(list, inside.paths[i], error);
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
        if (strcmp(paths[i], "-") == 0 || stat(paths[i], &about) != 0) {
            status = ent__paths_put(list, "", paths[i], error);
            continue;
        }
        if (!S_ISDIR(about.st_mode)) {
            status = add_file(list, paths[i], error);
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
