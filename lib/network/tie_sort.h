/*
 * Sorting ties by their pairs, on several threads. Private.
 */
#ifndef ENT_TIE_SORT_H
#define ENT_TIE_SORT_H

#include "../view/ties.h"

/*
 * Sorts the ties of pieces by the lowest `bits` bits of their pairs (the others are 0) into one, whose ties are to be freed; those of
 * one pair keep their order. The pieces' own ties are freed, also on failure. O(ties * bits / 11), and twice the ties in memory.
 */
ent_status ent__ties_sort(ent__piece *sorted, ent__piece *pieces, size_t piece_count, unsigned bits, uint32_t workers,
                          ent_error *error);

#endif
