/*
 * Relations of the store: packed into 40 bytes, with a side record for what few have, and read back. An addition that
 * fails leaves the graph as it was. Amortised O(actors of the relation).
 */
#include "graph_internal.h"

#include <string.h>

/* A position in every growing thing, to go back to. */
typedef struct mark {
    size_t lists, extras;
} mark;

/* Few relations of event data have any of these: their 40 bytes are all there is. */
static bool needs_extra(const ent_relation *relation) {
    return relation->id || relation->role || relation->summary || relation->source_count || relation->from_count > 1 ||
           relation->to_count > 1;
}

/* The list may lie in a graph file: growing copies it out first. */
static ent_status put_list(ent__list *list, ent_graph *graph, const ent_id *items, size_t count, ent_error *error) {
    if (!ENT__GROW(graph->lists, graph->list_capacity, graph->list_count, graph->list_count + count)) {
        return ent__fail_memory(error);
    }
    *list = (ent__list){graph->list_count, (uint32_t)count};
    if (count) {
        memcpy(graph->lists + graph->list_count, items, count * sizeof *items);
    }
    graph->list_count += count;
    return ENT_OK;
}

/* Makes the side record; the caller goes back to its mark on failure. */
static ent_status put_extra(uint32_t *number, ent_graph *graph, const ent_relation *relation, ent_error *error) {
    ent__extra extra = {0};
    if (!ENT__RESERVE(graph->extras, graph->extra_capacity, graph->extra_count + 1)) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__graph_text(&extra.id, graph, relation->id, "a relation's id", error);
    if (status == ENT_OK) {
        status = ent__graph_text(&extra.role, graph, relation->role, "a role", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&extra.summary, graph, relation->summary, "a summary", error);
    }
    if (status == ENT_OK && (relation->from_count > 1 || relation->to_count > 1)) {
        status = put_list(&extra.from, graph, relation->from, relation->from_count, error);
        if (status == ENT_OK) {
            status = put_list(&extra.to, graph, relation->to, relation->to_count, error);
        }
    }
    if (status == ENT_OK) {
        status = put_list(&extra.sources, graph, relation->sources, relation->source_count, error);
    }
    if (status == ENT_OK) {
        *number = (uint32_t)graph->extra_count;
        graph->extras[graph->extra_count++] = extra;
    }
    return status;
}

/* Codes are a few hundred different texts: 16 bits name them, 0 is none. */
ent_status ent__graph_code_number(uint16_t *code, ent_graph *graph, const char *text, ent_error *error) {
    *code = 0;
    if (!text) {
        return ENT_OK;
    }
    if (graph->codes.count >= UINT16_MAX - 1 && ent__strings_find(&graph->codes, text, strlen(text)) == ENT_NONE) {
        return ent__fail(error, ENT_ELIMIT, "code \"%s\" would be one of more than %d different codes", text,
                         UINT16_MAX - 1);
    }
    uint32_t number;
    ent_status status = ent__strings_intern(&number, &graph->codes, text, strlen(text), error);
    *code = status == ENT_OK ? (uint16_t)(number + 1) : 0;
    return status;
}

/* Room for the relation among those that roll its actor up. */
static ent_status reserve_employer(ent_graph *graph, const ent_relation *relation, ent_error *error) {
    if (relation->affiliation != ENT_AFFILIATION_SERVES && relation->affiliation != ENT_AFFILIATION_PART_OF) {
        return ENT_OK;
    }
    ent__actor *actor = &graph->actors[relation->from[0]];
    return ENT__RESERVE(actor->employers, actor->employer_capacity, actor->employer_count + 1)
               ? ENT_OK
               : ent__fail_memory(error);
}

static ent__relation packed(const ent_relation *relation, uint32_t extra, uint16_t code) {
    bool many = relation->from_count > 1 || relation->to_count > 1;
    unsigned kind = (unsigned)relation->kind | (unsigned)relation->affiliation << 2 | (many ? ENT__MANY : 0u) |
                    (relation->mutual ? ENT__MUTUAL : 0u);
    return (ent__relation){.tone = relation->tone,
                           .confidence = relation->confidence,
                           .from = relation->from[0],
                           .to = relation->to[0],
                           .first = relation->first,
                           .last = relation->last,
                           .extra = extra,
                           .code = code,
                           .kind = (uint8_t)kind,
                           .status = (uint8_t)relation->status};
}

/* Everything that can fail, before anything is counted in. */
static ent_status prepare(ent_graph *graph, const ent_relation *relation, uint32_t *extra, uint16_t *code,
                          ent_error *error) {
    if (graph->relation_count >= ENT_NONE - 1) {
        return ent__fail(error, ENT_ELIMIT, "a graph has room for %u relations", ENT_NONE - 1);
    }
    if (!ENT__GROW(graph->relations, graph->relation_capacity, graph->relation_count, graph->relation_count + 1)) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__graph_code_number(code, graph, relation->code, error);
    if (status == ENT_OK) {
        status = reserve_employer(graph, relation, error);
    }
    bool is_weighted = relation->weight < 1.0 || relation->weight > 1.0;
    if (status == ENT_OK && is_weighted && !ent__weights_reserve(graph, 1)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK && needs_extra(relation)) {
        status = put_extra(extra, graph, relation, error);
    }
    if (status == ENT_OK && relation->id) {
        status = ent__map_put(&graph->relation_ids, ent__graph_text_number(graph, relation->id),
                              (uint32_t)graph->relation_count, error);
    }
    return status;
}

/* Checked, then everything that can fail, then counted in. A failure goes back to the mark; interned texts stay, to which
 * nothing refers. */
ent_status ent_graph_add_relation(ent_id *id, ent_graph *graph, const ent_relation *relation, ent_error *error) {
    if (id) {
        *id = ENT_NONE;
    }
    ent_relation given = ENT_RELATION_INIT;
    ent_status status = relation ? ent__options_read(&given, sizeof given, relation, "ent_relation", error)
                                 : ent__fail(error, ENT_EINVAL, "no relation to add (NULL)");
    if (status == ENT_OK) {
        status = ent__relation_check(graph, &given, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    mark before = {graph->list_count, graph->extra_count};
    uint32_t extra = ENT_NONE;
    uint16_t code = 0;
    status = prepare(graph, &given, &extra, &code, error);
    if (status != ENT_OK) {
        graph->list_count = before.lists;
        graph->extra_count = before.extras;
        return status;
    }
    ent_id number = (ent_id)graph->relation_count;
    if (given.affiliation == ENT_AFFILIATION_SERVES || given.affiliation == ENT_AFFILIATION_PART_OF) {
        ent__actor *actor = &graph->actors[given.from[0]];
        actor->employers[actor->employer_count++] = number;
    }
    graph->relations[graph->relation_count++] = packed(&given, extra, code);
    ent__weights_put(graph, number, given.weight);
    if (id) {
        *id = number;
    }
    return ENT_OK;
}

ent_status ent__graph_put_sides(uint32_t *extra, ent_graph *graph, ent__sides sides, ent_error *error) {
    ent_relation relation = ENT_RELATION_INIT;
    mark before = {graph->list_count, graph->extra_count};
    relation.from = sides.from;
    relation.from_count = sides.from_count;
    relation.to = sides.to;
    relation.to_count = sides.to_count;
    ent_status status = put_extra(extra, graph, &relation, error);
    if (status != ENT_OK) {
        graph->list_count = before.lists;
        graph->extra_count = before.extras;
    }
    return status;
}

/* One actor a side lies in the record itself; lists are elsewhere only where there are several. */
ent__sides ent__graph_sides(const ent_graph *graph, const ent__relation *relation) {
    if (!(relation->kind & ENT__MANY)) {
        return (ent__sides){&relation->from, &relation->to, 1, 1};
    }
    const ent__extra *extra = &graph->extras[relation->extra];
    return (ent__sides){graph->lists + extra->from.start, graph->lists + extra->to.start, extra->from.count,
                        extra->to.count};
}

const ent__relation *ent__graph_relations(const ent_graph *graph) {
    return graph->relations;
}

const char *ent__graph_code(const ent_graph *graph, const ent__relation *relation) {
    return relation->code ? ent__strings_get(&graph->codes, relation->code - 1u) : NULL;
}

/* Read from up to three places: the record, the side record, and for events the column of publishers. */
ent_status ent_graph_get_relation(ent_relation *relation, const ent_graph *graph, ent_id id, ent_error *error) {
    if (id >= graph->relation_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no relation %u; there are %zu", id, graph->relation_count);
    }
    const ent__relation *record = &graph->relations[id];
    ent__sides sides = ent__graph_sides(graph, record);
    ent_relation read = ENT_RELATION_INIT;
    read.kind = ent__relation_kind(record);
    read.from = sides.from;
    read.from_count = sides.from_count;
    read.to = sides.to;
    read.to_count = sides.to_count;
    read.first = record->first;
    read.last = record->last;
    read.code = ent__graph_code(graph, record);
    read.tone = record->tone;
    read.confidence = record->confidence;
    read.weight = ent__graph_weight(graph, id);
    read.status = (ent_mediation_status)record->status;
    read.mutual = (record->kind & ENT__MUTUAL) != 0;
    read.affiliation = ent__relation_affiliation(record);
    if (record->extra != ENT_NONE) {
        const ent__extra *extra = &graph->extras[record->extra];
        read.id = extra->id;
        read.role = extra->role;
        read.summary = extra->summary;
        read.sources = extra->sources.count ? graph->lists + extra->sources.start : NULL;
        read.source_count = extra->sources.count;
    }
    const ent__origin_run *run = read.source_count == 0 ? ent__graph_origin_run(graph, id) : NULL;
    const uint32_t *publisher = run ? &graph->origins.publishers[run->column + (id - run->first)] : NULL;
    if (publisher && *publisher != ENT_NONE) {
        read.sources = publisher;
        read.source_count = 1;
    }
    return ent__result_write(relation, &read, sizeof read, "ent_relation", error);
}

ent_id ent_graph_relation_by_id(const ent_graph *graph, const char *id) {
    return id ? ent__map_get(&graph->relation_ids, ent__graph_text_number(graph, id)) : ENT_NONE;
}
