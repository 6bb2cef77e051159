/*
 * Ties of a view, by blocks of relations that threads take in turn; each block has a piece of its own, so that the order is that of
 * the relations whoever did it. Most relations join one actor to one other and nobody counts for somebody else: they have one
 * tie. The others go through arcs.c. O(relations + arcs).
 */
#include "ties.h"
#include "../base/parallel.h"
#include "arcs.h"

#include <stdlib.h>

/* Relations of a block: their ties are 4 MB. */
#define BLOCK 131072u

/* What one thread works with. */
typedef struct bench {
    ent__arcs arcs; /* of one relation */
    uint8_t *seen;
    ent_date last_day;
} bench;

typedef struct collecting {
    const ent__selection *asked;
    ent__ties *ties;
    bench *benches;
} collecting;

/* A block while its ties are collected: on the stack of its thread, as threads that write side by side hinder each other. */
typedef struct block {
    const ent__selection *asked;
    ent__piece piece;
    size_t capacity;
    ent__arcs *arcs;
    uint8_t *seen;
    ent_date last_day;
    unsigned bits;
    bool directed;
} block;

/* Room for one tie more. At first there is room for one each of the block's relations; what is not written takes no memory. */
static bool make_room(block *at) {
    size_t relations = at->asked->graph->relation_count, most = relations < BLOCK ? relations : BLOCK;
    if (!at->piece.ties && ENT__RESERVE(at->piece.ties, at->capacity, most)) {
        ent__prefer_huge_pages(at->piece.ties, most * sizeof *at->piece.ties);
    }
    return at->piece.ties && ENT__RESERVE(at->piece.ties, at->capacity, at->piece.count + 1);
}

/* Adds a tie of a relation, of which it has a share; false on exhaustion. */
static inline bool append(block *at, ent_id number, ent_id from, ent_id to, double share) {
    const ent__relation *relation = &at->asked->graph->relations[number];
    double positive, negative;
    if (at->piece.count == at->capacity && !make_room(at)) {
        return false;
    }
    at->seen[from] = at->seen[to] = 1;
    ent__weigh(at->asked, relation, &positive, &negative);
    at->piece.ties[at->piece.count++] = (ent__tie){.pair = ent__pair(from, to, at->bits, at->directed),
                                                   .strength = (positive - negative) * share,
                                                   .relation = number,
                                                   .first = relation->first,
                                                   .last = relation->last,
                                                   .kind = (uint32_t)ent__relation_kind(relation)};
    return true;
}

/* Whether a relation is one arc with the whole share. */
static inline bool is_plain(const ent__selection *asked, const ent__relation *relation) {
    bool one_way = !(relation->kind & ENT__MUTUAL) || asked->view->direction == ENT_UNDIRECTED;
    return !(relation->kind & ENT__MANY) && one_way &&
           !((asked->marks[relation->from] | asked->marks[relation->to]) & ENT__MARK_CLIMBS);
}

static inline bool add_plain(block *at, ent_id number) {
    const ent__relation *relation = &at->asked->graph->relations[number];
    bool wanted = ent__is_wanted(at->asked, relation->from, relation->from) &&
                  ent__is_wanted(at->asked, relation->to, relation->to);
    return !wanted || append(at, number, relation->from, relation->to, 1.0);
}

static ent_status add_shared(block *at, ent_id number, ent_error *error) {
    at->arcs->count = 0;
    ent_status status = ent__arcs_share(at->arcs, at->asked, number, error);
    for (size_t i = 0; i < at->arcs->count && status == ENT_OK; i++) {
        const ent__arc *arc = &at->arcs->items[i];
        if (!arc->way_back && !append(at, number, arc->from, arc->to, arc->positive)) {
            status = ent__fail_memory(error);
        }
    }
    return status;
}

static ent_status add_relation(block *at, ent_id number, ent_error *error) {
    if (is_plain(at->asked, &at->asked->graph->relations[number])) {
        return add_plain(at, number) ? ENT_OK : ent__fail_memory(error);
    }
    return add_shared(at, number, error);
}

static ent_status collect_block(void *context, uint32_t worker, size_t item, ent_error *error) {
    collecting *all = context;
    bench *own = &all->benches[worker];
    const ent_graph *graph = all->asked->graph;
    size_t start = item * BLOCK;
    size_t end = graph->relation_count - start < BLOCK ? graph->relation_count : start + BLOCK;
    block at = {.asked = all->asked,
                .arcs = &own->arcs,
                .seen = own->seen,
                .last_day = own->last_day,
                .bits = all->ties->bits,
                .directed = all->asked->view->direction == ENT_DIRECTED};
    ent_status status = ENT_OK;
    for (size_t i = start; i < end && status == ENT_OK; i++) {
        const ent__relation *relation = &graph->relations[i];
        if (ent__is_selected(all->asked, relation)) {
            at.last_day = ent__dated(relation) > at.last_day ? ent__dated(relation) : at.last_day;
            status = add_relation(&at, (ent_id)i, error);
        }
    }
    own->last_day = at.last_day;
    all->ties->pieces[item] = at.piece;
    return status;
}

static ent_status start(collecting *all, uint32_t workers, ent_error *error) {
    ent__ties *ties = all->ties;
    size_t actors = all->asked->graph->actor_count;
    ties->piece_count = (all->asked->graph->relation_count + BLOCK - 1) / BLOCK;
    ties->pieces = ent__calloc(ties->piece_count, sizeof *ties->pieces);
    ties->seen = ent__calloc(actors, sizeof *ties->seen);
    all->benches = ent__calloc(workers, sizeof *all->benches);
    bool complete = ties->pieces && ties->seen && all->benches;
    for (uint32_t i = 0; complete && i < workers; i++) {
        all->benches[i].last_day = ENT_DATE_MIN;
        all->benches[i].seen = ent__calloc(actors, sizeof *ties->seen);
        complete = all->benches[i].seen != NULL;
    }
    return complete ? ENT_OK : ent__fail_memory(error);
}

/* Puts together what the threads noted, and frees what they worked with. */
static void finish(collecting *all, uint32_t workers) {
    ent__ties *ties = all->ties;
    for (uint32_t i = 0; all->benches && i < workers; i++) {
        bench *at = &all->benches[i];
        for (size_t actor = 0; at->seen && actor < all->asked->graph->actor_count; actor++) {
            ties->seen[actor] |= at->seen[actor];
        }
        ties->last_day = at->last_day > ties->last_day ? at->last_day : ties->last_day;
        ent__arcs_free(&at->arcs);
        free(at->seen);
    }
    free(all->benches);
}

ent_status ent__ties_collect(ent__ties *ties, const ent__selection *asked, const ent_run *run, ent_error *error) {
    size_t blocks = (asked->graph->relation_count + BLOCK - 1) / BLOCK;
    uint32_t workers = ent__threads(run);
    workers = blocks < workers ? (uint32_t)(blocks ? blocks : 1) : workers;
    *ties = (ent__ties){.bits = ent__bits_below(asked->graph->actor_count), .last_day = ENT_DATE_MIN};
    collecting all = {.asked = asked, .ties = ties};
    ent_status status = start(&all, workers, error);
    if (status == ENT_OK) {
        status = ent__parallel(ties->piece_count, workers, collect_block, &all, run, error);
    }
    finish(&all, workers);
    if (status != ENT_OK) {
        ent__ties_free(ties);
    }
    return status;
}

void ent__ties_free(ent__ties *ties) {
    for (size_t i = 0; ties->pieces && i < ties->piece_count; i++) {
        free(ties->pieces[i].ties);
    }
    free(ties->pieces);
    free(ties->seen);
    *ties = (ent__ties){.last_day = ENT_DATE_MIN};
}
