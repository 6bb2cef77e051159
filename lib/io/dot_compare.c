/*
 * Two networks in one diagram: what is new, what is gone and what stays, told apart by words, by width and by stroke, so that it
 * shows in black and white too. A line is new if none of its relations was there before.
 */
#include "../network/network_internal.h"
#include "dot_internal.h"

ent_status ent__dot_overlay(ent_network **overlay, const ent_network *before, const ent_network *after,
                            const ent_graph *graph, ent_error *error) {
    *overlay = NULL;
    if (!graph) {
        return ent__fail(error, ENT_EINVAL, "without a graph there are no relations to compare; expected one");
    }
    if (ent_network_is_directed(before) != ent_network_is_directed(after)) {
        return ent__fail(error, ENT_EINVAL, "one network is directed and the other is not; compare two alike");
    }
    ent_status status = ent__check_graph(before, graph, error);
    if (status == ENT_OK) {
        status = ent__check_graph(after, graph, error);
    }
    return status == ENT_OK ? ent__network_overlay(overlay, before, after, error) : status;
}

uint8_t ent__dot_relation_sides(const ent__diagram *diagram, uint32_t from, uint32_t to, ent_id relation) {
    ent_id actors[2] = {ent_network_actor(diagram->network, from), ent_network_actor(diagram->network, to)};
    uint8_t sides = 0;
    for (int side = 0; side < 2 && diagram->sides[0]; side++) {
        uint32_t edge = ent__network_edge_between(diagram->sides[side], actors[0], actors[1]);
        bool has =
            edge != ENT_NONE && (relation == ENT_NONE || ent__network_rests_on(diagram->sides[side], edge, relation));
        sides |= has ? (uint8_t)(side ? ENT__AFTER : ENT__BEFORE) : 0u;
    }
    return sides;
}

uint8_t ent__dot_node_sides(const ent__diagram *diagram, uint32_t node) {
    ent_id actor = ent_network_actor(diagram->network, node);
    bool before = diagram->sides[0] && ent_network_node(diagram->sides[0], actor) != ENT_NONE;
    bool after = diagram->sides[1] && ent_network_node(diagram->sides[1], actor) != ENT_NONE;
    return (uint8_t)((before ? ENT__BEFORE : 0u) | (after ? ENT__AFTER : 0u));
}

const char *ent__dot_state_word(uint8_t sides) {
    return sides == ENT__BEFORE ? "gone" : sides == ENT__AFTER ? "new" : sides ? "same" : "";
}

void ent__dot_compared_title(ent__out *out, const ent__diagram *diagram) {
    const ent_view *before = ent_network_view(diagram->sides[0]), *after = ent_network_view(diagram->sides[1]);
    char days[ENT__DAYS_TEXT];
    if (before->since == after->since && before->until == after->until) {
        ent__out_text(out, "what if");
        return;
    }
    ent__dot_days(days, before->since, before->until, true);
    ent__out_format(out, "from %s", days);
    ent__dot_days(days, after->since, after->until, true);
    ent__out_format(out, " to %s", days);
}
