/*
 * Best sides of a shrunk signed graph. Private, for the line index of balance.
 */
#ifndef ENT_ELIMINATION_H
#define ENT_ELIMINATION_H

#include "signed_kernel.h"

/*
 * Gives every node that is left in the kernel a side. If the graph is narrow enough (2^width summed over the nodes is bounded) the
 * sides are the best there are, `least` their cost and `proven` true; else the sides are all 0, `least` is a lower bound from
 * negative cycles without a common tie, and `proven` false.
 */
ent_status ent__eliminate(uint8_t *sides, double *least, bool *proven, const ent__kernel *kernel, const ent_run *run,
                          ent_error *error);

/* Weight of negative cycles that share no tie, found greedily, short ones first: no choice of sides costs less. */
ent_status ent__pack_cycles(double *weight, const ent__kernel *kernel, const ent_run *run, ent_error *error);

#endif
