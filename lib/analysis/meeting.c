/*
 * Drawing a shortest path: both searches grow by whole levels, always the one whose frontier has fewer arcs, until they meet.
 *
 * The first level that meets the other's frontier settles the distance, and every shortest path has exactly one node there: one
 * is drawn with the number of paths through it, and from it the way back to each end is drawn node by node, again with the
 * numbers of paths. In a small world the two meet after about the square root of what one search would go over. Only what was
 * reached is cleared.
 */
#include "meeting.h"

#include <stdlib.h>

static bool open_front(ent__front *front, uint32_t n) {
    *front = (ent__front){.depths = ent__calloc(n, sizeof *front->depths),
                          .paths = ent__calloc(n, sizeof *front->paths),
                          .reached = ent__calloc(n, sizeof *front->reached)};
    for (uint32_t v = 0; front->depths && v < n; v++) {
        front->depths[v] = ENT_NONE;
    }
    return front->depths && front->paths && front->reached;
}

static void close_front(ent__front *front) {
    free(front->depths);
    free(front->paths);
    free(front->reached);
}

ent_status ent__meeting_make(ent__meeting *meeting, const ent__compact *compact, ent_error *error) {
    *meeting = (ent__meeting){.compact = compact};
    bool complete = open_front(&meeting->from, compact->node_count);
    complete = open_front(&meeting->to, compact->node_count) && complete;
    if (!complete) {
        ent__meeting_free(meeting);
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

void ent__meeting_free(ent__meeting *meeting) {
    close_front(&meeting->from);
    close_front(&meeting->to);
    *meeting = (ent__meeting){0};
}

/* Starts a search at a place: one path of no steps leads there. */
static void seat(ent__front *front, uint32_t place, const ent__compact_rows *rows) {
    front->depths[place] = 0;
    front->paths[place] = 1.0;
    front->reached[0] = place;
    front->frontier = 0;
    front->count = 1;
    front->depth = 0;
    front->arcs = rows->offsets[place + 1] - rows->offsets[place];
}

/* Undoes what the last search reached, which in a small world is far less than n. */
static void clear(ent__front *front) {
    for (uint32_t i = 0; i < front->count; i++) {
        front->depths[front->reached[i]] = ENT_NONE;
    }
}

/* One level more; true if it holds a node of the other's frontier, which then is all there is between. */
static bool grow(ent__front *front, const ent__front *other, const ent__compact_rows *rows) {
    uint32_t start = front->frontier, end = front->count;
    bool meets = false;
    front->frontier = end;
    front->depth++;
    front->arcs = 0;
    for (uint32_t i = start; i < end; i++) {
        uint32_t v = front->reached[i];
        for (uint32_t e = rows->offsets[v]; e < rows->offsets[v + 1]; e++) {
            uint32_t w = rows->heads[e];
            if (front->depths[w] == ENT_NONE) {
                front->depths[w] = front->depth;
                front->paths[w] = 0.0;
                front->reached[front->count++] = w;
                front->arcs += rows->offsets[w + 1] - rows->offsets[w];
                meets = meets || other->depths[w] != ENT_NONE;
            }
            if (front->depths[w] == front->depth) {
                front->paths[w] += front->paths[v];
            }
        }
    }
    return meets;
}

/* A number in [0, 1) with all the 53 bits that a double has. */
static double uniform(uint64_t *random) {
    return (double)(ent__random(random) >> 11) * 0x1p-53;
}

/* A node of the level where the two meet, by the number of paths through it. */
static uint32_t draw_middle(const ent__front *grown, const ent__front *other, uint64_t *random) {
    double all = 0.0;
    for (uint32_t i = grown->frontier; i < grown->count; i++) {
        uint32_t v = grown->reached[i];
        all += other->depths[v] != ENT_NONE ? grown->paths[v] * other->paths[v] : 0.0;
    }
    double left = uniform(random) * all;
    uint32_t middle = ENT_NONE;
    for (uint32_t i = grown->frontier; i < grown->count && left >= 0.0; i++) {
        uint32_t v = grown->reached[i];
        if (other->depths[v] != ENT_NONE) {
            middle = v;
            left -= grown->paths[v] * other->paths[v];
        }
    }
    return middle;
}

/* Draws the way from `place` back to where the front began, counting what lies between. `rows` lead back. */
static void draw_back(const ent__front *front, uint32_t *counts, uint32_t place, const ent__compact_rows *rows,
                      uint64_t *random) {
    while (front->depths[place] > 1) {
        double left = uniform(random) * front->paths[place];
        uint32_t before = ENT_NONE;
        for (uint32_t e = rows->offsets[place]; e < rows->offsets[place + 1] && left >= 0.0; e++) {
            uint32_t v = rows->heads[e];
            if (front->depths[v] == front->depths[place] - 1) {
                before = v;
                left -= front->paths[v];
            }
        }
        place = before;
        counts[place]++;
    }
}

void ent__meeting_draw(ent__meeting *meeting, uint32_t *counts, uint32_t source, uint32_t target, uint64_t *random) {
    const ent__compact *compact = meeting->compact;
    ent__front *from = &meeting->from, *to = &meeting->to;
    seat(from, source, &compact->out);
    seat(to, target, &compact->in);
    bool meets = false, forward = true;
    while (!meets && from->frontier < from->count && to->frontier < to->count) {
        forward = from->arcs <= to->arcs;
        meets = forward ? grow(from, to, &compact->out) : grow(to, from, &compact->in);
    }
    if (meets) {
        uint32_t middle = forward ? draw_middle(from, to, random) : draw_middle(to, from, random);
        counts[middle] += middle != source && middle != target;
        draw_back(from, counts, middle, &compact->in, random);
        draw_back(to, counts, middle, &compact->out, random);
    }
    clear(from);
    clear(to);
}
