/*
 * The arcs of a layer of lengths that a shortest path can go over. Private.
 */
#ifndef ENT_BACKBONE_H
#define ENT_BACKBONE_H

#include "../network/layer.h"

/* Takes arcs out of the layer; which ones does not depend on threads. No search over what is left can tell the difference. */
ent_status ent__backbone_keep(ent__layer *layer, const ent_run *run, ent_error *error);

#endif
