/*
 * What a series consists of while it is made: series.c counts events, sliding.c and windows.c follow an indicator. Private.
 */
#ifndef ENT_SERIES_H
#define ENT_SERIES_H

#include "../view/ties.h"
#include <entente/compare.h>

/* Most periods of a series, and of a window of it. */
#define ENT__MOST_PERIODS 1000000

struct ent_series {
    ent_period period;
    ent_indicator indicator;
    uint32_t count, undated;
    ent_date *first, *last;
    uint32_t *relations;
    double *positive, *negative, *values;
};

/* The number of the period that a day is in; consecutive periods have consecutive numbers. */
int64_t ent__period_number(ent_period period, ent_date day);
/* The first day of a period by its number. */
int64_t ent__period_start(ent_period period, int64_t number);

/* The question with its defaults filled in. */
typedef struct ent__series_question {
    const ent_graph *graph;
    ent_view view; /* where arcs are of an indicator: without decay, which each window brings itself */
    double half_life; /* of that decay */
    ent_series_options options;
    const ent_run *run;
} ent__series_question;

/* The place that a day's period has in a series that has periods; below 0 or beyond its count for days outside. `near`: the place
 * of another day, which is set to this one's; days that follow each other are mostly of one period. */
static inline int64_t ent__series_place(const ent_series *series, ent_date day, uint32_t *near) {
    if (day < series->first[*near] || day > series->last[*near]) {
        int64_t place = ent__period_number(series->period, day) - ent__period_number(series->period, series->first[0]);
        if (place < 0 || place >= series->count) {
            return place;
        }
        *near = (uint32_t)place;
    }
    return *near;
}

/* The indicator in one network. */
ent_status ent__indicator_value(double *value, const ent_network *network, const ent_series_options *options,
                                const ent_run *run, ent_error *error);

/* Fill the values, which are zeroed, of a series whose periods are known. */
ent_status ent__windows_follow(ent_series *series, const ent__series_question *question, ent_error *error);
/* The same from the ties of the whole view, which has no decay and is not mutual; *is_done is false where a strength is no
 * number of units, and nothing is filled. */
ent_status ent__windows_slide(bool *is_done, ent_series *series, const ent__series_question *question,
                              const ent__ties *ties, ent_error *error);

#endif
