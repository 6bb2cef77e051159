/*
 * The ties that signed measures see: those of sign + or -, with their number. Private; read by analysis/.
 *
 * Made of the undirected projection (P and N of both directions summed before the sign is taken), or of the arcs of a directed
 * network along or against them. O(n + m) time and memory.
 */
#ifndef ENT_SIGNED_LAYER_H
#define ENT_SIGNED_LAYER_H

#include "../network/network_internal.h"
#include <entente/signed.h>

typedef struct ent__signed_layer {
    uint32_t node_count;
    uint32_t tie_count;
    uint32_t *u, *v; /* ends; of the projection u < v, ordered by (u, v) */
    double *values; /* sign, v or P - N, never 0; its sign is that of the tie */
    uint32_t *offsets; /* rows, node_count + 1: of the projection every tie stands in both ends' */
    uint32_t *heads; /* rising in each row */
    uint32_t *ties; /* the tie behind each entry */
} ent__signed_layer;

/* Reads the options, checked; `values` is the mask (1u << ent_signed_value) of what the measure takes. */
ent_status ent__signed_options_read(ent_signed_options *read, const ent_signed_options *options, uint32_t values,
                                    ent_error *error);
/* ENT_ALL, or any mode of an undirected network: the projection; ENT_OUT and ENT_IN: the arcs. On failure it is empty. */
ent_status ent__signed_layer_make(ent__signed_layer *layer, const ent_network *network, ent_mode mode,
                                  const ent_signed_options *options, ent_error *error);
void ent__signed_layer_free(ent__signed_layer *layer);

/* The options of a measure read and its projection made: how nearly every measure of signs begins. */
ent_status ent__signed_begin(ent__signed_layer *layer, ent_signed_options *read, uint32_t values,
                             const ent_network *network, const ent_signed_options *options, ent_error *error);

#define ENT__ONLY_SIGN (1u << ENT_SIGNED_SIGN)
#define ENT__SIGN_OR_NET (1u << ENT_SIGNED_SIGN | 1u << ENT_SIGNED_NET)
#define ENT__ANY_VALUE 7u

#endif
