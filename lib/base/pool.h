/*
 * Threads that are started when work is first shared, and kept until the library is unloaded or the program ends. Private; work
 * is shared through parallel.h.
 */
#ifndef ENT_POOL_H
#define ENT_POOL_H

#include "base_internal.h"

#include <pthread.h>
#include <stdatomic.h>

/* Work that threads of the pool may help with; it lies with whoever offers it, from opening to closing. */
typedef struct ent__offer {
    void (*help)(void *context, uint32_t number);
    void *context;
    uint32_t wanted; /* helpers that may still begin */
    uint32_t begun;
    atomic_uint busy; /* of these, who are not done */
    pthread_cond_t done; /* nobody is busy */
    struct ent__offer *next;
} ent__offer;

/* Lets up to `helpers` threads call help(context, number), numbers from 1 on. Returns at once, however few there are. */
void ent__pool_open(ent__offer *offer, uint32_t helpers, void (*help)(void *context, uint32_t number), void *context);
/* Lets nobody else begin, and waits for those that did. */
void ent__pool_close(ent__offer *offer);
/* Threads that the pool has. */
uint32_t ent__pool_size(void);

#endif
