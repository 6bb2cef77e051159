/*
 * What paths.c, journey.c, kinds_in_order.c and back_channels.c, the ways to look for a path, share.
 */
#ifndef PATHS_H
#define PATHS_H

#include "answer.h"
#include "question.h"

typedef struct cli_search {
    cli_question question;
    ent_network *network;
    ent_contacts *contacts; /* of the same view; NULL: not asked for yet */
    ent_id from, to;
    cJSON *answer;
    cJSON *avoided, *paths; /* lists in the answer */
    uint32_t path_count;
    cJSON *flat; /* rows of tsv: every relation of every step */
    cJSON *shown; /* rows of the table of the path at hand */
    cJSON *tables; /* the tables before it */
    cli_section *sections;
    size_t section_count;
} cli_search;

typedef struct cli_step {
    uint32_t number; /* from 1 */
    ent_id from, to;
    const char *day; /* of a path that respects time, else NULL */
    const ent_id *relations;
    uint32_t relation_count;
} cli_step;

/* Adds a path of hops + 1 nodes; then its steps, then its table. */
cJSON *add_path(cli_search *search, const uint32_t *nodes, uint32_t hops);
void add_step(cli_search *search, cJSON *path, const cli_step *step);
/* `columns`: NULL: those of steps. */
void add_section(cli_search *search, char *title, const cli_column *columns);
/* Whether a relation of an edge is evidence of a step by some kinds. */
typedef bool cli_keeps(const cli_search *search, const ent_relation *relation, uint32_t kinds);
/* The relations of an edge that are kept; free() them. */
ent_id *evidence_that(const cli_search *search, uint32_t edge, cli_keeps *keeps, uint32_t kinds, uint32_t *count);
/* Adds a path of the network with its steps and their cooperative evidence. */
cJSON *add_steps(cli_search *search, const ent_path *found);

/* The dated contacts of the question. */
const ent_contacts *contacts_of(cli_search *search);
/* Whether the steps of a path can have been taken in their order: "certain", "possible" or "impossible". */
const char *order_of_steps(cli_search *search, const ent_path *path);
/* Adds the path that respects time and arrives earliest, or with --within is the quickest, if there is one. */
void find_journey(cli_search *search, uint32_t source, uint32_t target);
/* Adds the path over relations of kinds in order, if there is one. */
void find_kinds_in_order(cli_search *search, uint32_t source, uint32_t target);

/* Adds the back channels between two, and who could walk between them. */
void find_back_channels(cli_search *search, uint32_t source, uint32_t target);

#endif
