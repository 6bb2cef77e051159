/*
 * A network from arrays of edges: checked record by record, loops left out, then built like any other. Records of the same
 * pair add up, and each is evidence of its edge by its position. O(records) and the build.
 *
 * Everything is checked before anything is made: a failure names the record and its value. The arrays are the caller's and not
 * kept.
 */
#include "network_internal.h"

#include <math.h>
#include <stdlib.h>

/* Zero is a strength (the record is there, and says nothing), but no length. */
static ent_status check_number(double value, bool may_be_zero, size_t record, const char *what, ent_error *error) {
    if (isfinite(value) && (value > 0.0 || (may_be_zero && value == 0.0))) {
        return ENT_OK;
    }
    char text[32];
    ent__double_format(text, value);
    return ent__fail(error, ENT_EINVAL, "edge %zu: %s %s; expected a finite number %s 0", record, what, text,
                     may_be_zero ? "of at least" : "above");
}

static ent_status check_record(const ent_edge_list *list, size_t i, ent_error *error) {
    if (list->from[i] >= list->node_count || list->to[i] >= list->node_count) {
        return ent__fail(error, ENT_EINVAL, "edge %zu: %u to %u; expected nodes below %u", i, list->from[i],
                         list->to[i], list->node_count);
    }
    if (list->kinds && list->kinds[i] >= ENT_KIND_COUNT) {
        return ent__fail(error, ENT_EINVAL, "edge %zu: kind %u; expected an ent_kind, 0 to %d", i,
                         (unsigned)list->kinds[i], ENT_KIND_COUNT - 1);
    }
    ent_status status = ENT_OK;
    if (list->positive) {
        status = check_number(list->positive[i], true, i, "positive strength", error);
    }
    if (status == ENT_OK && list->negative) {
        status = check_number(list->negative[i], true, i, "negative strength", error);
    }
    if (status == ENT_OK && list->length) {
        status = check_number(list->length[i], false, i, "length", error);
    }
    return status;
}

/* The limits first: a count that is too great must not be gone through. */
static ent_status check_list(ent_edge_list *copy, const ent_edge_list *edges, ent_error *error) {
    *copy = (ent_edge_list)ENT_EDGE_LIST_INIT;
    if (!edges) {
        return ent__fail(error, ENT_EINVAL, "no edges (NULL)");
    }
    ent_status status = ent__options_read(copy, sizeof *copy, edges, "ent_edge_list", error);
    if (status == ENT_OK && (copy->node_count >= ENT_NONE || copy->edge_count >= ENT_NONE)) {
        status = ent__fail(error, ENT_ELIMIT, "a network has room for %u nodes and records", ENT_NONE - 1);
    }
    if (status == ENT_OK && copy->edge_count && (!copy->from || !copy->to)) {
        status = ent__fail(error, ENT_EINVAL, "%zu edges, but `from` or `to` is NULL", copy->edge_count);
    }
    for (size_t i = 0; i < copy->edge_count && status == ENT_OK; i++) {
        status = check_record(copy, i, error);
    }
    return status;
}

/* A record as a tie, and if it is both positive and negative, another that only adds to the negative. */
static size_t make_ties(ent__tie *ties, const ent_edge_list *list, size_t i) {
    double positive = list->positive ? list->positive[i] : 1.0, negative = list->negative ? list->negative[i] : 0.0;
    ent__tie tie = {.pair = ent__pair(list->from[i], list->to[i], 32, list->directed),
                    .strength = positive > 0.0 ? positive : -negative,
                    .relation = (ent_id)i,
                    .first = ENT_DATE_MIN,
                    .last = ENT_DATE_MAX,
                    .kind = list->kinds ? list->kinds[i] : (uint32_t)ENT_KIND_DIPLOMATIC};
    ties[0] = tie;
    if (positive > 0.0 && negative > 0.0) {
        tie.strength = -negative;
        tie.relation = ENT_NONE;
        ties[1] = tie;
        return 2;
    }
    return 1;
}

/* Records are finite, but their sum may not be. */
static ent_status check_sums(const ent_network *network, ent_error *error) {
    for (uint32_t e = 0; e < network->edge_count; e++) {
        if (!isfinite(ent__edge_positive(network, e)) || !isfinite(ent__edge_negative(network, e))) {
            return ent__fail(error, ENT_EINVAL, "strengths of the records from %u to %u add up to infinity",
                             network->from[e], network->to[e]);
        }
    }
    return ENT_OK;
}

ent_status ent_network_from_edges(ent_network **network, const ent_edge_list *edges, const ent_run *run,
                                  ent_error *error) {
    *network = NULL;
    ent_edge_list list;
    ent_status status = check_list(&list, edges, error);
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_network *made = ent__calloc(1, sizeof *made);
    ent__tie *ties = ent__calloc(list.edge_count, (list.negative ? 2 : 1) * sizeof *ties);
    if (!made || !ties) {
        status = ent__fail_memory(error);
        goto cleanup;
    }
    size_t count = 0;
    for (size_t i = 0; i < list.edge_count; i++) {
        if (list.from[i] != list.to[i]) {
            count += make_ties(ties + count, &list, i);
        }
    }
    made->node_count = list.node_count;
    made->directed = list.directed != 0;
    made->last_day = ENT_DATE_MIN;
    made->view = (ent_view)ENT_VIEW_INIT;
    made->view.direction = list.directed ? ENT_DIRECTED : ENT_UNDIRECTED;
    status = ent__network_build(made, ties, count, list.length, error);
    ties = NULL;
    if (status == ENT_OK) {
        status = check_sums(made, error);
    }
cleanup:
    free(ties);
    if (status != ENT_OK) {
        ent_network_free(made);
        return status;
    }
    *network = made;
    return ENT_OK;
}
