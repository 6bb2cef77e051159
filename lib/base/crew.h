/*
 * Threads that stay for many short rounds, each of which shares out items like ent__parallel(). Private.
 *
 * For iterations whose every step is worth some tens of microseconds or more, where starting threads in each would cost as much.
 * Results do not depend on the number of threads if an item writes what no other item of its round writes or reads.
 */
#ifndef ENT_CREW_H
#define ENT_CREW_H

#include "base_internal.h"

typedef struct ent__crew ent__crew;

/* Does item `item`; cannot fail. */
typedef void ent__chore(void *context, size_t item);

/* A crew of `workers` with the calling thread, the only one that may use it; threads that do not start are done without. */
ent_status ent__crew_make(ent__crew **crew, uint32_t workers, ent_error *error);
/* NULL is fine. */
void ent__crew_free(ent__crew *crew);
/* Does items 0 .. items - 1; returns when all are done. */
void ent__crew_do(ent__crew *crew, size_t items, ent__chore *chore, void *context);

#endif
