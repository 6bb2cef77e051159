/*
 * Work shared between threads, with results that do not depend on how many there are. Private.
 *
 * Items are taken in order, each by whichever thread is free; the calling thread is one of the workers and the only one that
 * reports progress. When items fail, the first in their order is the one that counts. The others are threads of a pool (pool.h);
 * one that does not come leaves its items to the rest. Items may share work of their own.
 */
#ifndef ENT_PARALLEL_H
#define ENT_PARALLEL_H

#include "base_internal.h"

/* Does item `item`; `worker` (below the number asked for) says whose working memory to use. */
typedef ent_status ent__task(void *context, uint32_t worker, size_t item, ent_error *error);
ent_status ent__parallel(size_t items, uint32_t workers, ent__task *task, void *context, const ent_run *run,
                         ent_error *error);

/* The same for items that each fill a vector of numbers, zeroed for them: `total` (length) gets the sum of the vectors, added
 * in the order of the items, so that the same bits come out of any number of threads. */
typedef ent_status ent__term(void *context, uint32_t worker, size_t item, double *vector, ent_error *error);
ent_status ent__parallel_sum(double *total, size_t length, size_t items, uint32_t workers, ent__term *term,
                             void *context, const ent_run *run, ent_error *error);

#endif
