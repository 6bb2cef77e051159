/*
 * No call takes more memory at its peak than it may (growth_call_at), on networks of two sizes: neither more a node and an edge,
 * nor more as they grow.
 */
#include "growth.h"

#include <stdio.h>

#define BESIDE (32u << 10) /* what does not grow, and what libraries keep */
#define SMALLER 1000u
#define LARGER 2000u

static int exceeds(const growth_call *call, growth_subject *subject) {
    size_t most = BESIDE + (size_t)call->node_bytes * subject->n + (size_t)call->edge_bytes * subject->m;
    call->run(subject); /* what a first call leaves behind counts for none */
    growth_peak_start();
    call->run(subject);
    size_t peak = growth_peak();
    if (peak > most) {
        printf("FAILED %s on %u nodes and %u edges: %zu bytes at the peak; expected at most %zu\n", call->name,
               subject->n, subject->m, peak, most);
    }
    return peak > most;
}

int main(void) {
    growth_subject smaller, larger;
    int failed = 0;
    growth_make(&smaller, SMALLER);
    growth_make(&larger, LARGER);
    for (size_t i = 0; i < growth_call_count(); i++) {
        failed += exceeds(growth_call_at(i), &smaller) ||
                  (growth_call_at(i)->most >= LARGER && exceeds(growth_call_at(i), &larger));
    }
    growth_free(&smaller);
    growth_free(&larger);
    printf("%d passed, %d failed\n", (int)growth_call_count() - failed, failed);
    return failed > 0;
}
