/*
 * Who did and who could mediate: from the question to the answer, and reading it. The relations are gone through twice, for
 * the network of the evidence window and for the mediations; everything else sees only these two. O(relations + arcs log arcs)
 * and what mediator_scores.c says for the candidates.
 *
 * Two lists that are never mixed: what happened (mediations.c) is not scored, what could is not told as if it had.
 */
#include "../view/arcs.h"
#include "brokerage.h"
#include "mediators_internal.h"

#include <math.h>
#include <stdlib.h>

/* The day after the last dated day of any event, so that all of them are before it; ENT_DATE_MAX if none has a date. */
static ent_status day_after_all(ent_date *day, const ent_graph *graph, ent_error *error) {
    ent_date last = ENT_DATE_MIN;
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_status status = ent_graph_get_relation(&relation, graph, i, error);
        if (status != ENT_OK) {
            return status;
        }
        ent_date dated = relation.last != ENT_DATE_MAX ? relation.last : relation.first;
        if (relation.kind != ENT_KIND_AFFILIATION && dated > last) {
            last = dated;
        }
    }
    *day = last == ENT_DATE_MIN ? ENT_DATE_MAX : last + 1;
    return ENT_OK;
}

/* Windows that reach before all days begin at ENT_DATE_MIN, which is open. */
ent_date ent__day_before(ent_date day, uint32_t days) {
    int64_t earlier = (int64_t)day - days;
    return earlier < ENT_DATE_MIN ? ENT_DATE_MIN : (ent_date)earlier;
}

/* Reads the options and turns their days and horizons into windows. What began on the day itself is not seen: that is what
 * may be predicted. */
static ent_status read_question(ent__mediator_question *question, const ent_graph *graph,
                                const ent_mediator_options *options, ent_error *error) {
    ent_mediator_options *read = &question->options;
    *question = (ent__mediator_question){.graph = graph, .options = ENT_MEDIATOR_OPTIONS_INIT};
    ent_status status = ent__options_read(read, sizeof *read, options, "ent_mediator_options", error);
    if (status == ENT_OK && read->day == ENT_DATE_MIN) {
        status = ent__fail(error, ENT_EINVAL, "day is ENT_DATE_MIN, before which nothing is; expected a day");
    }
    if (status == ENT_OK && !ent_component_name(read->by)) {
        status = ent__fail(error, ENT_EINVAL, "by is %d, no component; expected 0 to %d", (int)read->by,
                           ENT_COMPONENT_COUNT - 1);
    }
    ent_date day = read->day;
    if (status == ENT_OK && day == ENT_DATE_MAX) {
        status = day_after_all(&day, graph, error);
    }
    if (status == ENT_OK) {
        question->last_seen = day == ENT_DATE_MAX ? ENT_DATE_MAX : day - 1;
        question->since = ent__day_before(day, read->horizon ? read->horizon : ENT__HORIZON);
        question->experience_since =
            ent__day_before(day, read->experience_horizon ? read->experience_horizon : ENT__EXPERIENCE_HORIZON);
    }
    return status;
}

/* For whom a party counts on the last day seen. */
static ent_status find_party(ent_id *party, const ent__mediator_question *question, ent_id actor, ent_error *error) {
    ent_share shares[ENT__MOST_SHARES];
    size_t count, best = 0;
    ent_date last = question->last_seen, first = last == ENT_DATE_MAX ? ENT_DATE_MIN : last;
    ent_status status =
        ent_graph_principals(shares, ENT__MOST_SHARES, &count, question->graph, actor, first, last, error);
    for (size_t i = 1; status == ENT_OK && i < count; i++) {
        best = shares[i].share > shares[best].share ? i : best;
    }
    if (status == ENT_OK) {
        *party = question->options.rollup == ENT_ROLLUP_NONE ? actor : shares[best].actor;
    }
    return status;
}

/* Two officials of one state are one party, and nobody stands between it and itself. */
static ent_status find_parties(ent__mediator_question *question, ent_id party_a, ent_id party_b, ent_error *error) {
    ent_status status = find_party(&question->parties[0], question, party_a, error);
    if (status == ENT_OK) {
        status = find_party(&question->parties[1], question, party_b, error);
    }
    if (status == ENT_OK && question->parties[0] == question->parties[1]) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_graph_get_actor(&actor, question->graph, question->parties[0], NULL);
        status = ent__fail(error, ENT_EINVAL, "both parties %s \"%.100s\"; expected two different ones",
                           party_a == party_b ? "are" : "count for", actor.id);
    }
    return status;
}

/* The view of the evidence window. Also the one that draws go over: both must select alike. */
ent_view ent__mediators_window(const ent__mediator_question *question) {
    ent_view view = ENT_VIEW_INIT;
    view.since = question->since;
    view.until = question->last_seen;
    view.rollup = question->options.rollup;
    view.scheme = ENT_SCHEME_TONE;
    view.half_life = question->options.half_life;
    return view;
}

/* What each entry of the network's evidence says to its tie; the graph may change later. */
static ent_status read_signs(ent_mediators *answer, const ent_graph *graph, ent_error *error) {
    size_t count = answer->network->evidence_count; /* compiled, and so all its own, in the order of the edges */
    answer->signs = ent__calloc(count, 1);
    ent_status status = answer->signs ? ENT_OK : ent__fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        status = ent_graph_get_relation(&relation, graph, answer->network->evidence[i], error);
        if (relation.status == ENT_MEDIATION_EXPECTED) {
            answer->signs[i] = ENT__NOTHING;
        } else {
            answer->signs[i] = relation.tone > 0.0   ? ENT__COOPERATIVE
                               : relation.tone < 0.0 ? ENT__HOSTILE
                                                     : ENT__NEUTRAL;
        }
    }
    return status;
}

/* Makes a candidate of every marked actor but the parties; rows of mediations are by actor, as the candidates still are. */
static ent_status make_candidates(ent_mediators *answer, const uint8_t *is_candidate, size_t actors,
                                  const uint32_t *groups, ent_error *error) {
    size_t count = 0, row = 0;
    for (size_t actor = 0; actor < actors; actor++) {
        count += is_candidate[actor];
    }
    answer->candidates = ent__calloc(count, sizeof *answer->candidates);
    if (!answer->candidates) {
        return ent__fail_memory(error);
    }
    for (ent_id actor = 0; actor < actors; actor++) {
        if (!is_candidate[actor]) {
            continue;
        }
        ent__candidate *candidate = &answer->candidates[answer->candidate_count++];
        candidate->actor = actor;
        candidate->node = ent_network_node(answer->network, actor);
        candidate->role = groups
                              ? ent__broker_role(groups[answer->parties[0]], groups[actor], groups[answer->parties[1]])
                              : ENT_ROLE_NONE;
        while (row < answer->mediation_count && answer->mediations[row].actor < actor) {
            row++;
        }
        candidate->first_mediation = row;
        while (row < answer->mediation_count && answer->mediations[row].actor == actor) {
            row++;
        }
        candidate->mediation_count = row - candidate->first_mediation;
    }
    return ENT_OK;
}

/* Everybody in the window's network or in a mediation that still counts; the parties are nobody's mediators but their own. */
static ent_status find_candidates(ent_mediators *answer, const ent__mediator_question *question,
                                  ent__mediations_seen seen, ent_error *error) {
    size_t actors = ent_graph_actor_count(question->graph);
    uint8_t *is_candidate = ent__calloc(actors, 1);
    ent_status status =
        is_candidate ? ent__mediations_read(answer, is_candidate, question, seen, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        for (uint32_t node = 0; node < answer->network->node_count; node++) {
            is_candidate[ent_network_actor(answer->network, node)] = 1;
        }
        for (size_t actor = 0; actor < actors; actor++) {
            is_candidate[actor] &= !ent__is_catch_all(question->graph, (ent_id)actor);
        }
        is_candidate[answer->parties[0]] = is_candidate[answer->parties[1]] = 0;
        status = make_candidates(answer, is_candidate, actors, question->options.groups, error);
    }
    free(is_candidate);
    return status;
}

/* All after the network: shared by the answer itself and by each draw of its certainty, so that a draw cannot be ranked by
 * other rules. */
ent_status ent__mediators_answer(ent_mediators *answer, const ent__mediator_question *question,
                                 ent__mediations_seen seen, bool with_ways, const ent_run *run, ent_error *error) {
    for (int party = 0; party < 2; party++) {
        answer->parties[party] = question->parties[party];
        answer->ends[party] = ent_network_node(answer->network, question->parties[party]);
    }
    ent_status status = find_candidates(answer, question, seen, error);
    if (status == ENT_OK) {
        status = ent__mediators_score(answer, with_ways, run, error);
    }
    if (status == ENT_OK) {
        ent__mediators_rank(answer, question->options.by);
    }
    return status;
}

/* One half of a run: what the caller sees goes from 0 to 1 once. */
typedef struct half {
    const ent_run *whole;
    double start;
} half;

static int report_half(void *context, double fraction) {
    const half *part = context;
    return part->whole->progress(part->whole->context, part->start + fraction / 2.0);
}

/* The run of a half; `part` must outlive it. */
static ent_run run_half(half *part, const ent_run *whole, double start) {
    ent_run run = ENT_RUN_INIT;
    *part = (half){whole, start};
    run.progress = whole && whole->progress ? report_half : NULL;
    run.context = part;
    return run;
}

/* What was seen, and from it the answer. */
static ent_status find_answer(ent_mediators *answer, const ent__mediator_question *question, const ent_run *run,
                              ent_error *error) {
    half parts[2];
    ent_run first = run_half(&parts[0], run, 0.0), second = run_half(&parts[1], run, 0.5);
    ent_view window = ent__mediators_window(question), mediation = ent__mediations_view(question);
    ent__basis mediations = {0};
    ent_status status = ent_network_compile(&answer->network, question->graph, &window, &first, error);
    if (status == ENT_OK) {
        status = read_signs(answer, question->graph, error);
    }
    if (status == ENT_OK) {
        status = ent__basis_read(&mediations, question->graph, &mediation, error);
    }
    if (status == ENT_OK) {
        status =
            ent__mediators_answer(answer, question, (ent__mediations_seen){&mediations, NULL}, true, &second, error);
    }
    ent__basis_free(&mediations);
    return status == ENT_OK ? ent__mediations_list(answer, error) : status;
}

/* The answer keeps the question but not the graph and the groups, which are the caller's and may go. */
ent_status ent_mediators_find(ent_mediators **mediators, const ent_graph *graph, ent_id party_a, ent_id party_b,
                              const ent_mediator_options *options, const ent_run *run, ent_error *error) {
    ent__mediator_question question;
    *mediators = NULL;
    ent_mediators *answer = ent__calloc(1, sizeof *answer);
    if (!answer) {
        return ent__fail_memory(error);
    }
    ent_status status = read_question(&question, graph, options, error);
    if (status == ENT_OK) {
        status = find_parties(&question, party_a, party_b, error);
    }
    if (status == ENT_OK) {
        status = find_answer(answer, &question, run, error);
    }
    if (status != ENT_OK) {
        ent_mediators_free(answer);
        return status;
    }
    answer->question = question;
    answer->question.graph = NULL;
    answer->question.options.groups = NULL;
    *mediators = answer;
    return ENT_OK;
}

void ent_mediators_free(ent_mediators *mediators) {
    if (!mediators) {
        return;
    }
    ent_network_free(mediators->network);
    ent__layer_free(&mediators->routes.layer);
    free(mediators->routes.twins);
    free(mediators->routes.shortest);
    free(mediators->routes.flow);
    free(mediators->signs);
    free(mediators->mediations);
    free(mediators->candidates);
    free(mediators->mediated);
    free(mediators->mediated_relations);
    free(mediators);
}
