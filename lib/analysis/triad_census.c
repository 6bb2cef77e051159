/*
 * The triad census: triples of nodes by the arcs among them (Holland & Leinhardt 1970). Only triangles are gone through one by one
 * (triangles.h), and counted by their three ties. Pairs of ties at a node are counted by how many of each way it has, and are open
 * triples but for those in a triangle; ties are counted too, and each makes a triple of its own with every node, but for those in
 * which there is another. What is left of all triples is empty. So a hub costs no more than its ties, where going through the
 * neighbours of both ends of every tie (Batagelj & Mrvar 2001) costs the sum of squared degrees. O(m^1.5) time, O(n + m) memory.
 */
#include "measure.h"
#include "triangles.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NODES 4000000u
#define CODES 64u
#define STRANDS 4u /* counters for each code, taken in turn: adding to one twice running waits for the first */

const char *ent_triad_name(ent_triad triad) {
    static const char *const names[] = {
#define NAME(number, name, text) text,
        ENT_TRIAD_MAP(NAME)
#undef NAME
    };
    return (unsigned)triad < ENT_TRIAD_TYPES ? names[triad] : NULL;
}

/* The type of a triple by its code, the ways of its ties: v-u in bits 1 and 2, v-w in 4 and 8, u-w in 16 and 32. */
static const uint8_t type_of[64] = {0, 1,  1,  2,  1, 3,  5, 7,  1,  5,  4,  6,  2, 7,  6,  10, 1,  5,  3,  7, 4, 8,
                                    8, 12, 5,  9,  8, 13, 6, 13, 11, 14, 1,  4,  5, 6,  5,  8,  9,  13, 3,  8, 8, 11,
                                    7, 12, 13, 14, 2, 6,  7, 10, 6,  11, 13, 14, 7, 13, 12, 14, 10, 14, 14, 15};

static unsigned turned(unsigned way) {
    return way == 0 || way == 3 ? way : 3 - way;
}

/* Every path from a node to a head and on is counted by its code, in which the tie that closes it may be none. */
static void count_codes(uint64_t *tally, const ent__upward *it, uint32_t node, const uint8_t *marks) {
    for (uint32_t i = it->offsets[node]; i < it->offsets[node + 1]; i++) {
        uint32_t middle = it->heads[i];
        unsigned first = it->ways[i];
        for (uint32_t j = it->offsets[middle]; j < it->offsets[middle + 1]; j++) {
            unsigned code = first | (unsigned)marks[it->heads[j]] << 2 | (unsigned)it->ways[j] << 4;
            tally[j % STRANDS * CODES + code]++;
        }
    }
}

/* Counts triples with two ties or more, and takes those with three off those with two. */
static void count_triangles(uint64_t *counts, const uint64_t *tally) {
    for (unsigned code = 0; code < CODES; code++) {
        unsigned vu = code & 3u, vw = code >> 2 & 3u, uw = code >> 4;
        uint64_t found = 0;
        for (unsigned strand = 0; strand < STRANDS; strand++) {
            found += tally[strand * CODES + code];
        }
        if (vu && vw && uw) {
            counts[type_of[code]] += found;
            counts[type_of[vu | vw << 2]] -= found;
            counts[type_of[turned(vu) | uw << 2]] -= found;
            counts[type_of[turned(vw) | turned(uw) << 2]] -= found;
        }
    }
}

/* Counts the pairs of a node's ties, whether or not a third closes them, and half of each tie. */
static void count_pairs(uint64_t *counts, uint64_t halves[4], const ent__upward *it, uint32_t node) {
    uint64_t ties[4] = {0};
    ent__dyads row = ent__dyads_of(it, node);
    while (ent__dyads_next(&row)) {
        ties[row.way]++;
    }
    for (unsigned a = 1; a < 4; a++) {
        halves[a] += ties[a];
        counts[type_of[a | a << 2]] += ties[a] * (ties[a] - (ties[a] > 0)) / 2;
        for (unsigned b = a + 1; b < 4; b++) {
            counts[type_of[a | b << 2]] += ties[a] * ties[b];
        }
    }
}

/* Triples with a single tie: of all that a tie of this kind is in those without another. */
static void count_single(uint64_t *counts, ent_triad single, uint64_t ties, uint64_t n) {
    /* Of each type, how many ties are one way only, and how many are mutual. */
    static const uint8_t one_way[ENT_TRIAD_TYPES] = {0, 1, 0, 2, 2, 2, 1, 1, 3, 3, 0, 2, 2, 2, 1, 0};
    static const uint8_t mutual[ENT_TRIAD_TYPES] = {0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 2, 1, 1, 1, 2, 3};
    uint64_t in_others = 0;
    for (int type = ENT_TRIAD_021D; type < ENT_TRIAD_TYPES; type++) {
        in_others += counts[type] * (single == ENT_TRIAD_012 ? one_way : mutual)[type];
    }
    counts[single] = ties ? ties * (n - 2) - in_others : 0;
}

static ent_status count_all(uint64_t *counts, const ent__upward *it, const ent_run *run, ent_error *error) {
    uint64_t tally[STRANDS * CODES], halves[4] = {0}, n = it->node_count, met = 0;
    ent_status status = ent__triangles(tally, STRANDS * CODES, count_codes, it, run, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t node = 0; node < n; node++) {
        count_pairs(counts, halves, it, node);
    }
    count_triangles(counts, tally);
    count_single(counts, ENT_TRIAD_012, halves[1], n);
    count_single(counts, ENT_TRIAD_102, halves[3] / 2, n);
    for (int type = 1; type < ENT_TRIAD_TYPES; type++) {
        met += counts[type];
    }
    counts[ENT_TRIAD_003] = n < 3 ? 0 : n * (n - 1) / 2 * (n - 2) / 3 - met;
    return ENT_OK;
}

ent_status ent_triad_census(uint64_t *counts, const ent_network *network, const ent_run *run, ent_error *error) {
    ent__upward rows;
    memset(counts, 0, ENT_TRIAD_TYPES * sizeof *counts);
    if (network->node_count > MOST_NODES) {
        return ent__fail(error, ENT_ELIMIT, "a triad census of %u actors; the most is %u", network->node_count,
                         MOST_NODES);
    }
    ent_status status = ent__upward_make(&rows, network, true, error);
    if (status == ENT_OK) {
        status = count_all(counts, &rows, run, error);
    }
    if (status != ENT_OK) {
        memset(counts, 0, ENT_TRIAD_TYPES * sizeof *counts);
    }
    ent__upward_free(&rows);
    return status;
}
