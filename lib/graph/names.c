/*
 * The name index: every id, name, alias and code, folded, leads to the actors that have it. A chain a fold, newest first.
 * O(length) expected to add and to look up.
 */
#include "graph_internal.h"

#include <stdlib.h>
#include <string.h>

ent_status ent__names_add(ent_graph *graph, ent_id actor, const char *text, ent_match_kind kind, ent_error *error) {
    char *folded;
    ent_status status = ent__fold(&folded, text, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t number;
    status = ent__strings_intern(&number, &graph->folded, folded, strlen(folded), error);
    free(folded);
    if (status != ENT_OK) {
        return status;
    }
    if (!ENT__RESERVE(graph->names, graph->name_capacity, graph->name_count + 1) ||
        !ENT__RESERVE(graph->name_heads, graph->name_head_capacity, (size_t)number + 1) ||
        graph->name_count >= ENT_NONE) {
        return ent__fail_memory(error);
    }
    for (; graph->name_head_count <= number; graph->name_head_count++) {
        graph->name_heads[graph->name_head_count] = ENT_NONE;
    }
    graph->names[graph->name_count] = (ent__name){text, number, graph->name_heads[number], actor, kind};
    graph->name_heads[number] = (uint32_t)graph->name_count++;
    return ENT_OK;
}

void ent__names_cut(ent_graph *graph, size_t count) {
    while (graph->name_count > count) {
        const ent__name *name = &graph->names[--graph->name_count];
        graph->name_heads[name->folded] = name->next;
    }
}
