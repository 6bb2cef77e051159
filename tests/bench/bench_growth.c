/*
 * Time and memory of every call against size: `bench_growth [CALL]`. A series of power laws, each twice as large; the exponents
 * are those of the last five sizes, beside the one expected of time; steeper ones are marked. No peers; seconds are noisy, so the
 * quickest of three counts.
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
#define FITTED 5 /* sizes, the largest, that the exponents are of */
#define STEEP 0.25 /* more than expected by so much is pointed out: caches that are outgrown explain less */

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

/* Of the logarithms by least squares: y = x^slope. */
static double slope(const double *x, const double *y, int count) {
    double mean_x = 0.0, mean_y = 0.0, both = 0.0, square = 0.0;
    for (int i = 0; i < count; i++) {
        mean_x += log2(x[i]) / count;
        mean_y += log2(y[i]) / count;
    }
    for (int i = 0; i < count; i++) {
        both += (log2(x[i]) - mean_x) * (log2(y[i]) - mean_y);
        square += (log2(x[i]) - mean_x) * (log2(x[i]) - mean_x);
    }
    return both / square;
}

static void report(const growth_call *call, growth_subject *subjects) {
    double sizes[SIZES], seconds[SIZES], bytes[SIZES];
    int count = 0;
    for (; count < SIZES && subjects[count].n <= call->most; count++) {
        growth_subject *subject = &subjects[count];
        sizes[count] = (double)subject->n + subject->m;
        growth_peak_start();
        call->run(subject);
        bytes[count] = fmax(1.0, (double)growth_peak());
        seconds[count] = quickest(call, subject);
    }
    const growth_subject *largest = &subjects[count - 1];
    int first = count > FITTED ? count - FITTED : 0;
    double time = slope(sizes + first, seconds + first, count - first);
    printf("%-24s %7u %9u %11.6f %8.2f %8.2f %12.0f %8.2f %9.1f%s\n", call->name, largest->n, largest->m,
           seconds[count - 1], time, call->exponent, bytes[count - 1],
           slope(sizes + first, bytes + first, count - first), bytes[count - 1] / sizes[count - 1],
           time > call->exponent + STEEP ? "  steep" : "");
    fflush(stdout);
}

int main(int count, char **arguments) {
    static growth_subject subjects[SIZES];
    for (int i = 0; i < SIZES; i++) {
        growth_make(&subjects[i], SMALLEST << i);
    }
    printf("%-24s %7s %9s %11s %8s %8s %12s %8s %9s\n", "call", "nodes", "edges", "CPU s", "exponent", "expected",
           "peak bytes", "exponent", "b/(n+m)");
    for (size_t i = 0; i < growth_call_count(); i++) {
        if (count < 2 || strcmp(growth_call_at(i)->name, arguments[1]) == 0) {
            report(growth_call_at(i), subjects);
        }
    }
    for (int i = 0; i < SIZES; i++) {
        growth_free(&subjects[i]);
    }
    return 0;
}
