/* What the functions about journeys share: their options checked, and one sweep by objective. Private. */
#ifndef ENT_JOURNEYS_H
#define ENT_JOURNEYS_H

#include "sweep.h"

/* The options' copy with defaults filled in, checked. */
ent_status ent__journey_options_read(ent_journey_options *copy, const ent_journey_options *options, ent_error *error);
/* ENT_EINVAL if a window has no day. */
ent_status ent__window_check(ent_date since, ent_date until, ent_error *error);
/* ENT_EINVAL if there is no such node. */
ent_status ent__contacts_check_node(const ent_contacts *contacts, uint32_t node, ent_error *error);
/* One number a node, as ent_journeys_from() says. */
ent_status ent__journeys_sweep(double *values, const ent__sweep *sweep, ent_journey_objective objective,
                               ent_error *error);

#endif
