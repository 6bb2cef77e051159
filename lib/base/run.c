/*
 * Progress, cancelling and the number of threads. The callback is called from the calling thread only.
 */
#include "base_internal.h"

#include <unistd.h>

ent_status ent__progress(const ent_run *run, double fraction, ent_error *error) {
    if (run && run->progress && run->progress(run->context, fraction)) {
        return ent__fail(error, ENT_ECANCELLED, "cancelled after %.0f %%", 100.0 * fraction);
    }
    return ENT_OK;
}

uint32_t ent__threads(const ent_run *run) {
    if (run && run->threads) {
        return run->threads;
    }
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : (uint32_t)processors;
}
