/*
 * Coreness (Seidman 1983; Batagelj & Zaversnik 2003), by igraph. O(n + m).
 */
#include "../network/igraph_bridge.h"
#include "measure.h"

ent_status ent__score_coreness(double *scores, const ent__call *call, ent_error *error) {
    ent__layer layer;
    /* The arcs as they are, whatever the mode: of both, a reciprocated pair counts twice. */
    ent_status status = ent__layer_make(&layer, call->network, ENT_OUT, ENT_WEIGHT_UNIT, error);
    if (status == ENT_OK) {
        status = ent__igraph_coreness(scores, &layer, call->options.mode, call->run, error);
    }
    ent__layer_free(&layer);
    return status;
}
