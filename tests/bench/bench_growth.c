/*
 * Time and memory of every call against size: `bench_growth [CALL]`. A series of power laws, each twice as large; the exponent is
 * that between the last two sizes, beside the one expected. No peers; seconds are noisy, so the quickest of three counts.
 */
#include "../growth/growth.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SIZES 8
#define SMALLEST 500u
#define REPETITIONS 3

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double quickest(const growth_call *call, growth_subject *subject) {
    double best = INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
        double start = cpu_seconds();
        call->run(subject);
        best = fmin(best, cpu_seconds() - start);
    }
    return best;
}

static void report(const growth_call *call, growth_subject *subjects) {
    double seconds[2] = {0.0, 0.0}, bytes[2] = {0.0, 0.0};
    int last = 0;
    for (int i = 0; i < SIZES && subjects[i].n <= call->most; i++) {
        growth_peak_start();
        call->run(&subjects[i]);
        seconds[0] = seconds[1];
        bytes[0] = bytes[1];
        bytes[1] = (double)growth_peak();
        seconds[1] = quickest(call, &subjects[i]);
        last = i;
    }
    const growth_subject *largest = &subjects[last];
    double size = log2((double)largest->m / subjects[last - 1].m);
    printf("%-24s %7u %9u %11.6f %8.2f %8.2f %12.0f %8.2f %9.1f\n", call->name, largest->n, largest->m, seconds[1],
           log2(seconds[1] / seconds[0]) / size, call->exponent, bytes[1], log2(bytes[1] / bytes[0]) / size,
           bytes[1] / (largest->n + largest->m));
    fflush(stdout);
}

int main(int count, char **arguments) {
    static growth_subject subjects[SIZES];
    for (int i = 0; i < SIZES; i++) {
        growth_make(&subjects[i], SMALLEST << i);
    }
    printf("%-24s %7s %9s %11s %8s %8s %12s %8s %9s\n", "call", "nodes", "edges", "CPU s", "exponent", "expected",
           "peak bytes", "exponent", "b/(n+m)");
    for (size_t i = 0; i < growth_call_count; i++) {
        if (count < 2 || strcmp(growth_calls[i].name, arguments[1]) == 0) {
            report(&growth_calls[i], subjects);
        }
    }
    for (int i = 0; i < SIZES; i++) {
        growth_free(&subjects[i]);
    }
    return 0;
}
