/*
 * Fails the n-th allocation and all after it, for every n. Whatever n is, a step must report ENT_ENOMEM, hand out nothing and
 * leak nothing; with none failing it must succeed.
 *
 * The allocator of the whole process is replaced (glibc lets a program do so), which reaches igraph, cJSON and utf8proc too.
 * Not for use under sanitizers, which have an allocator of their own.
 */
#ifndef ENT_OOM_HARNESS_H
#define ENT_OOM_HARNESS_H

#include <entente/entente.h>

/* One step; frees what it made. Asks for one thread only: of several, allocations do not come in the same order twice. */
typedef struct oom_step {
    const char *name;
    ent_status (*run)(const ent_graph *graph, const ent_network *network, ent_error *error);
} oom_step;

/* Runs every step with each of its allocations failing; prints `N passed, N failed` and returns how many failed. */
int oom_run(const oom_step *steps, size_t count, const ent_graph *graph, const ent_network *network);

#endif
