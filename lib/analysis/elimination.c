/*
 * Eliminating nodes one by one, exactly (Bertele & Brioschi 1972; "bucket elimination").
 *
 * The order is greedy: the node whose elimination joins the fewest neighbours that are not joined yet, then of least degree,
 * then smallest. Eliminating v leaves a table that says, for every choice of sides of the neighbours it then has, the least
 * cost of v's ties and of the tables that v was in; going back through the order the tables say which side was best.
 * Memory and time: 2^width numbers a node, together at most MOST_ENTRIES.
 */
#include "elimination.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WIDTH 24u
#define MOST_ENTRIES ((size_t)1 << 26)

/* One node's elimination: its neighbours at that time, later ones all, and its table over their sides. */
typedef struct bucket {
    uint32_t node;
    uint32_t width;
    uint32_t *scope; /* rising by place in the order */
    double *table; /* 2^width: least cost; freed when its parent has taken it in */
    uint8_t *choice; /* 2^width bits: the better side of the node */
    struct bucket *next; /* another whose first neighbour eliminated is the same */
} bucket;

typedef struct plan {
    uint32_t count; /* of nodes with ties */
    uint32_t *nodes; /* of each, in the kernel */
    uint32_t *places; /* of each node of the kernel: its place in the order */
    bucket *buckets; /* by place */
    bucket **waiting; /* by place: tables to take in */
    bool is_narrow;
} plan;

static void free_plan(plan *p) {
    for (uint32_t i = 0; p->buckets && i < p->count; i++) {
        free(p->buckets[i].scope);
        free(p->buckets[i].table);
        free(p->buckets[i].choice);
    }
    free(p->nodes);
    free(p->places);
    free(p->buckets);
    free(p->waiting);
}

static ent_status open_plan(plan *p, const ent__kernel *kernel, ent_error *error) {
    *p = (plan){.is_narrow = true};
    p->nodes = ent__calloc(kernel->node_count, sizeof *p->nodes);
    p->places = ent__calloc(kernel->node_count, sizeof *p->places);
    for (uint32_t v = 0; p->nodes && p->places && v < kernel->node_count; v++) {
        p->places[v] = ENT_NONE;
        if (kernel->rows[v].count) {
            p->nodes[p->count++] = v;
        }
    }
    p->buckets = ent__calloc(p->count, sizeof *p->buckets);
    p->waiting = ent__calloc(p->count, sizeof(bucket *));
    bool complete = p->nodes && p->places && p->buckets && p->waiting;
    return complete ? ENT_OK : ent__fail_memory(error);
}

/* ---- The order ---------------------------------------------------------------------------------------------------- */

/* Which nodes are joined, as bits; only narrow graphs come this far, so a square of bits is affordable. */
typedef struct joins {
    uint32_t count;
    size_t words; /* a row */
    uint64_t *bits;
    uint32_t *degrees; /* ENT_NONE: eliminated */
} joins;

static bool is_joined(const joins *j, uint32_t a, uint32_t b) {
    return j->bits[a * j->words + b / 64] >> b % 64 & 1u;
}

static void join(joins *j, uint32_t a, uint32_t b) {
    if (!is_joined(j, a, b)) {
        j->bits[a * j->words + b / 64] |= (uint64_t)1 << b % 64;
        j->bits[b * j->words + a / 64] |= (uint64_t)1 << a % 64;
        j->degrees[a]++;
        j->degrees[b]++;
    }
}

static void part(joins *j, uint32_t a, uint32_t b) {
    j->bits[a * j->words + b / 64] &= ~((uint64_t)1 << b % 64);
    j->degrees[a]--;
}

/* Pairs of neighbours of a that are not joined. */
static uint32_t count_missing(const joins *j, uint32_t a) {
    uint32_t common = 0, degree = j->degrees[a];
    const uint64_t *row = &j->bits[a * j->words];
    for (uint32_t b = 0; b < j->count; b++) {
        if (row[b / 64] >> b % 64 & 1u) {
            const uint64_t *other = &j->bits[b * j->words];
            for (size_t w = 0; w < j->words; w++) {
                common += (uint32_t)__builtin_popcountll(row[w] & other[w]);
            }
        }
    }
    return (degree * (degree - 1) - common) / 2;
}

/* The next node to go, or ENT_NONE if all are too wide. */
static uint32_t choose(const joins *j) {
    uint32_t best = ENT_NONE, fewest = UINT32_MAX;
    for (uint32_t a = 0; a < j->count; a++) {
        if (j->degrees[a] == ENT_NONE || j->degrees[a] > MOST_WIDTH) {
            continue;
        }
        uint32_t missing = count_missing(j, a);
        if (missing < fewest || (missing == fewest && j->degrees[a] < j->degrees[best])) {
            best = a;
            fewest = missing;
        }
    }
    return best;
}

/* Takes a node out and joins its neighbours, which become the scope of its bucket. */
static bool take_out(bucket *made, joins *j, uint32_t a) {
    made->width = j->degrees[a];
    made->scope = ent__calloc(made->width, sizeof *made->scope);
    if (!made->scope) {
        return false;
    }
    uint32_t width = 0;
    for (uint32_t b = 0; b < j->count; b++) {
        if (is_joined(j, a, b)) {
            made->scope[width++] = b;
            part(j, b, a);
        }
    }
    for (uint32_t x = 0; x < width; x++) {
        for (uint32_t y = x + 1; y < width; y++) {
            join(j, made->scope[x], made->scope[y]);
        }
    }
    j->degrees[a] = ENT_NONE;
    return true;
}

static ent_status open_joins(joins *j, plan *p, const ent__kernel *kernel, ent_error *error) {
    *j = (joins){.count = p->count, .words = ((size_t)p->count + 63) / 64};
    j->bits = ent__calloc(p->count, j->words * sizeof *j->bits);
    j->degrees = ent__calloc(p->count, sizeof *j->degrees);
    if (!j->bits || !j->degrees) {
        return ent__fail_memory(error);
    }
    for (uint32_t a = 0; a < p->count; a++) {
        p->places[p->nodes[a]] = a; /* for now: the number among the nodes with ties */
    }
    for (uint32_t a = 0; a < p->count; a++) {
        const ent__kernel_row *row = &kernel->rows[p->nodes[a]];
        for (size_t i = 0; i < row->count; i++) {
            join(j, a, p->places[row->ties[i].node]);
        }
    }
    return ENT_OK;
}

/* Finds the order and the scopes; not narrow if any step or all together ask for too much. */
static ent_status make_order(plan *p, const ent__kernel *kernel, const ent_run *run, ent_error *error) {
    joins j;
    size_t entries = 0;
    ent_status status = open_joins(&j, p, kernel, error);
    for (uint32_t place = 0; status == ENT_OK && p->is_narrow && place < p->count; place++) {
        uint32_t a = choose(&j);
        entries += a == ENT_NONE ? MOST_ENTRIES : (size_t)1 << j.degrees[a];
        if (entries >= MOST_ENTRIES) {
            p->is_narrow = false;
            break;
        }
        p->buckets[place].node = a;
        status = take_out(&p->buckets[place], &j, a) ? ent__progress(run, 0.0, error) : ent__fail_memory(error);
    }
    free(j.bits);
    free(j.degrees);
    return status;
}

static int by_value(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Names nodes by the kernel's numbers and scopes by places, rising. */
static void settle_order(plan *p) {
    for (uint32_t place = 0; place < p->count; place++) {
        bucket *b = &p->buckets[place];
        b->node = p->nodes[b->node];
        for (uint32_t i = 0; i < b->width; i++) {
            b->scope[i] = p->nodes[b->scope[i]];
        }
        p->places[b->node] = place;
    }
    for (uint32_t place = 0; place < p->count; place++) {
        bucket *b = &p->buckets[place];
        for (uint32_t i = 0; i < b->width; i++) {
            b->scope[i] = p->places[b->scope[i]];
        }
        qsort(b->scope, b->width, sizeof *b->scope, by_value);
    }
}

/* ---- The tables --------------------------------------------------------------------------------------------------- */

static uint32_t bit_of(const bucket *b, uint32_t place) {
    uint32_t bit = 0;
    while (b->scope[bit] != place) {
        bit++;
    }
    return bit;
}

/* costs[x * 2^width + s]: what v's ties to the scope cost if v is on side x and the scope on the sides s. Bit by bit: the
 * second half of the first 2^(i+1) differs from the first by the tie to neighbour i alone. */
static void cost_ties(double *costs, const bucket *b, const plan *p, const ent__kernel *kernel) {
    const ent__kernel_row *row = &kernel->rows[b->node];
    double weights[MOST_WIDTH] = {0};
    for (size_t i = 0; i < row->count; i++) {
        uint32_t place = p->places[row->ties[i].node];
        if (place > p->places[b->node]) {
            weights[bit_of(b, place)] = row->ties[i].weight;
        }
    }
    for (unsigned x = 0; x < 2; x++) {
        double *half = costs + ((size_t)x << b->width);
        half[0] = 0.0;
        for (uint32_t i = 0; i < b->width; i++) {
            double w = weights[i], if_same = w < 0.0 ? -w : 0.0, if_other = w > 0.0 ? w : 0.0;
            size_t size = (size_t)1 << i;
            for (size_t s = 0; s < size; s++) {
                half[size + s] = half[s] + (x ? if_same : if_other);
                half[s] += x ? if_other : if_same;
            }
        }
    }
}

/* Adds a waiting table; `index` (2^width) gets, for each choice of sides, where in the table it stands with v on side 0. */
static void add_table(double *costs, uint32_t *index, const bucket *b, const bucket *table, const plan *p) {
    size_t size = (size_t)1 << b->width, of_node = 0;
    uint32_t bits[MOST_WIDTH] = {0};
    for (uint32_t i = 0; i < table->width; i++) {
        if (table->scope[i] == p->places[b->node]) {
            of_node = (size_t)1 << i;
        } else {
            bits[bit_of(b, table->scope[i])] = 1u << i;
        }
    }
    index[0] = 0;
    for (uint32_t i = 0; i < b->width; i++) {
        for (size_t s = 0; s < (size_t)1 << i; s++) {
            index[((size_t)1 << i) + s] = index[s] + bits[i];
        }
    }
    for (size_t s = 0; s < size; s++) {
        costs[s] += table->table[index[s]];
        costs[size + s] += table->table[index[s] + of_node];
    }
}

static bool fill_table(bucket *b, plan *p, const ent__kernel *kernel) {
    size_t size = (size_t)1 << b->width;
    double *costs = ent__calloc(2 * size, sizeof *costs);
    uint32_t *index = ent__calloc(size, sizeof *index);
    b->table = ent__calloc(size, sizeof *b->table);
    b->choice = ent__calloc((size + 7) / 8, 1);
    bool good = costs && index && b->table && b->choice;
    if (good) {
        cost_ties(costs, b, p, kernel);
        for (bucket *table = p->waiting[p->places[b->node]]; table; table = table->next) {
            add_table(costs, index, b, table, p);
            free(table->table);
            table->table = NULL;
        }
        for (size_t s = 0; s < size; s++) {
            bool other = costs[size + s] < costs[s];
            b->table[s] = other ? costs[size + s] : costs[s];
            b->choice[s / 8] |= (uint8_t)(other << s % 8);
        }
    }
    free(costs);
    free(index);
    return good;
}

/* All tables; `least` is the sum of those that nothing waits for. */
static ent_status fill_tables(double *least, plan *p, const ent__kernel *kernel, const ent_run *run, ent_error *error) {
    for (uint32_t place = 0; place < p->count; place++) {
        bucket *b = &p->buckets[place];
        if (!fill_table(b, p, kernel)) {
            return ent__fail_memory(error);
        }
        if (b->width) {
            b->next = p->waiting[b->scope[0]];
            p->waiting[b->scope[0]] = b;
        } else {
            *least += b->table[0];
        }
        ent_status status = ent__progress(run, (double)place / p->count, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

/* Last eliminated first: the sides of a bucket's scope are known when its node's turn comes. */
static void trace_back(uint8_t *sides, const plan *p) {
    for (uint32_t place = p->count; place > 0; place--) {
        const bucket *b = &p->buckets[place - 1];
        size_t s = 0;
        for (uint32_t i = 0; i < b->width; i++) {
            s |= (size_t)sides[p->buckets[b->scope[i]].node] << i;
        }
        sides[b->node] = b->choice[s / 8] >> s % 8 & 1u;
    }
}

ent_status ent__eliminate(uint8_t *sides, double *least, bool *proven, const ent__kernel *kernel, const ent_run *run,
                          ent_error *error) {
    plan p;
    *least = 0.0;
    ent_status status = open_plan(&p, kernel, error);
    /* Finding the order of very many nodes takes longer than it is worth: such a graph is not narrow. */
    p.is_narrow = p.count <= 2048;
    if (status == ENT_OK && p.is_narrow) {
        status = make_order(&p, kernel, run, error);
    }
    if (status == ENT_OK && p.is_narrow) {
        settle_order(&p);
        status = fill_tables(least, &p, kernel, run, error);
    }
    if (status == ENT_OK && p.is_narrow) {
        trace_back(sides, &p);
    }
    *proven = p.is_narrow;
    free_plan(&p);
    if (status == ENT_OK && !*proven) {
        status = ent__pack_cycles(least, kernel, run, error);
    }
    return status;
}
