/*
 * What spreads in an undirected layer: the solution h of (D - a A) h = u, A the weights of the rows, D their sums. Private.
 */
#ifndef ENT_DIFFUSION_H
#define ENT_DIFFUSION_H

#include "../base/crew.h"
#include "../network/neighbours.h"

typedef struct ent__diffusion {
    const ent__neighbours *rows;
    const double *diagonal; /* D, or 1 where a row is empty */
    const double *source; /* u, of sum 1 and nowhere below 0 */
    double damping; /* a, below 1 */
    ent__crew *crew;
} ent__diffusion;

/* Until the residual is `enough` (L1), or it cannot get there in `most` steps or for rounding; 24 n bytes. ENT_ECANCELLED. */
ent_status ent__diffuse(double *h, const ent__diffusion *asked, double enough, uint32_t most, const ent_run *run,
                        ent_error *error);

#endif
