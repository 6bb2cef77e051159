/* The failing allocator of harness.h, and the loop over its steps. */
#include "harness.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static bool armed;
static long until_failure; /* allocations that still succeed; negative: all do */
static long allocations, live;
static bool refused;

static bool refuse(void) {
    if (!armed) {
        return false;
    }
    allocations++;
    if (until_failure < 0 || until_failure-- > 0) {
        return false;
    }
    until_failure = 0; /* and every later one fails too: memory does not come back */
    refused = true;
    errno = ENOMEM;
    return true;
}

static void *counted(void *block) {
    live += armed && block;
    return block;
}

void *malloc(size_t size) {
    return refuse() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return refuse() ? NULL : counted(__libc_calloc(count, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    return refuse() ? NULL : counted(__libc_memalign(alignment, size));
}

void *realloc(void *block, size_t size) {
    if (refuse()) {
        return NULL;
    }
    void *moved = __libc_realloc(block, size);
    live += armed && moved && !block;
    return moved;
}

void free(void *block) {
    live -= armed && block;
    __libc_free(block);
}

/* Runs a step with the n-th allocation failing; true when none was left to fail. */
static bool attempt(const oom_step *step, long n, const ent_graph *graph, const ent_network *network,
                    const char **problem) {
    ent_error error = {ENT_OK, 0, 0, 0, ""};
    long before = live;
    refused = false;
    until_failure = n;
    armed = true;
    ent_status status = step->run(graph, network, &error);
    armed = false;
    if (live != before) {
        *problem = "leaks";
    } else if (refused && status == ENT_OK) {
        *problem = NULL; /* did without: a cache or a hint that may fail */
    } else if (refused && status != ENT_ENOMEM) {
        fprintf(stderr, "status %s: %s\n", ent_status_name(status), error.message);
        *problem = "does not report ENT_ENOMEM";
    } else if (!refused && status != ENT_OK) {
        fprintf(stderr, "status %s: %s\n", ent_status_name(status), error.message);
        *problem = "fails with all the memory it wants";
    }
    return !refused;
}

static bool survives(const oom_step *step, const ent_graph *graph, const ent_network *network) {
    const char *problem = NULL, *kept = NULL;
    attempt(step, -1, graph, network, &kept); /* what libraries allocate once and keep, such as a thread's stack */
    live = 0;
    long n = 0;
    while (!problem && !attempt(step, n, graph, network, &problem)) {
        n++;
    }
    if (problem) {
        printf("FAILED %s with allocation %ld failing: %s\n", step->name, n, problem);
    } else {
        printf("%s: %ld allocations, each failed once\n", step->name, n);
    }
    return !problem;
}

int oom_run(const oom_step *steps, size_t count, const ent_graph *graph, const ent_network *network) {
    int passed = 0, failed = 0;
    for (size_t i = 0; i < count; i++) {
        survives(&steps[i], graph, network) ? passed++ : failed++;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed;
}
