/*
 * The components of a candidate's score, each with the relations it rests on.
 */
#include "components.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COMPONENT_WORD(code, name, text) text,
const char *const component_words[] = {ENT_COMPONENT_MAP(COMPONENT_WORD) NULL};

ent_component read_component(const cli_arguments *arguments, const char *option) {
    const char *by = argument(arguments, option);
    unsigned component = ENT_COMPONENT_SCREEN;
    while (by && strcmp(by, component_words[component]) != 0) {
        component++;
    }
    return (ent_component)component;
}

static const cJSON *part_of(const cJSON *candidate, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(candidate, key);
}

static void add_cell(cJSON *row, const char *key, const cJSON *candidate, const char *component) {
    double value = part_of(part_of(candidate, "components"), component)->valuedouble;
    int count = cJSON_GetArraySize(part_of(part_of(candidate, "rests_on"), component));
    char *text = isnan(value) ? format_text("- [%d]", count) : format_text("%.4g [%d]", value, count);
    cJSON_AddStringToObject(row, key, text);
    free(text);
}

/* The role of each, which no relation is evidence of. */
static cJSON *role_row(const char *const *keys, const cJSON *candidates, int shown) {
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "component", "role");
    for (int i = 0; i < shown; i++) {
        cJSON_AddStringToObject(row, keys[i], part_of(cJSON_GetArrayItem(candidates, i), "role")->valuestring);
    }
    return row;
}

cJSON *component_table(cli_column columns[CANDIDATES_IN_FULL + 2], const cJSON *candidates) {
    static const char *const keys[CANDIDATES_IN_FULL] = {"first", "second", "third"};
    const cJSON *component, *first = cJSON_GetArrayItem(candidates, 0);
    cJSON *rows = cJSON_CreateArray();
    int shown = cJSON_GetArraySize(candidates);
    shown = shown < CANDIDATES_IN_FULL ? shown : CANDIDATES_IN_FULL;
    columns[0] = (cli_column){"component", "component", LOOK_PLAIN};
    for (int i = 0; i < shown; i++) {
        const cJSON *name = part_of(cJSON_GetArrayItem(candidates, i), "name");
        columns[i + 1] = (cli_column){keys[i], name->valuestring, LOOK_NAME};
    }
    columns[shown + 1] = (cli_column){0};
    cJSON_ArrayForEach(component, part_of(first, "components")) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "component", component->string);
        for (int i = 0; i < shown; i++) {
            add_cell(row, keys[i], cJSON_GetArrayItem(candidates, i), component->string);
        }
        cJSON_AddItemToArray(rows, row);
    }
    if (part_of(first, "role")) {
        cJSON_AddItemToArray(rows, role_row(keys, candidates, shown));
    }
    return rows;
}

void add_component_rows(cJSON *flat, const cJSON *candidate) {
    const cJSON *component;
    cJSON_ArrayForEach(component, part_of(candidate, "components")) {
        cJSON *row = cJSON_CreateObject(), *evidence = cJSON_CreateArray();
        const cJSON *relation;
        cJSON_AddStringToObject(row, "list", "components");
        cJSON_AddStringToObject(row, "id", part_of(candidate, "id")->valuestring);
        cJSON_AddStringToObject(row, "name", part_of(candidate, "name")->valuestring);
        cJSON_AddStringToObject(row, "component", component->string);
        cJSON_AddNumberToObject(row, "value", component->valuedouble);
        cJSON_ArrayForEach(relation, part_of(part_of(candidate, "rests_on"), component->string)) {
            cJSON *object = cJSON_CreateObject(); /* as the evidence of the other rows */
            cJSON_AddStringToObject(object, "id", relation->valuestring);
            cJSON_AddItemToArray(evidence, object);
        }
        cJSON_AddItemToObject(row, "evidence", evidence);
        cJSON_AddItemToArray(flat, row);
    }
}
