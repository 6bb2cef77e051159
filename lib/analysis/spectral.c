/*
 * Eigenvector centrality and hubs and authorities.
 */
#include "measure.h"

ent_status ent__score_eigenvector(double *scores, const ent__call *call, ent_error *error) {
    (void)scores, (void)call;
    return ent__fail(error, ENT_EUNSUPPORTED, "not yet");
}

ent_status ent__score_hits(double *scores, const ent__call *call, ent_error *error) {
    (void)scores, (void)call;
    return ent__fail(error, ENT_EUNSUPPORTED, "not yet");
}
