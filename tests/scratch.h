/*
 * A fresh folder for the files of a test, under $TMPDIR or else /tmp, as POSIX has it, and its removal with what is in it.
 *
 * scratch_make() and scratch_remove() are fixtures of cmocka, of a test or of a group; they ask nothing of cmocka, so that fuzz
 * targets use them too. One folder a program at a time. What a test leaves in a folder of the folder, scratch_remove() refuses.
 */
#ifndef ENT_TEST_SCRATCH_H
#define ENT_TEST_SCRATCH_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char scratch_folder[512]; /* "": none */

/* The path of a file in the folder; of the last two asked for. */
static inline const char *scratch_path(const char *name) {
    static char paths[2][sizeof scratch_folder + 256];
    static int next;
    next = !next;
    snprintf(paths[next], sizeof paths[next], "%s/%s", scratch_folder, name);
    return paths[next];
}

/* Makes the folder; 0, or -1 if it cannot be made. */
static inline int scratch_make(void **state) {
    (void)state;
    const char *parent = getenv("TMPDIR");
    snprintf(scratch_folder, sizeof scratch_folder, "%s/entente-test-XXXXXX", parent && *parent ? parent : "/tmp");
    return mkdtemp(scratch_folder) ? 0 : -1;
}

/* Takes a name of a list of the folder that is a file's; NULL: no more. */
static inline const char *scratch_next(DIR *open) {
    struct dirent *entry;
    do {
        entry = readdir(open);
    } while (entry && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry ? entry->d_name : NULL;
}

/* How many files there are in the folder. */
static inline int scratch_count(void) {
    int count = 0;
    DIR *open = opendir(scratch_folder);
    while (open && scratch_next(open)) {
        count++;
    }
    return open ? closedir(open), count : -1;
}

/* Removes the folder and the files in it; 0, or -1 if something of it stays. */
static inline int scratch_remove(void **state) {
    (void)state;
    DIR *open = opendir(scratch_folder);
    for (const char *name; open && (name = scratch_next(open)) != NULL;) {
        unlink(scratch_path(name));
    }
    return open ? closedir(open), rmdir(scratch_folder) : -1;
}

#endif
