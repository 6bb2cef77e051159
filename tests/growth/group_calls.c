/* The calls that give groups, camps and ways between two: of networks with signs and of contacts. */
#include "growth.h"

#include <stdlib.h>

static void signed_ties(growth_subject *it) {
    uint32_t count;
    ent_error error;
    ent_signed_tie *ties = malloc(it->m * sizeof *ties); /* the answer: the 40 bytes an edge that are measured */
    growth_check(ties ? ENT_OK : ENT_ENOMEM, &(ent_error){.message = "out of memory"});
    growth_check(ent_signed_ties(ties, &count, it->with_signs, NULL, &error), &error);
    free(ties);
}

static void signed_camps(growth_subject *it) {
    uint32_t length;
    ent_error error;
    growth_check(
        ent_signed_camps(it->labels, it->labels + it->n, &length, it->with_signs, ENT_CAMPS_BALANCED, NULL, &error),
        &error);
}

/* Ten groups; other calls write over the labels. */
static void deal_groups(growth_subject *it) {
    for (uint32_t node = 0; node < it->n; node++) {
        it->labels[node] = node % 10;
    }
}

static void modularity(growth_subject *it) {
    ent_error error;
    deal_groups(it);
    growth_check(ent_modularity(it->numbers, it->plain, it->labels, NULL, &error), &error);
}

static void brokerage(growth_subject *it) {
    ent_brokerage answer = ENT_BROKERAGE_INIT;
    ent_error error;
    answer.counts = it->numbers;
    deal_groups(it);
    growth_check(ent_brokerage_count(&answer, it->directed, it->labels, ENT_BROKERAGE_BERNOULLI, &it->run, &error),
                 &error);
}

static void back_channels(growth_subject *it) {
    ent_back_channels *found;
    ent_error error;
    growth_check(ent_back_channels_find(&found, it->plain, it->n / 2, it->n / 3, NULL, &it->run, &error), &error);
    ent_back_channels_free(found);
}

static void reach(growth_subject *it) {
    uint32_t count;
    ent_error error;
    growth_check(ent_contacts_reach(it->labels, &count, it->contacts, 0, NULL, &it->run, &error), &error);
}

static void journey(growth_subject *it) {
    ent_journey *found;
    ent_error error;
    growth_check(ent_journey_find(&found, it->contacts, it->n / 2, it->n / 3, NULL, &it->run, &error), &error);
    ent_journey_free(found);
}

const growth_call growth_group_calls[] = {
    {"signed_ties", signed_ties, 1.0, 64000, 0, 41},
    {"signed_camps", signed_camps, 1.0, 64000, 33, 33},
    {"modularity", modularity, 1.0, 64000, 34, 34},
    {"brokerage", brokerage, 1.67, 16000, 36, 36},
    {"back_channels", back_channels, 1.0, 16000, 100, 2},
    {"reach", reach, 1.0, 64000, 17, 0},
    {"journey", journey, 1.0, 64000, 17, 0},
};
const size_t growth_group_call_count = sizeof growth_group_calls / sizeof *growth_group_calls;
