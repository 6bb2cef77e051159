/*
 * The relations that an answer rests on, numbered, each with its confidence and its sources: what is drawn. Private.
 */
#ifndef ENT_CITATIONS_H
#define ENT_CITATIONS_H

#include "resample.h"

typedef struct ent__citations {
    uint32_t relation_count;
    ent_id *relations; /* rising */
    double *confidence; /* of each relation */
    size_t *offsets; /* relation r cites cited[offsets[r] .. offsets[r + 1]) */
    uint32_t *cited; /* numbers of sources below */
    ent_id *sources; /* every source cited, rising */
    uint32_t source_count, unsourced;
} ent__citations;

/* Reads the relations of some records of one graph, and fills the rows of each record. On failure it is empty. */
ent_status ent__citations_read(ent__citations *citations, ent__basis *const *records, size_t count, ent_error *error);
void ent__citations_free(ent__citations *citations);

#endif
