/*
 * Runs a reading: every thread takes the next block, reads it and makes rows of it; whoever completes the one that is next
 * in order builds it, and those behind it that are ready. Blocks are few and are used again, so that their bytes stay in
 * the cache and memory does not depend on the files.
 *
 * The calling thread is one of the workers, and the only one that reports progress. The first failure in the order of the
 * blocks is the one that counts, whichever thread meets one first.
 */
#include "event_internal.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct pool {
    const ent__event_job *job;
    const ent_run *run;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    ent__block *blocks;
    ent__block **idle; /* not in use */
    ent__block **ready; /* read, waiting to be built: by ticket modulo block_count */
    size_t block_count, idle_count;
    size_t file; /* that blocks are taken from */
    uint64_t next_ticket, next_built;
    bool is_building, is_stopped;
    uint64_t bytes_built;
    ent_status status;
    ent_error error;
} pool;

typedef struct thread {
    pool *pool;
    ent__worker worker;
    pthread_t id;
    bool is_running;
} thread;

/* ---- Taking blocks (under the lock) ------------------------------------------------------------------------------- */

static void stop(pool *all, ent_status status, const ent_error *error) {
    if (all->status == ENT_OK) {
        all->status = status;
        all->error = *error;
    }
    all->is_stopped = true;
    pthread_cond_broadcast(&all->changed);
}

/* Opens the file that is next, if it is not open yet. */
static ent_status open_next(const pool *all, ent__event_file *file, ent_error *error) {
    if (file->is_open) {
        return ENT_OK;
    }
    ent_status status = ent__event_file_open(file, error);
    return status == ENT_OK ? ent__event_reader_choose(file, all->job->options, error) : status;
}

/* The next block of the files, empty of results; NULL when there is none. Waits while all blocks are in use. A file that
 * cannot be opened gives a block with that failure, which counts when its turn comes. */
static ent__block *take(pool *all, const ent__worker *worker) {
    const ent__event_job *job = all->job;
    while (!all->is_stopped && all->idle_count == 0) {
        pthread_cond_wait(&all->changed, &all->lock);
    }
    if (all->is_stopped || all->file == job->file_count) {
        return NULL;
    }
    ent__block *block = all->idle[--all->idle_count];
    ent__event_file *file = &job->files[all->file];
    block->ticket = all->next_ticket++;
    block->file = (uint32_t)all->file;
    block->worker = worker->number;
    block->row_count = block->rejected_count = block->blank_count = block->length = 0;
    block->extra_count = block->text_length = block->side_count = 0;
    block->scan.mark_count = block->scan.end_count = block->scan.odd_count = 0;
    block->status = open_next(all, file, &block->error);
    block->table = file->table;
    if (block->status == ENT_OK) {
        block->status = ent__event_file_next(file, block, job->options->block_size, &block->error);
    }
    file->in_flight++;
    if (file->is_done || block->status != ENT_OK) {
        file->is_done = true;
        all->file++;
    }
    return block;
}

/* ---- Building, in order (under the lock, which it leaves meanwhile) ----------------------------------------------- */

/* After so many blocks it is guessed from them how many relations all files have. */
#define GUESSED_FROM 8u

static void build_ready(pool *all) {
    ent__block **place = &all->ready[all->next_built % all->block_count];
    while (!all->is_stopped && *place) {
        ent__block *block = *place;
        *place = NULL;
        pthread_mutex_unlock(&all->lock);
        ent_error error = block->error;
        ent_status status = block->status;
        if (status == ENT_OK) {
            status = ent__build(all->job->builder, &all->job->files[block->file], block, &error);
        }
        if (status == ENT_OK && all->next_built + 1 == GUESSED_FROM && all->job->size) {
            ent__build_expect(all->job->builder, (double)(all->bytes_built + block->length) / (double)all->job->size);
        }
        pthread_mutex_lock(&all->lock);
        all->bytes_built += block->length;
        all->next_built++;
        all->idle[all->idle_count++] = block;
        place = &all->ready[all->next_built % all->block_count];
        if (status != ENT_OK) {
            stop(all, status, &error);
        }
        pthread_cond_broadcast(&all->changed);
    }
}

/* Hands a block on that has been read. */
static void hand_on(pool *all, ent__block *block) {
    ent__event_file *file = &all->job->files[block->file];
    if (--file->in_flight == 0 && file->is_done) {
        ent__event_file_close(file);
    }
    all->ready[block->ticket % all->block_count] = block;
    if (!all->is_building) {
        all->is_building = true;
        build_ready(all);
        all->is_building = false;
    }
}

/* ---- Working ------------------------------------------------------------------------------------------------------ */

static void read_block(const pool *all, ent__worker *worker, ent__block *block) {
    const ent__event_file *file = &all->job->files[block->file];
    size_t lines = 0;
    block->status = ent__event_file_read(file, block, all->job->options->block_size, &block->error);
    if (block->status == ENT_OK) {
        block->status = ent__scan_reserve(&block->scan, block->length, &block->error);
    }
    if (block->status == ENT_OK) {
        all->job->scan(&block->scan, block->bytes, block->length, file->reader->separator, file->newline);
        lines = block->scan.end_count;
    }
    if (block->status == ENT_OK && (!ENT__RESERVE(block->rows, block->row_capacity, lines) ||
                                    !ENT__RESERVE(block->row_flags, block->flag_capacity, lines) ||
                                    !ENT__RESERVE(block->rejected, block->rejected_capacity, lines))) {
        block->status = ent__fail_memory(&block->error);
    }
    if (block->status == ENT_OK) {
        file->reader->read(worker, block);
    }
}

/* Reports progress; only the calling thread may. */
static void report(pool *all) {
    ent_error error = {0};
    double fraction = all->job->size ? (double)all->bytes_built / (double)all->job->size : 0.0;
    pthread_mutex_unlock(&all->lock);
    ent_status status = ent__progress(all->run, fraction < 1.0 ? fraction : 1.0, &error);
    pthread_mutex_lock(&all->lock);
    if (status != ENT_OK) {
        stop(all, status, &error);
    }
}

static void work(thread *self) {
    pool *all = self->pool;
    pthread_mutex_lock(&all->lock);
    if (self->worker.number == 0) {
        report(all); /* at least once, whoever reads the blocks */
    }
    for (ent__block *block = take(all, &self->worker); block; block = take(all, &self->worker)) {
        pthread_mutex_unlock(&all->lock);
        if (block->status == ENT_OK) {
            read_block(all, &self->worker, block);
        }
        pthread_mutex_lock(&all->lock);
        hand_on(all, block);
        if (self->worker.number == 0) {
            report(all);
        }
    }
    pthread_mutex_unlock(&all->lock);
}

static void *work_of(void *self) {
    work(self);
    return NULL;
}

/* Runs the workers; a thread that does not start leaves its work to the others. */
static void run_threads(pool *all, thread *threads, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        threads[i].pool = all;
        threads[i].worker.options = all->job->options;
        threads[i].worker.codes = all->job->codes;
        threads[i].worker.number = i;
        threads[i].is_running = i > 0 && pthread_create(&threads[i].id, NULL, work_of, &threads[i]) == 0;
    }
    work(&threads[0]);
    for (uint32_t i = 1; i < count; i++) {
        if (threads[i].is_running) {
            pthread_join(threads[i].id, NULL);
        }
    }
}

ent_status ent__event_threads(const ent__event_job *job, uint32_t threads, const ent_run *run, ent_error *error) {
    pool all = {.job = job, .run = run, .block_count = 2 * (size_t)threads + 2};
    thread *workers = ent__calloc(threads, sizeof *workers);
    all.blocks = ent__calloc(all.block_count, sizeof *all.blocks);
    all.idle = ent__calloc(all.block_count, sizeof(ent__block *));
    all.ready = ent__calloc(all.block_count, sizeof(ent__block *));
    if (!workers || !all.blocks || !all.idle || !all.ready) {
        all.status = ent__fail_memory(&all.error);
    } else {
        for (size_t i = all.block_count; i-- > 0;) {
            all.idle[all.idle_count++] = &all.blocks[i];
        }
        pthread_mutex_init(&all.lock, NULL);
        pthread_cond_init(&all.changed, NULL);
        run_threads(&all, workers, threads);
        pthread_cond_destroy(&all.changed);
        pthread_mutex_destroy(&all.lock);
    }
    for (size_t i = 0; all.blocks && i < all.block_count; i++) {
        ent__block_free(&all.blocks[i]);
    }
    for (uint32_t i = 0; workers && i < threads; i++) {
        ent__worker_free(&workers[i].worker);
    }
    free(workers);
    free(all.blocks);
    free(all.idle);
    free(all.ready);
    if (all.status != ENT_OK && error) {
        *error = all.error;
    }
    return all.status;
}
