/*
 * entente paths --kinds-in-order: the shortest walk whose relations follow a pattern of kinds.
 */
#include "complain.h"
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pattern {
    ent_kind_item *items;
    size_t count;
} pattern;

static void refuse(const cli_arguments *arguments, const char *item) {
    fail_usage(
        arguments->command,
        "paths: --kinds-in-order has \"%s\"; expected mediation, attack, diplomatic, affiliation, events or all, "
        "several joined by /, and ?, + or * behind it or nothing",
        item);
}

/* Cuts the quantifier off an item's end. */
static ent_quantifier cut_quantifier(char *item) {
    static const char marks[] = {[ENT_AT_MOST_ONCE] = '?', [ENT_ANY_NUMBER] = '*', [ENT_ONCE_OR_MORE] = '+'};
    size_t length = strlen(item);
    for (int i = ENT_AT_MOST_ONCE; i <= ENT_ONCE_OR_MORE; i++) {
        if (length && item[length - 1] == marks[i]) {
            item[length - 1] = '\0';
            return (ent_quantifier)i;
        }
    }
    return ENT_ONCE;
}

static ent_kind_item read_item(const cli_arguments *arguments, const char *text) {
    char *item = format_text("%s", text);
    ent_kind_item read = {.quantifier = cut_quantifier(item)};
    for (char *kind = item; kind;) {
        char *slash = strchr(kind, '/');
        if (slash) {
            *slash++ = '\0';
        }
        uint32_t bit = kind_bit(kind);
        if (!bit) {
            refuse(arguments, text);
        }
        read.kinds |= bit;
        kind = slash;
    }
    free(item);
    return read;
}

static pattern read_pattern(const cli_arguments *arguments) {
    pattern read = {0};
    cli_cursor cursor = {0};
    for (char *text; (text = argument_item(arguments, "kinds-in-order", &cursor)) != NULL; free(text)) {
        read.items = resize(read.items, read.count + 1, sizeof *read.items);
        read.items[read.count++] = read_item(arguments, text);
    }
    return read;
}

static bool is_of_kinds(const cli_search *search, const ent_relation *relation, uint32_t kinds) {
    (void)search;
    return (kinds & ENT_KIND_BIT(relation->kind)) != 0;
}

static void add_walk(cli_search *search, const ent_path *found) {
    cJSON *path = add_path(search, found->nodes, found->hops);
    cJSON_AddNumberToObject(path, "cost", found->cost);
    for (uint32_t i = 0; i < found->hops; i++) {
        cli_step step = {.number = i + 1,
                         .from = ent_network_actor(search->network, found->nodes[i]),
                         .to = ent_network_actor(search->network, found->nodes[i + 1])};
        ent_id *relations = evidence_that(search, found->edges[i], is_of_kinds, found->kinds[i], &step.relation_count);
        step.relations = relations;
        add_step(search, path, &step);
        free(relations);
    }
    add_section(search, format_text("%u step%s", found->hops, found->hops == 1 ? "" : "s"), NULL);
}

void find_kinds_in_order(cli_search *search, uint32_t source, uint32_t target) {
    pattern asked = read_pattern(search->question.arguments);
    ent_kind_path_options options = ENT_KIND_PATH_OPTIONS_INIT;
    ent_paths *paths;
    ent_error error;
    options.pattern = asked.items;
    options.pattern_count = asked.count;
    if (ent_kind_path_find(&paths, search->network, source, target, &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    if (ent_paths_count(paths)) {
        ent_path path = ENT_PATH_INIT;
        ent_paths_get(&path, paths, 0, NULL);
        add_walk(search, &path);
    }
    ent_paths_free(paths);
    free(asked.items);
}
