/*
 * Progress, cancelling and the number of threads. The callback is called from the calling thread only.
 */
#define _GNU_SOURCE /* sched_getaffinity() */
#include "base_internal.h"

#include <sched.h>
#include <unistd.h>

ent_status ent__progress(const ent_run *run, double fraction, ent_error *error) {
    if (run && run->progress && run->progress(run->context, fraction)) {
        return ent__fail(error, ENT_ECANCELLED, "cancelled after %.0f %%", 100.0 * fraction);
    }
    return ENT_OK;
}

/* Asking the scheduler takes 0.2 microseconds; sysconf() opens and reads a file, which takes 10. */
static uint32_t count_processors(void) {
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) { /* fails where there are more than fit in it */
        return (uint32_t)CPU_COUNT(&allowed);
    }
#endif
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : (uint32_t)processors;
}

uint32_t ent__threads(const ent_run *run) {
    if (run && run->threads) {
        return run->threads;
    }
    return count_processors();
}
