/*
 * Threads that take items in order, by one counter; an item should be worth some microseconds or more.
 *
 * Sums: a worker that is done with an item whose turn to be added has not come leaves its vector for whoever adds the one
 * before, and takes another. There are two vectors a worker; when all are in use it waits. The last one is kept for the item
 * whose turn is next, or all could be waiting for that one while it waits for a vector.
 */
#include "parallel.h"

#include "pool.h"
#include <stdlib.h>
#include <string.h>

typedef struct crew {
    ent__task *task;
    void *context;
    const ent_run *run;
    size_t items;
    atomic_size_t next; /* item to be taken; none from `items` on */
    pthread_mutex_t lock; /* of what failed */
    size_t failed; /* the first item in order that failed; items: none */
    ent_status status;
    ent_error error;
} crew;

/* Notes a failure; no more items are given out. */
static void fail(crew *all, size_t item, ent_status status, const ent_error *error) {
    pthread_mutex_lock(&all->lock);
    if (item < all->failed) {
        all->failed = item;
        all->status = status;
        all->error = *error;
    }
    pthread_mutex_unlock(&all->lock);
    atomic_store(&all->next, all->items);
}

/* The number of the next item, or more than there are: items and workers together are far from what size_t holds. */
static size_t take_item(crew *all) {
    return atomic_fetch_add_explicit(&all->next, 1, memory_order_relaxed);
}

static void work(void *context, uint32_t number) {
    crew *all = context;
    ent_error error = {0};
    for (size_t item = take_item(all); item < all->items; item = take_item(all)) {
        ent_status status = all->task(all->context, number, item, &error);
        if (status == ENT_OK && number == 0) {
            status = ent__progress(all->run, (double)item / (double)all->items, &error);
        }
        if (status != ENT_OK) {
            fail(all, item, status, &error);
        }
    }
}

ent_status ent__parallel(size_t items, uint32_t workers, ent__task *task, void *context, const ent_run *run,
                         ent_error *error) {
    crew all = {.task = task, .context = context, .run = run, .items = items, .failed = items};
    uint32_t count = workers < items ? workers : (uint32_t)(items ? items : 1);
    ent_status status =
        ent__progress(run, 0.0, error); /* the other threads may leave the calling one without an item */
    if (status != ENT_OK) {
        return status;
    }
    pthread_mutex_init(&all.lock, NULL);
    if (count > 1) {
        ent__offer offer;
        ent__pool_open(&offer, count - 1, work, &all);
        work(&all, 0);
        ent__pool_close(&offer);
    } else {
        work(&all, 0);
    }
    pthread_mutex_destroy(&all.lock);
    if (all.status != ENT_OK && error) {
        *error = all.error;
    }
    return all.status;
}

/* ---- Sums --------------------------------------------------------------------------------------------------------- */

typedef struct ledger {
    ent__term *term;
    void *context;
    double *total;
    size_t length;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    double **idle; /* vectors not in use */
    double **waiting; /* vectors to be added: by item modulo `ring`, more than items can lie apart */
    size_t count, idle_count, ring;
    size_t next; /* item to be added */
    bool is_adding, is_stopped;
} ledger;

static double *take_vector(ledger *sums, size_t item) {
    pthread_mutex_lock(&sums->lock);
    while (sums->idle_count <= (item != sums->next) && !sums->is_stopped) {
        pthread_cond_wait(&sums->changed, &sums->lock);
    }
    double *vector = sums->is_stopped ? NULL : sums->idle[--sums->idle_count];
    pthread_mutex_unlock(&sums->lock);
    return vector;
}

/* Gives a vector back and lets nobody take another. */
static void stop(ledger *sums, double *vector) {
    pthread_mutex_lock(&sums->lock);
    sums->idle[sums->idle_count++] = vector;
    sums->is_stopped = true;
    pthread_cond_broadcast(&sums->changed);
    pthread_mutex_unlock(&sums->lock);
}

/* Hands in a vector, and adds all whose turn has come unless somebody is at it. */
static void hand_in(ledger *sums, size_t item, double *vector) {
    pthread_mutex_lock(&sums->lock);
    sums->waiting[item % sums->ring] = vector;
    while (!sums->is_adding && sums->waiting[sums->next % sums->ring]) {
        double *turn = sums->waiting[sums->next % sums->ring];
        sums->waiting[sums->next % sums->ring] = NULL;
        sums->is_adding = true;
        pthread_mutex_unlock(&sums->lock);
        for (size_t i = 0; i < sums->length; i++) {
            sums->total[i] += turn[i];
        }
        pthread_mutex_lock(&sums->lock);
        sums->is_adding = false;
        sums->next++;
        sums->idle[sums->idle_count++] = turn;
        pthread_cond_broadcast(&sums->changed);
    }
    pthread_mutex_unlock(&sums->lock);
}

static ent_status sum_item(void *context, uint32_t worker, size_t item, ent_error *error) {
    ledger *sums = context;
    double *vector = take_vector(sums, item);
    if (!vector) {
        return ENT_OK; /* somebody else failed */
    }
    memset(vector, 0, sums->length * sizeof *vector);
    ent_status status = sums->term(sums->context, worker, item, vector, error);
    if (status != ENT_OK) {
        stop(sums, vector);
        return status;
    }
    hand_in(sums, item, vector);
    return ENT_OK;
}

static bool open_ledger(ledger *sums, uint32_t workers) {
    sums->count = 2 * (size_t)workers;
    sums->ring = 4 * (size_t)workers;
    sums->idle = ent__calloc(sums->count, sizeof(double *));
    sums->waiting = ent__calloc(sums->ring, sizeof(double *));
    while (sums->idle && sums->waiting && sums->idle_count < sums->count) {
        double *vector = ent__calloc(sums->length, sizeof *vector);
        if (!vector) {
            return false;
        }
        sums->idle[sums->idle_count++] = vector;
    }
    return sums->idle && sums->waiting;
}

static void close_ledger(ledger *sums) {
    for (size_t i = 0; sums->idle && i < sums->idle_count; i++) {
        free(sums->idle[i]);
    }
    for (size_t i = 0; sums->waiting && i < sums->ring; i++) {
        free(sums->waiting[i]);
    }
    free(sums->idle);
    free(sums->waiting);
}

ent_status ent__parallel_sum(double *total, size_t length, size_t items, uint32_t workers, ent__term *term,
                             void *context, const ent_run *run, ent_error *error) {
    ledger sums = {.term = term, .context = context, .total = total, .length = length};
    memset(total, 0, length * sizeof *total);
    if (!open_ledger(&sums, workers)) {
        close_ledger(&sums);
        return ent__fail_memory(error);
    }
    pthread_mutex_init(&sums.lock, NULL);
    pthread_cond_init(&sums.changed, NULL);
    ent_status status = ent__parallel(items, workers, sum_item, &sums, run, error);
    pthread_cond_destroy(&sums.changed);
    pthread_mutex_destroy(&sums.lock);
    close_ledger(&sums);
    return status;
}
