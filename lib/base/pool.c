/*
 * The threads of the pool. Starting one costs some 25 microseconds, waking one that sleeps about as much less for who wakes it;
 * so a thread that is done looks out a moment for what comes next before it sleeps, and who closes an offer a moment for those
 * that are almost done. Nobody ever waits for a thread that has not begun: whoever offers work does it alone if none comes.
 *
 * There are as many threads as the machine has processors, or as somebody asked for at once, without the one who asks. They take no
 * signals. A forked child begins with none, and must not go on with work that was shared when it was forked. When the library is
 * unloaded the threads end; those that are busy as the program exits are left to end with it.
 */
#include "pool.h"

#include <signal.h>
#include <unistd.h>

#define MOST_THREADS 255u
/* Looks before a thread sleeps: some 0.1 ms. Waking it takes 9 microseconds of who calls, and it comes 24 later. */
#define MOST_LOOKS 4000u

typedef struct thread {
    pthread_t id;
    bool is_busy;
} thread;

static struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    ent__offer *offers; /* that want helpers, the oldest first */
    atomic_uint wanted; /* by all of them */
    thread threads[MOST_THREADS];
    uint32_t count, looking, asleep;
    bool is_ended;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static inline void pause_processor(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/* ---- Threads ------------------------------------------------------------------------------------------------------ */

/* Takes an offer out of those that want helpers. */
static void withdraw(ent__offer *offer) {
    ent__offer **place = &pool.offers;
    while (*place && *place != offer) {
        place = &(*place)->next;
    }
    if (*place) {
        *place = offer->next;
        atomic_fetch_sub_explicit(&pool.wanted, offer->wanted, memory_order_relaxed);
        offer->wanted = 0;
    }
}

/* Helps with the oldest offer; the lock is held before and after. */
static void help(thread *self) {
    ent__offer *offer = pool.offers;
    uint32_t number = ++offer->begun;
    atomic_fetch_add_explicit(&offer->busy, 1, memory_order_relaxed);
    atomic_fetch_sub_explicit(&pool.wanted, 1, memory_order_relaxed);
    if (--offer->wanted == 0) {
        pool.offers = offer->next;
    }
    self->is_busy = true;
    pthread_mutex_unlock(&pool.lock);
    offer->help(offer->context, number);
    pthread_mutex_lock(&pool.lock);
    self->is_busy = false;
    if (atomic_fetch_sub_explicit(&offer->busy, 1, memory_order_release) == 1) {
        pthread_cond_signal(&offer->done);
    }
}

/* Looks out for an offer, then sleeps until there is one; the lock is held before and after. */
static void look_out(void) {
    pool.looking++;
    pthread_mutex_unlock(&pool.lock);
    for (uint32_t i = 0; i < MOST_LOOKS && !atomic_load_explicit(&pool.wanted, memory_order_relaxed); i++) {
        pause_processor();
    }
    pthread_mutex_lock(&pool.lock);
    pool.looking--;
    pool.asleep++;
    while (!pool.offers && !pool.is_ended) {
        pthread_cond_wait(&pool.wake, &pool.lock);
    }
    pool.asleep--;
}

static void *serve(void *self) {
    pthread_mutex_lock(&pool.lock);
    while (!pool.is_ended) {
        if (pool.offers) {
            help(self);
        } else {
            look_out();
        }
    }
    pthread_mutex_unlock(&pool.lock);
    return NULL;
}

static bool start_thread(void) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread *next = &pool.threads[pool.count];
    next->is_busy = false;
    bool is_started = pthread_create(&next->id, NULL, serve, next) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pool.count += is_started;
    return is_started;
}

/* ---- Forks, and the end ------------------------------------------------------------------------------------------- */

static bool can_fork;

static void before_fork(void) {
    pthread_mutex_lock(&pool.lock);
}

static void after_fork(void) {
    pthread_mutex_unlock(&pool.lock);
}

/* The child has none of the threads, and nobody in it offers anything. */
static void begin_child(void) {
    pool.count = pool.looking = pool.asleep = 0;
    pool.offers = NULL;
    atomic_store(&pool.wanted, 0);
    pthread_cond_init(&pool.wake, NULL);
    pthread_mutex_unlock(&pool.lock);
}

static void expect_forks(void) {
    can_fork = pthread_atfork(before_fork, after_fork, begin_child) == 0;
}

__attribute__((destructor)) static void end_pool(void) {
    pthread_mutex_lock(&pool.lock);
    pool.is_ended = true;
    pthread_cond_broadcast(&pool.wake);
    for (uint32_t i = 0; i < pool.count; i++) {
        thread *one = &pool.threads[i];
        if (!one->is_busy) { /* nor will it be */
            pthread_mutex_unlock(&pool.lock);
            pthread_join(one->id, NULL);
            pthread_mutex_lock(&pool.lock);
        }
    }
    pthread_mutex_unlock(&pool.lock);
}

/* ---- Offers ------------------------------------------------------------------------------------------------------- */

/* Threads that there may be when so many helpers are asked for. */
static uint32_t most_threads(uint32_t helpers) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint32_t most = processors > 1 ? (uint32_t)processors - 1 : 0;
    most = helpers > most ? helpers : most;
    return most < MOST_THREADS ? most : MOST_THREADS;
}

/* Sees to it that somebody comes: those who look out do so by themselves. The lock is held. */
static void call_helpers(uint32_t helpers) {
    uint32_t wanted = atomic_load_explicit(&pool.wanted, memory_order_relaxed);
    uint32_t idle = pool.looking + pool.asleep, most = idle < wanted ? most_threads(helpers) : 0;
    while (idle < wanted && pool.count < most && !pool.is_ended && start_thread()) {
        idle++;
    }
    for (uint32_t i = pool.looking; i < wanted && i < pool.looking + pool.asleep; i++) {
        pthread_cond_signal(&pool.wake);
    }
}

void ent__pool_open(ent__offer *offer, uint32_t helpers, void (*help_with)(void *context, uint32_t number),
                    void *context) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    *offer = (ent__offer){.help = help_with, .context = context, .wanted = helpers};
    pthread_cond_init(&offer->done, NULL);
    pthread_once(&once, expect_forks);
    if (!can_fork || helpers == 0) {
        offer->wanted = 0;
        return;
    }
    pthread_mutex_lock(&pool.lock);
    ent__offer **place = &pool.offers;
    while (*place) {
        place = &(*place)->next;
    }
    *place = offer;
    atomic_fetch_add_explicit(&pool.wanted, helpers, memory_order_relaxed);
    call_helpers(helpers);
    pthread_mutex_unlock(&pool.lock);
}

void ent__pool_close(ent__offer *offer) {
    pthread_mutex_lock(&pool.lock);
    withdraw(offer);
    pthread_mutex_unlock(&pool.lock);
    for (uint32_t i = 0; i < MOST_LOOKS && atomic_load_explicit(&offer->busy, memory_order_acquire); i++) {
        pause_processor();
    }
    pthread_mutex_lock(&pool.lock); /* whoever was the last has let go of the offer */
    while (atomic_load_explicit(&offer->busy, memory_order_relaxed)) {
        pthread_cond_wait(&offer->done, &pool.lock);
    }
    pthread_mutex_unlock(&pool.lock);
    pthread_cond_destroy(&offer->done);
}

uint32_t ent__pool_size(void) {
    pthread_mutex_lock(&pool.lock);
    uint32_t count = pool.count;
    pthread_mutex_unlock(&pool.lock);
    return count;
}
