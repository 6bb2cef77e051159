/*
 * Quadruples of numbers: the names that the numbers stand for, out of the files beside, or in the zip that has the quadruples.
 * `entity2id.txt` and `relation2id.txt`, or files whose names end so; of several the one whose name begins most like that of
 * the quadruples. Or the same ending in `.json`: an object of names and their numbers.
 */
#include "event_archive.h"
#include "event_table.h"
#include "input.h"
#include "json_names.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* A list of names is no larger, and a number neither. */
#define LARGEST_FILE ((size_t)1 << 28)
#define LARGEST_NUMBER ((int64_t)1 << 24)
#define BLOCK 65536u

void ent__ids_free(ent__ids *ids) {
    for (size_t i = 0; i < ids->count; i++) {
        free(ids->names[i]);
    }
    free(ids->names);
    memset(ids, 0, sizeof *ids);
}

static size_t common_length(const char *one, const char *other) {
    size_t length = 0;
    while (one[length] && one[length] == other[length]) {
        length++;
    }
    return length;
}

/* The path of the file beside `path` whose name ends so; NULL: none, or no memory (*status). free() it. */
static char *find_beside(const char *path, const char *ending, ent_status *status, ent_error *error) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t folder_length = (size_t)(name - path), best = 0;
    char *found = NULL, *folder = ent__calloc(folder_length + 2, 1);
    if (!folder) {
        *status = ent__fail_memory(error);
        return NULL;
    }
    memcpy(folder, folder_length ? path : "./", folder_length ? folder_length : 2);
    DIR *open = opendir(folder);
    for (struct dirent *entry = open ? readdir(open) : NULL; entry; entry = readdir(open)) {
        size_t length = strlen(entry->d_name), ending_length = strlen(ending);
        size_t common = common_length(entry->d_name, name) + 1;
        if (length < ending_length || strcmp(entry->d_name + length - ending_length, ending) != 0 || common <= best) {
            continue;
        }
        size_t room = strlen(folder) + length + 1;
        char *made = ent__calloc(room, 1);
        if (!made) {
            *status = ent__fail_memory(error);
            break;
        }
        snprintf(made, room, "%s%s", folder, entry->d_name);
        free(found);
        found = made;
        best = common;
    }
    if (open) {
        closedir(open);
    }
    free(folder);
    return found;
}

/* The part of a line up to a tab; *line is what stands behind that. */
static ent__field take_part(ent__field *line) {
    const char *tab = memchr(line->text, '\t', line->length);
    size_t length = tab ? (size_t)(tab - line->text) : line->length, behind = length + (tab != NULL);
    ent__field part = ent__trimmed((ent__field){line->text, length});
    *line = (ent__field){line->text + behind, line->length - behind};
    return part;
}

static bool is_id(ent__field text, int64_t *number) {
    return ent__field_int(text, number) && *number >= 0 && *number < LARGEST_NUMBER;
}

/* Takes name and number out of a line: with a tab between them in either order (what stands behind a second tab is something
 * else: years of life), or the number behind the last space. False for a line of neither, as that of their count is. */
static bool split_line(ent__field line, ent__field *name, int64_t *number) {
    ent__field rest = line, first = take_part(&rest), second = take_part(&rest);
    if (!memchr(line.text, '\t', line.length)) {
        size_t space = line.length;
        while (space > 0 && line.text[space - 1] != ' ') {
            space--;
        }
        second = (ent__field){line.text + space, line.length - space};
        first = ent__trimmed((ent__field){line.text, space});
    }
    *name = first;
    if (!is_id(second, number)) {
        *name = second;
        return second.length && is_id(first, number);
    }
    return first.length != 0;
}

/* Words that are joined by underscores throughout ("Citizen_(India)") come apart again. */
static void part_words(char *name) {
    if (!strchr(name, ' ')) {
        for (char *at = strchr(name, '_'); at; at = strchr(at, '_')) {
            *at = ' ';
        }
    }
}

static ent_status put_name(ent__ids *ids, ent__field name, size_t number, ent_error *error) {
    size_t before = ids->count, needed = number + 1;
    char *copy = ent__calloc(name.length + 1, 1);
    if (!copy || !ENT__RESERVE(ids->names, ids->capacity, needed > before ? needed : before)) {
        free(copy);
        return ent__fail_memory(error);
    }
    while (ids->count < needed) {
        ids->names[ids->count++] = NULL;
    }
    memcpy(copy, name.text, name.length);
    part_words(copy);
    free(ids->names[number]);
    ids->names[number] = copy;
    return ENT_OK;
}

static ent_status read_line(ent__ids *ids, ent__field line, ent_error *error) {
    int64_t number;
    ent__field name;
    if (!split_line(ent__trimmed(line), &name, &number) || !ent__utf8_valid(name.text, name.length, NULL)) {
        return ENT_OK; /* a number without a name is nobody, and its rows are counted so */
    }
    return put_name(ids, name, (size_t)number, error);
}

static ent_status take_name(void *context, const char *name, double number, ent_error *error) {
    ent__field text = ent__trimmed((ent__field){name, strlen(name)});
    bool is_number = number >= 0.0 && number < (double)LARGEST_NUMBER;
    return is_number && text.length ? put_name(context, text, (size_t)number, error) : ENT_OK;
}

/* Reads a member of a zip; *bytes is the caller's to free, whatever happens. */
static ent_status read_member(char **bytes, size_t *length, const char *member, ent_error *error) {
    ent__archive *archive = NULL;
    size_t capacity = 0, done = 0;
    uint64_t size;
    ent_status status = ent__archive_open_member(&archive, &size, member, error);
    do {
        if (status == ENT_OK && !ent__reserve((void **)bytes, &capacity, *length + BLOCK, 1)) {
            status = ent__fail_memory(error);
        }
        if (status == ENT_OK) {
            status = ent__archive_read(archive, *bytes + *length, BLOCK, &done, error);
            *length += done;
        }
        if (status == ENT_OK && *length > LARGEST_FILE) {
            status = ent__fail(error, ENT_ELIMIT, "%.300s has more than %zu bytes", member, LARGEST_FILE);
        }
    } while (status == ENT_OK && done == BLOCK);
    ent__archive_close(archive);
    return status;
}

/* Reads the list whose name ends so: in the zip, else beside. *bytes stays NULL if there is none. */
static ent_status read_list(char **bytes, size_t *length, const char *path, const char *ending, ent_error *error) {
    char *member = NULL, *beside = NULL;
    ent_status status = ent__archive_find(&member, path, ending, error);
    if (status == ENT_OK && !member) {
        beside = find_beside(path, ending, &status, error);
    }
    if (status == ENT_OK && member) {
        status = read_member(bytes, length, member, error);
    } else if (status == ENT_OK && beside) {
        status = ent__file_read(bytes, length, beside, LARGEST_FILE, error);
    }
    free(member);
    free(beside);
    return status;
}

static ent_status read_lines(ent__ids *ids, const char *bytes, size_t length, ent_error *error) {
    ent_status status = ENT_OK;
    for (size_t at = 0; at < length && status == ENT_OK;) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t stop = end ? (size_t)(end - bytes) : length;
        size_t text = stop - (stop > at && bytes[stop - 1] == '\r');
        status = read_line(ids, (ent__field){bytes + at, text - at}, error);
        at = stop + 1;
    }
    return status;
}

static ent_status read_ids(ent__ids *ids, const char *path, const char *what, ent_error *error) {
    char ending[32], *bytes = NULL;
    size_t length = 0;
    snprintf(ending, sizeof ending, "%s2id.txt", what);
    ent_status status = read_list(&bytes, &length, path, ending, error);
    if (status == ENT_OK && bytes) {
        status = read_lines(ids, bytes, length, error);
        free(bytes);
        return status;
    }
    snprintf(ending, sizeof ending, "%s2id.json", what);
    status = status == ENT_OK ? read_list(&bytes, &length, path, ending, error) : status;
    if (status == ENT_OK && bytes) {
        ent_error why;
        status = ent__json_names(bytes, length, take_name, ids, &why);
        if (status != ENT_OK) {
            status = ent__fail(error, status, "%s of %.200s, line %u: %.300s", ending, path, why.line, why.message);
        }
    } else if (status == ENT_OK) {
        status = ent__fail(error, ENT_EFORMAT,
                           "%.200s has numbers for names, and no file whose name ends in %s2id.txt lies beside it",
                           path, what);
    }
    free(bytes);
    return status;
}

ent_status ent__table_read_ids(ent__table *table, const char *path, ent_error *error) {
    ent_status status = read_ids(&table->entities, path, "entity", error);
    return status == ENT_OK ? read_ids(&table->relations, path, "relation", error) : status;
}
