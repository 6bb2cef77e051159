/*
 * What is drawn between two nodes: the relations of each pair sorted by style, one line for each style that occurs. An
 * attack keeps its direction apart, so that blow and counterblow are two lines; what else runs both ways is one line
 * with two heads, unless the network is directed.
 *
 * Relations have a direction even where the network has none; it is read from the evidence. O(evidence log evidence).
 */
#include "dot_internal.h"

#include <stdlib.h>

/* As many as the compiling of a view allows one actor on one day. */
#define MOST_SHARES 64

/* What a reader must tell at a glance: violence, what failed, what only might be. Status counts before tone. */
ent__style ent__style_of(const ent_relation *relation) {
    switch (relation->kind) {
    case ENT_KIND_ATTACK:
        return ENT__STYLE_ATTACK;
    case ENT_KIND_AFFILIATION:
        return ENT__STYLE_AFFILIATION;
    case ENT_KIND_DIPLOMATIC:
        return relation->tone < 0.0   ? ENT__STYLE_HOSTILE
               : relation->tone > 0.0 ? ENT__STYLE_COOPERATIVE
                                      : ENT__STYLE_NEUTRAL;
    case ENT_KIND_MEDIATION:
        break;
    }
    switch (relation->status) {
    case ENT_MEDIATION_EXPECTED:
        return ENT__STYLE_EXPECTED;
    case ENT_MEDIATION_APPEALED:
        return ENT__STYLE_APPEAL;
    case ENT_MEDIATION_OFFERED:
    case ENT_MEDIATION_ACCEPTED:
        return ENT__STYLE_OFFERED;
    case ENT_MEDIATION_REJECTED:
        return ENT__STYLE_REJECTED;
    case ENT_MEDIATION_CONDUCTED:
    case ENT_MEDIATION_UNSTATED:
        break;
    }
    return ENT__STYLE_MEDIATION;
}

static ent_status add_item(ent__diagram *diagram, ent__item item) {
    if (!ENT__RESERVE(diagram->items, diagram->item_capacity, diagram->item_count + 1)) {
        return ent__fail_memory(diagram->error);
    }
    diagram->items[diagram->item_count++] = item;
    return ENT_OK;
}

/* True if one of the actors counts as `node` in the network. */
static bool counts_as(const ent__diagram *diagram, const ent_relation *relation, const ent_id *actors, size_t count,
                      uint32_t node) {
    ent_id wanted = ent_network_actor(diagram->network, node);
    bool rolled_up = ent_network_view(diagram->network)->rollup == ENT_ROLLUP_PRINCIPAL;
    for (size_t i = 0; i < count; i++) {
        ent_share shares[MOST_SHARES];
        size_t share_count = 0;
        if (!rolled_up) {
            shares[share_count++] = (ent_share){actors[i], 1.0};
        } else if (ent_graph_principals(shares, MOST_SHARES, &share_count, diagram->graph, actors[i], relation->first,
                                        relation->last, NULL) != ENT_OK) {
            continue;
        }
        for (size_t j = 0; j < share_count; j++) {
            if (shares[j].actor == wanted) {
                return true;
            }
        }
    }
    return false;
}

/* Which way a relation runs between the nodes u < v. */
static uint8_t ways_of(const ent__diagram *diagram, const ent_relation *relation, uint32_t u, uint32_t v) {
    bool forth = counts_as(diagram, relation, relation->from, relation->from_count, u) &&
                 counts_as(diagram, relation, relation->to, relation->to_count, v);
    bool back = counts_as(diagram, relation, relation->from, relation->from_count, v) &&
                counts_as(diagram, relation, relation->to, relation->to_count, u);
    if (relation->mutual && (forth || back)) {
        return ENT__FORTH | ENT__BACK;
    }
    return (uint8_t)((forth ? ENT__FORTH : 0u) | (back ? ENT__BACK : 0u));
}

/* What a relation weighs next to the others of its edge: as the view's scheme says, before decay and shares. */
static double weight_of(const ent__diagram *diagram, const ent_relation *relation) {
    if (relation->status == ENT_MEDIATION_EXPECTED) {
        return 0.0;
    }
    if (ent_network_view(diagram->network)->scheme == ENT_SCHEME_COUNT || relation->kind == ENT_KIND_AFFILIATION) {
        return relation->confidence;
    }
    if (ent_network_view(diagram->network)->scheme == ENT_SCHEME_WEIGHT) {
        return relation->confidence * relation->weight;
    }
    return relation->confidence * (relation->tone < 0.0 ? -relation->tone : relation->tone);
}

static ent_status add_sign(ent__diagram *diagram, ent__style style, uint32_t count, double strength, uint8_t ways) {
    bool positive = style != ENT__STYLE_NEGATIVE && strength > 0.0;
    return add_item(diagram, (ent__item){.relation = ENT_NONE,
                                         .count = count,
                                         .strength = strength,
                                         .style = (uint8_t)style,
                                         .ways = ways,
                                         .positive = positive});
}

/* A tie that no relation says: one that was put in. */
static ent_status add_assumed(ent__diagram *diagram, const ent_edges *edges, uint32_t edge) {
    uint32_t from = edges->from[edge], to = edges->to[edge];
    uint8_t ways = !ent_network_is_directed(diagram->network) ? 0 : from < to ? ENT__FORTH : ENT__BACK;
    size_t start = diagram->item_count;
    ent_status status = ENT_OK;
    if (edges->positive[edge] > 0.0) {
        status = add_sign(diagram, ENT__STYLE_POSITIVE, 1, edges->positive[edge], ways);
    }
    if (status == ENT_OK && edges->negative[edge] > 0.0) {
        status = add_sign(diagram, ENT__STYLE_NEGATIVE, 1, edges->negative[edge], ways);
    }
    for (size_t i = start; i < diagram->item_count; i++) {
        diagram->items[i].sides = ent__dot_relation_sides(diagram, from, to, ENT_NONE);
    }
    return status;
}

/* Adds the relations of an edge. Its strength is shared out by what each relation weighs. */
static ent_status add_relations(ent__diagram *diagram, const ent_edges *edges, uint32_t edge, uint32_t u, uint32_t v) {
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, diagram->network, edge);
    size_t start = diagram->item_count;
    double total = 0.0;
    if (count == 0) {
        return add_assumed(diagram, edges, edge);
    }
    for (uint32_t i = 0; i < count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_status status = ent_graph_get_relation(&relation, diagram->graph, evidence[i], diagram->error);
        if (status == ENT_OK) {
            double weight = weight_of(diagram, &relation);
            total += weight;
            status = add_item(diagram, (ent__item){.relation = evidence[i],
                                                   .count = 1,
                                                   .strength = weight,
                                                   .style = (uint8_t)ent__style_of(&relation),
                                                   .ways = ways_of(diagram, &relation, u, v),
                                                   .sides = ent__dot_relation_sides(diagram, edges->from[edge],
                                                                                    edges->to[edge], evidence[i]),
                                                   .positive = relation.tone >= 0.0 && weight > 0.0});
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    double scale = total > 0.0 ? (edges->positive[edge] + edges->negative[edge]) / total : 0.0;
    for (size_t i = start; i < diagram->item_count; i++) {
        diagram->items[i].strength *= scale;
    }
    return ENT_OK;
}

/* Without a graph: one item for each kind counted, and for each sign of what is diplomatic. */
static ent_status add_signs(ent__diagram *diagram, const ent_edges *edges, uint32_t edge, uint8_t ways) {
    static const ent__style styles[ENT_KIND_COUNT] = {ENT__STYLE_MEDIATION, ENT__STYLE_ATTACK, ENT__STYLE_POSITIVE,
                                                      ENT__STYLE_AFFILIATION};
    const uint32_t *counts = edges->kinds + (size_t)ENT_KIND_COUNT * edge;
    double positive = edges->positive[edge], negative = edges->negative[edge];
    ent_status status = ENT_OK;
    for (int kind = 0; kind < ENT_KIND_COUNT && status == ENT_OK; kind++) {
        if (counts[kind] && kind != ENT_KIND_DIPLOMATIC) {
            status = add_sign(diagram, styles[kind], counts[kind], positive + negative, ways);
        } else if (counts[kind] && (positive > 0.0 || !(negative > 0.0))) {
            status = add_sign(diagram, ENT__STYLE_POSITIVE, counts[kind], positive, ways);
        }
    }
    if (status == ENT_OK && counts[ENT_KIND_DIPLOMATIC] && negative > 0.0) {
        status = add_sign(diagram, ENT__STYLE_NEGATIVE, counts[ENT_KIND_DIPLOMATIC], negative, ways);
    }
    return status;
}

/* A tie rests on relations if there is a graph to read them from, else on its numbers. */
static ent_status add_edge(ent__diagram *diagram, const ent_edges *edges, uint32_t edge) {
    uint32_t from = edges->from[edge], to = edges->to[edge];
    if (diagram->graph) {
        return add_relations(diagram, edges, edge, from < to ? from : to, from < to ? to : from);
    }
    uint8_t ways = !ent_network_is_directed(diagram->network) ? 0 : from < to ? ENT__FORTH : ENT__BACK;
    return add_signs(diagram, edges, edge, ways);
}

/* Items of one line side by side, its relations rising: what a directed pair has twice then lies together. */
static int by_line(const void *left, const void *right) {
    const ent__item *a = left, *b = right;
    if (a->style != b->style) {
        return a->style < b->style ? -1 : 1;
    }
    if (a->lane != b->lane) {
        return a->lane < b->lane ? -1 : 1;
    }
    if (a->relation != b->relation) {
        return a->relation < b->relation ? -1 : 1;
    }
    return a->strength > b->strength ? -1 : a->strength < b->strength;
}

/* A relation that runs both ways stands on both arcs of a directed pair: it is shown once. */
static size_t drop_repeated(ent__item *items, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && items[i].relation != ENT_NONE && items[kept - 1].relation == items[i].relation) {
            continue;
        }
        items[kept++] = items[i];
    }
    return kept;
}

/* A line is as sure as its surest relation, and its days are all of theirs. */
static void extend(ent__line *line, const ent__diagram *diagram, const ent__item *item) {
    line->count += item->count;
    line->strength += item->strength;
    line->ways |= item->ways;
    line->positive |= item->positive;
    line->sides |= item->sides;
    line->end++;
    ent_relation relation = ENT_RELATION_INIT;
    if (diagram->graph && ent_graph_get_relation(&relation, diagram->graph, item->relation, NULL) == ENT_OK) {
        line->first = relation.first < line->first ? relation.first : line->first;
        line->last = relation.last > line->last ? relation.last : line->last;
        line->confidence = relation.confidence > line->confidence ? relation.confidence : line->confidence;
    }
}

/* Makes lines of the items from `start` on, which all join u and v. */
static ent_status make_lines(ent__diagram *diagram, size_t start, uint32_t u, uint32_t v) {
    bool directed = ent_network_is_directed(diagram->network);
    for (size_t i = start; i < diagram->item_count; i++) {
        ent__item *item = &diagram->items[i];
        item->lane = directed || item->style == ENT__STYLE_ATTACK ? item->ways : 0;
    }
    if (diagram->item_count > start) {
        qsort(diagram->items + start, diagram->item_count - start, sizeof *diagram->items, by_line);
        diagram->item_count = start + drop_repeated(diagram->items + start, diagram->item_count - start);
    }
    for (size_t i = start; i < diagram->item_count; i++) {
        const ent__item *item = &diagram->items[i], *before = item - 1;
        if (i == start || before->style != item->style || before->lane != item->lane) {
            if (!ENT__RESERVE(diagram->lines, diagram->line_capacity, diagram->line_count + 1)) {
                return ent__fail_memory(diagram->error);
            }
            ent__line fresh = {.u = u, .v = v, .start = i, .end = i, .first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
            fresh.style = item->style;
            diagram->lines[diagram->line_count++] = fresh;
        }
        extend(&diagram->lines[diagram->line_count - 1], diagram, item);
    }
    return ENT_OK;
}

/* True if the days of the lines fall into more than one year, so that labels must name it. */
static bool needs_year(const ent__diagram *diagram) {
    int32_t year = 0, month, day, seen;
    for (size_t i = 0; i < diagram->line_count; i++) {
        const ent_date days[2] = {diagram->lines[i].first, diagram->lines[i].last};
        for (int j = 0; j < 2; j++) {
            if (days[j] == ENT_DATE_MIN || days[j] == ENT_DATE_MAX) {
                continue;
            }
            ent_date_to_ymd(days[j], &seen, &month, &day);
            if (year && seen != year) {
                return true;
            }
            year = seen;
        }
    }
    return false;
}

ent_status ent__lines_collect(ent__diagram *diagram, const ent_run *run) {
    ent_edges edges = ENT_EDGES_INIT;
    ent_status status = ent_network_edges(&edges, diagram->network, diagram->error);
    bool directed = ent_network_is_directed(diagram->network);
    for (uint32_t e = 0; status == ENT_OK && e < edges.count; e++) {
        uint32_t from = edges.from[e], to = edges.to[e];
        uint32_t other = directed ? ent_network_find_edge(diagram->network, to, from) : ENT_NONE;
        if (other != ENT_NONE && from > to) {
            continue; /* drawn with its opposite */
        }
        size_t start = diagram->item_count;
        status = (e & 0xFFFu) == 0 ? ent__progress(run, (double)e / edges.count, diagram->error) : ENT_OK;
        if (status == ENT_OK) {
            status = add_edge(diagram, &edges, e);
        }
        if (status == ENT_OK && other != ENT_NONE) {
            status = add_edge(diagram, &edges, other);
        }
        if (status == ENT_OK) {
            status = make_lines(diagram, start, from < to ? from : to, from < to ? to : from);
        }
    }
    diagram->with_year = needs_year(diagram);
    return status;
}
