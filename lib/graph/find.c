/*
 * Finding an actor by what people call him: an exact id first, else whatever folds to the same text. A hit costs
 * O(length); a miss looks at every name once to suggest the nearest (edit distance of the folded texts).
 */
#include "graph_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longest folded text that edit distance looks at; names beyond are compared by their beginning. */
#define LONGEST 64
/* Most actors that a message names. */
#define LISTED 3

/* What fits one folded text: the best match, and of all actors that have it the first few. */
typedef struct fit {
    ent_match best;
    ent_id first[LISTED];
    size_t count;
} fit;

/* The chain of a fold has its newest name first, and all names of one actor together. */
static fit fit_of(const ent_graph *graph, uint32_t folded) {
    fit found = {.best = {ENT_NONE, ENT_MATCH_CODE, NULL}};
    for (uint32_t i = graph->name_heads[folded]; i != ENT_NONE; i = graph->names[i].next) {
        const ent__name *name = &graph->names[i];
        bool is_other = name->actor != found.best.actor;
        if (is_other) {
            memmove(found.first + 1, found.first, (LISTED - 1) * sizeof *found.first);
            found.first[0] = name->actor;
            found.count++;
        }
        if (is_other || name->kind <= found.best.kind) {
            found.best = (ent_match){name->actor, name->kind, name->text};
        }
    }
    return found;
}

static uint32_t smallest(uint32_t a, uint32_t b, uint32_t c) {
    uint32_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance of two folded texts, in bytes (1966); O(LONGEST squared). */
static uint32_t edit_distance(const char *a, const char *b) {
    size_t m = strnlen(a, LONGEST), n = strnlen(b, LONGEST);
    uint32_t row[LONGEST + 1];
    for (size_t j = 0; j <= n; j++) {
        row[j] = (uint32_t)j;
    }
    for (size_t i = 1; i <= m; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= n; j++) {
            uint32_t above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[n];
}

/* How far a name is from what was asked: edits; a part of the other counts as one or two. */
static uint32_t distance_of(const char *asked, const char *name) {
    uint32_t distance = edit_distance(asked, name);
    size_t length = strlen(asked);
    if (distance > 1 && length >= 3 && strncmp(name, asked, length) == 0) {
        return 1;
    }
    if (distance > 2 && ((length >= 4 && strstr(name, asked)) || (strlen(name) >= 4 && strstr(asked, name)))) {
        return 2;
    }
    return distance;
}

/* Puts a match into the sorted list of the nearest, once an actor; by distance, then actor. */
static void put_nearest(ent_match *matches, uint32_t *distances, size_t capacity, size_t *count, ent_match match,
                        uint32_t distance) {
    size_t place = *count;
    for (size_t i = 0; i < *count; i++) {
        if (matches[i].actor == match.actor) {
            if (distances[i] <= distance) {
                return;
            }
            memmove(matches + i, matches + i + 1, (*count - i - 1) * sizeof *matches);
            memmove(distances + i, distances + i + 1, (*count - i - 1) * sizeof *distances);
            place = --*count;
            break;
        }
    }
    while (place > 0 && (distances[place - 1] > distance ||
                         (distances[place - 1] == distance && matches[place - 1].actor > match.actor))) {
        place--;
    }
    if (place == capacity) {
        return;
    }
    size_t kept = *count < capacity ? *count : capacity - 1;
    memmove(matches + place + 1, matches + place, (kept - place) * sizeof *matches);
    memmove(distances + place + 1, distances + place, (kept - place) * sizeof *distances);
    matches[place] = match;
    distances[place] = distance;
    *count = kept + 1;
}

ent_status ent_graph_suggest(ent_match *matches, size_t capacity, size_t *count, const ent_graph *graph,
                             const char *text, ent_error *error) {
    *count = 0;
    char *folded = NULL;
    ent_status status = text ? ent__fold(&folded, text, error) : ent__fail(error, ENT_EINVAL, "no name (NULL)");
    if (status != ENT_OK || capacity == 0) {
        free(folded);
        return status;
    }
    uint32_t *distances = ent__calloc(capacity, sizeof *distances);
    if (!distances) {
        free(folded);
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < graph->name_count; i++) {
        const ent__name *name = &graph->names[i];
        uint32_t distance = distance_of(folded, ent__strings_get(&graph->folded, name->folded));
        put_nearest(matches, distances, capacity, count, (ent_match){name->actor, name->kind, name->text}, distance);
    }
    free(distances);
    free(folded);
    return ENT_OK;
}

/* Adds "name (id)" to a list in a message. */
static void list_actor(char *list, size_t room, const ent_graph *graph, ent_id actor) {
    const ent_actor *as_read = &graph->actors[actor].as_read;
    size_t used = strlen(list);
    snprintf(list + used, room - used, "%s%.60s (%.30s)", used ? ", " : "", as_read->name, as_read->id);
}

/* ENT_ENOTFOUND with a few names that are near. */
static ent_status fail_missing(const ent_graph *graph, const char *text, ent_error *error) {
    ent_match near[LISTED];
    size_t count = 0;
    ent_status status = ent_graph_suggest(near, LISTED, &count, graph, text, error);
    if (status != ENT_OK) {
        return status;
    }
    char list[300] = "";
    for (size_t i = 0; i < count; i++) {
        list_actor(list, sizeof list, graph, near[i].actor);
    }
    return ent__fail(error, ENT_ENOTFOUND, "no actor is called \"%.100s\"%s%s", text, count ? "; the nearest: " : "",
                     list);
}

/* ENT_EAMBIGUOUS with the first of those that fit. */
static ent_status fail_ambiguous(const ent_graph *graph, const char *text, const fit *found, ent_error *error) {
    char list[300] = "", more[32] = "";
    for (size_t i = 0; i < found->count && i < LISTED; i++) {
        list_actor(list, sizeof list, graph, found->first[i]);
    }
    if (found->count > LISTED) {
        snprintf(more, sizeof more, " and %zu more", found->count - LISTED);
    }
    return ent__fail(error, ENT_EAMBIGUOUS, "\"%.80s\" fits %s%s; ask for one by its id", text, list, more);
}

/* An exact id always wins, also where another actor bears it as a name; everything else must be unambiguous. */
ent_status ent_graph_find(ent_match *match, const ent_graph *graph, const char *text, ent_error *error) {
    *match = (ent_match){ENT_NONE, ENT_MATCH_ID, NULL};
    if (!text || !*text) {
        return ent__fail(error, ENT_EINVAL, "a name to find is empty");
    }
    ent_id exact = ent_graph_actor_by_id(graph, text);
    if (exact != ENT_NONE) {
        *match = (ent_match){exact, ENT_MATCH_ID, graph->actors[exact].as_read.id};
        return ENT_OK;
    }
    char *folded;
    ent_status status = ent__fold(&folded, text, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t number = ent__strings_find(&graph->folded, folded, strlen(folded));
    free(folded);
    if (number == ENT_NONE || number >= graph->name_head_count || graph->name_heads[number] == ENT_NONE) {
        return fail_missing(graph, text, error);
    }
    fit found = fit_of(graph, number);
    if (found.count > 1) {
        return fail_ambiguous(graph, text, &found, error);
    }
    *match = found.best;
    return ENT_OK;
}
