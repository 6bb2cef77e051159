/*
 * Reading and checking a view: every field against what it may be, before any work is done. O(actors named).
 */
#include "arcs.h"

#include <math.h>
#include <string.h>

static ent_status check_masks(const ent_view *view, ent_error *error) {
    if (view->kinds & ~ENT_KINDS_ALL) {
        return ent__fail(error, ENT_EINVAL, "view.kinds is 0x%x; expected bits of ENT_KIND_BIT up to 0x%x", view->kinds,
                         ENT_KINDS_ALL);
    }
    if (view->actor_kinds & ~7u) {
        return ent__fail(error, ENT_EINVAL, "view.actor_kinds is 0x%x; expected at most 0x7", view->actor_kinds);
    }
    if (view->statuses >> ENT_MEDIATION_STATUS_COUNT) {
        return ent__fail(error, ENT_EINVAL, "view.statuses is 0x%x; expected at most 0x%x", view->statuses,
                         (1u << ENT_MEDIATION_STATUS_COUNT) - 1u);
    }
    if (view->exclude_flags & ~ENT_ACTOR_CATCH_ALL) {
        return ent__fail(error, ENT_EINVAL, "view.exclude_flags is 0x%x; expected 0 or ENT_ACTOR_CATCH_ALL (0x%x)",
                         view->exclude_flags, ENT_ACTOR_CATCH_ALL);
    }
    return ENT_OK;
}

static ent_status check_choice(int value, int most, const char *what, ent_error *error) {
    if (value < 0 || value > most) {
        return ent__fail(error, ENT_EINVAL, "view.%s is %d; expected 0 to %d", what, value, most);
    }
    return ENT_OK;
}

static ent_status check_choices(const ent_view *view, ent_error *error) {
    ent_status status = check_choice((int)view->rollup, ENT_ROLLUP_PRINCIPAL, "rollup", error);
    if (status == ENT_OK) {
        status = check_choice((int)view->scheme, ENT_SCHEME_WEIGHT, "scheme", error);
    }
    return status == ENT_OK ? check_choice((int)view->direction, ENT_MUTUAL, "direction", error) : status;
}

static ent_status check_ranges(const ent_view *view, ent_error *error) {
    if (view->until < view->since) {
        char since[ENT_DATE_TEXT], until[ENT_DATE_TEXT];
        ent_date_format(since, view->since, view->since);
        ent_date_format(until, view->until, view->until);
        return ent__fail(error, ENT_EINVAL, "the window ends (%s) before it starts (%s)", until, since);
    }
    if (!(view->tone_min <= view->tone_max)) {
        return ent__fail(error, ENT_EINVAL, "view.tone_min %g is not at most tone_max %g", view->tone_min,
                         view->tone_max);
    }
    if (!(view->confidence_min >= 0.0 && view->confidence_min <= 1.0)) {
        return ent__fail(error, ENT_EINVAL, "view.confidence_min is %g; expected 0 to 1", view->confidence_min);
    }
    if (!(view->half_life >= 0.0 && isfinite(view->half_life))) {
        return ent__fail(error, ENT_EINVAL, "view.half_life is %g; expected a number of days, or 0 for no decay",
                         view->half_life);
    }
    return ENT_OK;
}

static ent_status check_actors(const ent_id *actors, size_t count, const ent_graph *graph, const char *what,
                               ent_error *error) {
    if (count && !actors) {
        return ent__fail(error, ENT_EINVAL, "view.%s is NULL, but its count is %zu", what, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (actors[i] >= graph->actor_count) {
            return ent__fail(error, ENT_EINVAL, "view.%s names actor %u; there are %zu", what, actors[i],
                             graph->actor_count);
        }
    }
    return ENT_OK;
}

static ent_status check_codes(const ent_view *view, ent_error *error) {
    for (size_t i = 0; i < view->code_count; i++) {
        if (!view->codes || !view->codes[i] || !*view->codes[i]) {
            return ent__fail(error, ENT_EINVAL, "view.codes[%zu] is empty; expected the start of a code such as 19", i);
        }
    }
    return ENT_OK;
}

ent_status ent__view_read(ent_view *copy, const ent_view *view, const ent_graph *graph, ent_error *error) {
    *copy = (ent_view)ENT_VIEW_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, view, "ent_view", error);
    if (status == ENT_OK) {
        status = check_masks(copy, error);
    }
    if (status == ENT_OK) {
        status = check_choices(copy, error);
    }
    if (status == ENT_OK) {
        status = check_ranges(copy, error);
    }
    if (status == ENT_OK) {
        status = check_codes(copy, error);
    }
    if (status == ENT_OK) {
        status = check_actors(copy->only, copy->only_count, graph, "only", error);
    }
    if (status == ENT_OK) {
        status = check_actors(copy->exclude, copy->exclude_count, graph, "exclude", error);
    }
    copy->kinds = copy->kinds ? copy->kinds : ENT_KINDS_EVENTS;
    copy->actor_kinds = copy->actor_kinds ? copy->actor_kinds : 7u;
    copy->statuses = copy->statuses ? copy->statuses : (1u << ENT_MEDIATION_STATUS_COUNT) - 1u;
    return status;
}

ent_status ent_view_check(const ent_view *view, const ent_graph *graph, ent_error *error) {
    ent_view copy;
    return ent__view_read(&copy, view, graph, error);
}
