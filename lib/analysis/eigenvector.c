/*
 * Eigenvector centrality (Bonacich 1972) as the limit of power iteration on A + I from all ones, found part by part.
 *
 * The rows of the layer say who feeds whom. By Perron & Frobenius each strong component (part) grows by its own greatest
 * eigenvalue; let L be the greatest of all. A part with L adds 1 to the height of what it feeds: after k steps of (A + I) a
 * node of height h has grown like w (L + 1)^k k^(h-1), so that in the limit only the greatest height is left, in the
 * proportions w. Parts are visited feeders first; with v and u the right and left eigenvector of a part with L, and the
 * inflow f of a node the sum of what its feeders in other parts have:
 *
 *     height 0:              (L I - A) w = 1 + f               all that ever flows, discounted by L
 *     with L, height 1:      w = v u(1 + f) / u v               f of height 0
 *     with L, height h > 1:  w = v u f / u v                f of height h - 1
 *     fed by L, height h:    (L I - A) w = f                    f of height h
 *
 * (with L less a factor (h-1) (L+1), which all of one height share and scaling takes away). Plain iteration takes k steps
 * for an error of 1/k where heights differ, and very many where eigenvalues are close. Nothing feeds a part of an undirected layer
 * but itself, so that v is all that is to be found. Cost: a few systems a part, about O(m) a step; memory O(n + m).
 */
#include "measure.h"
#include "parts.h"

#include <math.h>
#include <stdlib.h>

typedef struct growth {
    const ent__call *call;
    ent__neighbours rows;
    ent__parts parts;
    double *vector; /* v of every node in its part */
    double *values; /* the greatest eigenvalue of every part */
    uint32_t *heights; /* of every part */
    double *weights; /* w of every node */
    double greatest; /* L */
    bool is_alone; /* a single part has it */
    uint32_t height; /* the greatest */
} growth;

static void free_growth(growth *it) {
    ent__parts_free(&it->parts);
    ent__neighbours_free(&it->rows);
    free(it->vector);
    free(it->values);
    free(it->heights);
    free(it->weights);
}

static ent_status make_growth(growth *it, const ent__call *call, ent_error *error) {
    *it = (growth){.call = call};
    bool symmetric = !call->network->directed || call->options.mode == ENT_ALL;
    ent_status status =
        ent__neighbours_weighted(&it->rows, call->network, call->options.mode, call->options.weight, error);
    if (status == ENT_OK) {
        status = ent__parts_make(&it->parts, &it->rows, symmetric, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    it->vector = ent__calloc(it->rows.node_count, sizeof *it->vector);
    it->values = ent__calloc(it->parts.count, sizeof *it->values);
    it->heights = ent__calloc(it->parts.count, sizeof *it->heights);
    it->weights = ent__calloc(it->rows.node_count, sizeof *it->weights);
    if (!it->vector || !it->values || !it->heights || !it->weights) {
        return ent__fail_memory(error);
    }
    return ent__parts_perron(it->vector, it->values, &it->parts, call->run, error);
}

static bool has_greatest(const growth *it, uint32_t part) {
    return ent__equal(it->values[part], it->greatest);
}

/* Sets the height of a part from those of the parts that feed it. */
static void set_height(growth *it, uint32_t part) {
    uint32_t height = 0;
    for (uint32_t i = it->parts.starts[part]; i < it->parts.starts[part + 1]; i++) {
        uint32_t node = it->parts.members[i];
        for (uint32_t entry = it->rows.offsets[node]; entry < it->rows.offsets[node + 1]; entry++) {
            uint32_t feeder = it->parts.labels[it->rows.heads[entry]];
            if (feeder != part && it->heights[feeder] > height) {
                height = it->heights[feeder];
            }
        }
    }
    it->heights[part] = height + (has_greatest(it, part) ? 1 : 0);
}

/* What flows into each member of a part from feeders of one height, beside `own`. */
static void set_inflow(double *inflow, const growth *it, uint32_t part, uint32_t height, double own) {
    for (uint32_t i = it->parts.starts[part]; i < it->parts.starts[part + 1]; i++) {
        uint32_t node = it->parts.members[i];
        double sum = own;
        for (uint32_t entry = it->rows.offsets[node]; entry < it->rows.offsets[node + 1]; entry++) {
            uint32_t head = it->rows.heads[entry], feeder = it->parts.labels[head];
            if (feeder != part && it->heights[feeder] == height) {
                sum += (it->rows.weights ? it->rows.weights[entry] : 1.0) * it->weights[head];
            }
        }
        inflow[i - it->parts.starts[part]] = sum;
    }
}

/* The left eigenvector of a part: that of the transposed block. */
static ent_status find_left(double *left, const growth *it, const ent__matrix *block, ent_error *error) {
    ent__matrix transposed;
    double value;
    ent_status status = ent__matrix_transpose(&transposed, block, error);
    if (status == ENT_OK) {
        status = ent__perron(left, &value, &transposed, it->call->run, error);
        ent__matrix_free(&transposed);
    }
    return status;
}

/* w = v u f / (u v). `room` is for u. */
static ent_status follow_own(growth *it, uint32_t part, const ent__matrix *block, const double *inflow, double *room,
                             ent_error *error) {
    const uint32_t *members = it->parts.members + it->parts.starts[part];
    double flow = 0.0, overlap = 0.0;
    ent_status status = find_left(room, it, block, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t i = 0; i < block->size; i++) {
        flow += room[i] * inflow[i];
        overlap += room[i] * it->vector[members[i]];
    }
    for (uint32_t i = 0; i < block->size; i++) {
        it->weights[members[i]] = it->vector[members[i]] * (flow / overlap);
    }
    return ENT_OK;
}

/* (L I - A) w = f. `room` is for w. */
static ent_status follow_feeders(growth *it, uint32_t part, const ent__matrix *block, const double *inflow,
                                 double *room, ent_error *error) {
    ent__solver solver;
    ent_status status = ent__solver_make(&solver, block, it->call->run, error);
    if (status == ENT_OK) {
        status = ent__solver_fine(room, &solver, it->greatest, inflow, error);
    }
    for (uint32_t i = 0; i < block->size && status == ENT_OK; i++) {
        it->weights[it->parts.members[it->parts.starts[part] + i]] = fmax(room[i], 0.0);
    }
    ent__solver_free(&solver);
    return status;
}

/* Sets w of a part from its inflow. */
static ent_status receive(growth *it, uint32_t part, ent_error *error) {
    ent__matrix block = {0};
    uint32_t size = ent__part_size(&it->parts, part), height = it->heights[part];
    bool own = has_greatest(it, part);
    double *inflow = ent__calloc(size, sizeof *inflow), *room = ent__calloc(size, sizeof *room);
    ent_status status = inflow && room ? ent__parts_block(&block, &it->parts, part, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        set_inflow(inflow, it, part, own ? height - 1 : height, height == (own ? 1u : 0u) ? 1.0 : 0.0);
        status = own ? follow_own(it, part, &block, inflow, room, error)
                     : follow_feeders(it, part, &block, inflow, room, error);
    }
    ent__matrix_free(&block);
    free(inflow);
    free(room);
    return status;
}

/* Sets height and w of a part, those of its feeders being set. Where a single part has L what flows into it only scales all that
 * is left in the end, and need not be known. */
static ent_status visit(growth *it, uint32_t part, ent_error *error) {
    set_height(it, part);
    uint32_t height = it->heights[part];
    it->height = height > it->height ? height : it->height;
    if (!it->is_alone || (height > 0 && !has_greatest(it, part))) {
        return receive(it, part, error);
    }
    for (uint32_t i = it->parts.starts[part]; i < it->parts.starts[part + 1]; i++) {
        it->weights[it->parts.members[i]] = it->vector[it->parts.members[i]];
    }
    return ENT_OK;
}

static void scale(double *scores, const growth *it) {
    double most = 0.0;
    for (uint32_t node = 0; node < it->rows.node_count; node++) {
        scores[node] = it->heights[it->parts.labels[node]] == it->height ? it->weights[node] : 0.0;
        most = fmax(most, scores[node]);
    }
    for (uint32_t node = 0; node < it->rows.node_count; node++) {
        scores[node] /= most;
    }
}

/* Follows all growth through the parts of a directed layer. */
static ent_status follow(double *scores, growth *it, ent_error *error) {
    ent_status status = ENT_OK;
    uint32_t having = 0;
    for (uint32_t part = 0; part < it->parts.count; part++) {
        it->greatest = fmax(it->greatest, it->values[part]);
    }
    for (uint32_t part = 0; part < it->parts.count; part++) {
        having += has_greatest(it, part);
    }
    it->is_alone = having == 1;
    for (uint32_t part = 0; part < it->parts.count && it->greatest > 0.0 && status == ENT_OK; part++) {
        status = visit(it, part, error);
    }
    for (uint32_t node = 0; node < it->rows.node_count && !(it->greatest > 0.0); node++) {
        scores[node] = NAN;
    }
    if (status == ENT_OK && it->greatest > 0.0) {
        scale(scores, it);
    }
    return status;
}

ent_status ent__score_eigenvector(double *scores, const ent__call *call, ent_error *error) {
    growth it;
    ent_status status = make_growth(&it, call, error);
    if (status == ENT_OK && it.parts.symmetric) {
        ent__parts_project(scores, &it.parts, it.vector, it.values, 0, it.rows.node_count);
    } else if (status == ENT_OK) {
        status = follow(scores, &it, error);
    }
    free_growth(&it);
    return status;
}
