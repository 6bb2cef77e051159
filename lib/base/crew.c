/*
 * Rounds are numbered; an odd number is one that is open. Whoever helps first counts himself in, then looks whether the round that he
 * came for is still open; the caller closes it when no item is left, and waits only for those who are in. So a helper that is late,
 * asleep or not scheduled at all holds up nobody. All that decides is sequentially consistent.
 *
 * Helpers watch for the next round for some tens of microseconds before they go to sleep; waking one costs about as much.
 */
#include "crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#define WATCHES 4000u
#define GLANCES 200u

struct ent__crew {
    ent__chore *chore;
    void *context;
    size_t items;
    atomic_size_t next;
    atomic_uint round;
    atomic_uint inside;
    atomic_uint asleep;
    atomic_bool dismissed;
    pthread_mutex_t lock;
    pthread_cond_t opened;
    uint32_t helpers;
    pthread_t threads[];
};

static void rest(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    __builtin_ia32_pause();
#endif
}

static void take_items(ent__crew *crew) {
    for (size_t item = atomic_fetch_add(&crew->next, 1); item < crew->items; item = atomic_fetch_add(&crew->next, 1)) {
        crew->chore(crew->context, item);
    }
}

/* Whether there is a round to join, or none any more. */
static bool is_called(ent__crew *crew, unsigned last) {
    unsigned round = atomic_load(&crew->round);
    return (round % 2 == 1 && round != last) || atomic_load(&crew->dismissed);
}

static void wait_for_call(ent__crew *crew, unsigned last) {
    for (unsigned i = 0; i < WATCHES; i++) {
        if (is_called(crew, last)) {
            return;
        }
        rest();
    }
    pthread_mutex_lock(&crew->lock);
    atomic_fetch_add(&crew->asleep, 1);
    while (!is_called(crew, last)) {
        pthread_cond_wait(&crew->opened, &crew->lock);
    }
    atomic_fetch_sub(&crew->asleep, 1);
    pthread_mutex_unlock(&crew->lock);
}

static void *help(void *context) {
    ent__crew *crew = context;
    unsigned last = 0;
    for (wait_for_call(crew, last); !atomic_load(&crew->dismissed); wait_for_call(crew, last)) {
        last = atomic_load(&crew->round);
        atomic_fetch_add(&crew->inside, 1);
        if (last % 2 == 1 && atomic_load(&crew->round) == last) {
            take_items(crew);
        }
        atomic_fetch_sub(&crew->inside, 1);
    }
    return NULL;
}

static void wake(ent__crew *crew) {
    if (atomic_load(&crew->asleep)) {
        pthread_mutex_lock(&crew->lock);
        pthread_cond_broadcast(&crew->opened);
        pthread_mutex_unlock(&crew->lock);
    }
}

void ent__crew_do(ent__crew *crew, size_t items, ent__chore *chore, void *context) {
    crew->chore = chore;
    crew->context = context;
    crew->items = items;
    atomic_store(&crew->next, 0);
    if (crew->helpers && items > 1) {
        atomic_fetch_add(&crew->round, 1);
        wake(crew);
    }
    take_items(crew);
    if (atomic_load(&crew->round) % 2 == 1) {
        atomic_fetch_add(&crew->round, 1);
    }
    for (unsigned i = 0; atomic_load(&crew->inside); i++) {
        if (i < GLANCES) {
            rest();
        } else {
            sched_yield();
        }
    }
}

ent_status ent__crew_make(ent__crew **crew, uint32_t workers, ent_error *error) {
    uint32_t helpers = workers > 1 ? workers - 1 : 0;
    ent__crew *made = ent__calloc(1, sizeof *made + helpers * sizeof *made->threads);
    *crew = made;
    if (!made) {
        return ent__fail_memory(error);
    }
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->opened, NULL);
    while (made->helpers < helpers && pthread_create(&made->threads[made->helpers], NULL, help, made) == 0) {
        made->helpers++;
    }
    return ENT_OK;
}

void ent__crew_free(ent__crew *crew) {
    if (!crew) {
        return;
    }
    atomic_store(&crew->dismissed, true);
    pthread_mutex_lock(&crew->lock);
    pthread_cond_broadcast(&crew->opened);
    pthread_mutex_unlock(&crew->lock);
    for (uint32_t i = 0; i < crew->helpers; i++) {
        pthread_join(crew->threads[i], NULL);
    }
    pthread_cond_destroy(&crew->opened);
    pthread_mutex_destroy(&crew->lock);
    free(crew);
}
