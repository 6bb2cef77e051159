/*
 * What a series consists of while it is made: series.c counts events, windows.c follows an indicator. Private.
 */
#ifndef ENT_SERIES_H
#define ENT_SERIES_H

#include "../view/arcs.h"
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

/* Fills the values of a series whose periods are known. `arcs` are those of the whole view. */
ent_status ent__windows_follow(ent_series *series, const ent__series_question *question, const ent__arcs *arcs,
                               ent_error *error);

#endif
