/*
 * Strong components as matrices: what an eigenvector of a network that hangs together only in parts is made of (Frobenius'
 * normal form). The greatest eigenvalue of the whole is that of one of its parts, so each is solved by itself, and those that
 * cannot have it are not. O(n + m) beside what is computed of them.
 *
 * A part that is the whole network borrows its rows; others copy the entries that stay inside.
 */
#include "parts.h"

#include <math.h>
#include <stdlib.h>

void ent__parts_free(ent__parts *parts) {
    free(parts->labels);
    free(parts->starts);
    free(parts->members);
    free(parts->local);
    *parts = (ent__parts){0};
}

/* Sorts the nodes by part. */
static void gather(ent__parts *parts) {
    uint32_t n = parts->rows->node_count;
    for (uint32_t node = 0; node < n; node++) {
        parts->local[node] = parts->starts[parts->labels[node] + 1]++;
    }
    for (uint32_t part = 0; part < parts->count; part++) {
        parts->starts[part + 1] += parts->starts[part];
    }
    for (uint32_t node = 0; node < n; node++) {
        parts->members[parts->starts[parts->labels[node]] + parts->local[node]] = node;
    }
}

/* Weak components are strong ones where every arc has its way back, and cheaper to find. */
ent_status ent__parts_make(ent__parts *parts, const ent__neighbours *rows, bool symmetric, ent_error *error) {
    size_t n = rows->node_count;
    *parts = (ent__parts){.rows = rows, .symmetric = symmetric};
    parts->labels = ent__calloc(n, sizeof *parts->labels);
    parts->starts = ent__calloc(n + 1, sizeof *parts->starts);
    parts->members = ent__calloc(n, sizeof *parts->members);
    parts->local = ent__calloc(n, sizeof *parts->local);
    ent_status status = ENT_OK;
    if (!parts->labels || !parts->starts || !parts->members || !parts->local) {
        status = ent__fail_memory(error);
    } else if (symmetric) {
        parts->count = ent__components_weak(parts->labels, rows, 1);
    } else {
        status = ent__components_strong(parts->labels, &parts->count, rows, error);
    }
    if (status != ENT_OK) {
        ent__parts_free(parts);
        return status;
    }
    gather(parts);
    return ENT_OK;
}

static double weight_of(const ent__neighbours *rows, uint32_t entry) {
    return rows->weights ? rows->weights[entry] : 1.0;
}

/* Copies the entries of a part that stay in it. */
static void fill_block(ent__matrix *block, const ent__parts *parts, uint32_t part) {
    const ent__neighbours *rows = parts->rows;
    const uint32_t *members = parts->members + parts->starts[part];
    uint32_t used = 0;
    for (uint32_t i = 0; i < block->size; i++) {
        for (uint32_t entry = rows->offsets[members[i]]; entry < rows->offsets[members[i] + 1]; entry++) {
            if (parts->labels[rows->heads[entry]] != part) {
                continue;
            }
            if (rows->weights) {
                block->own_values[used] = rows->weights[entry];
            }
            block->own_columns[used++] = parts->local[rows->heads[entry]];
        }
        block->own_offsets[i + 1] = used;
    }
}

ent_status ent__parts_block(ent__matrix *block, const ent__parts *parts, uint32_t part, ent_error *error) {
    const ent__neighbours *rows = parts->rows;
    const uint32_t *members = parts->members + parts->starts[part];
    uint32_t size = ent__part_size(parts, part), room = 0;
    if (size == rows->node_count) {
        *block = (ent__matrix){size, parts->symmetric, rows->offsets, rows->heads, rows->weights, NULL, NULL, NULL};
        return ENT_OK;
    }
    for (uint32_t i = 0; i < size; i++) {
        room += ent__degree(rows, members[i]);
    }
    ent_status status = ent__matrix_make(block, size, room, rows->weights != NULL, error);
    if (status == ENT_OK) {
        block->symmetric = parts->symmetric;
        fill_block(block, parts, part);
    }
    return status;
}

/* ---- The vectors of the parts ------------------------------------------------------------------------------------- */

/* Solves one part and puts its vector where the nodes of the part are. */
static ent_status find_vector(double *vector, double *value, const ent__parts *parts, uint32_t part, const ent_run *run,
                              ent_error *error) {
    uint32_t size = ent__part_size(parts, part);
    const uint32_t *members = parts->members + parts->starts[part];
    ent__matrix block;
    double *found = ent__calloc(size, sizeof *found);
    ent_status status = found ? ent__parts_block(&block, parts, part, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = ent__perron(found, value, &block, run, error);
        ent__matrix_free(&block);
    }
    for (uint32_t i = 0; i < size && status == ENT_OK; i++) {
        vector[members[i]] = found[i];
    }
    free(found);
    return status;
}

/* No eigenvalue is above the greatest sum of a row. */
static double bound_of(const ent__parts *parts, uint32_t part) {
    double bound = 0.0;
    for (uint32_t i = parts->starts[part]; i < parts->starts[part + 1]; i++) {
        uint32_t node = parts->members[i];
        double sum = 0.0;
        for (uint32_t entry = parts->rows->offsets[node]; entry < parts->rows->offsets[node + 1]; entry++) {
            bool stays = parts->labels[parts->rows->heads[entry]] == part;
            sum += stays ? weight_of(parts->rows, entry) : 0.0;
        }
        bound = fmax(bound, sum);
    }
    return bound;
}

static uint32_t find_largest(const ent__parts *parts) {
    uint32_t largest = 0;
    for (uint32_t part = 1; part < parts->count; part++) {
        largest = ent__part_size(parts, part) > ent__part_size(parts, largest) ? part : largest;
    }
    return largest;
}

/* The largest part first: its eigenvalue rules most others out by their bound, without solving them. */
ent_status ent__parts_perron(double *vector, double *values, const ent__parts *parts, const ent_run *run,
                             ent_error *error) {
    uint32_t first = find_largest(parts); /* whose value is likely to be the greatest */
    double greatest = 0.0;
    for (uint32_t i = 0; i < parts->count; i++) {
        uint32_t part = i == 0 ? first : i <= first ? i - 1 : i;
        if (ent__part_size(parts, part) == 1) {
            vector[parts->members[parts->starts[part]]] = 1.0;
            values[part] = 0.0;
            continue;
        }
        values[part] = i == 0 ? INFINITY : bound_of(parts, part);
        if (values[part] < 0.999 * greatest) {
            continue;
        }
        ent_status status = find_vector(vector, &values[part], parts, part, run, error);
        if (status != ENT_OK) {
            return status;
        }
        greatest = fmax(greatest, values[part]);
    }
    return ENT_OK;
}

/* The limit of power iteration from all ones: each part with the greatest eigenvalue has the share of it that its vector
 * makes of the ones; all others die out. */
void ent__parts_project(double *scores, const ent__parts *parts, const double *vector, const double *values,
                        uint32_t first, uint32_t count) {
    double greatest = 0.0, most = 0.0;
    for (uint32_t part = 0; part < parts->count; part++) {
        greatest = fmax(greatest, values[part]);
    }
    for (uint32_t node = 0; node < count; node++) {
        scores[node] = greatest > 0.0 ? 0.0 : NAN;
    }
    for (uint32_t part = 0; part < parts->count && greatest > 0.0; part++) {
        if (!ent__equal(values[part], greatest)) {
            continue;
        }
        double sum = 0.0, squares = 0.0;
        for (uint32_t i = parts->starts[part]; i < parts->starts[part + 1]; i++) {
            uint32_t node = parts->members[i];
            if (node >= first && node < first + count) {
                sum += vector[node];
                squares += vector[node] * vector[node];
            }
        }
        for (uint32_t i = parts->starts[part]; i < parts->starts[part + 1]; i++) {
            uint32_t node = parts->members[i];
            if (node >= first && node < first + count) {
                scores[node - first] = vector[node] * sum / squares;
                most = fmax(most, scores[node - first]);
            }
        }
    }
    for (uint32_t node = 0; node < count; node++) {
        scores[node] /= most;
    }
}
