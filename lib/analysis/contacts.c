/*
 * Contacts as the caller sees them: from a graph and a view, or from arrays, checked contact by contact; and the window of a
 * query. O(relations + contacts) time; beside what is kept the arcs of the view while they are laid out.
 *
 * Laying out is contacts_build.c's, which reads contacts through a function, so that neither way makes a copy in between. A
 * hostile relation is no contact but its actors are nodes, as in ent_network_compile(): numbers of one hold in the other.
 */
#include "contacts.h"

#include <math.h>
#include <stdlib.h>

/* Columns that would be the same are one: a point's last day is its first, rows without direction are in both ways. */
static void free_table(ent__contact_table *table) {
    if (table->in.items != table->out.items) {
        free(table->in.items);
    }
    if (table->in.offsets != table->out.offsets) {
        free(table->in.offsets);
    }
    free(table->out.items);
    free(table->out.offsets);
    if (table->last != table->first) {
        free(table->last);
    }
    free(table->first);
    free(table->from);
    free(table->to);
    free(table->traversal);
    free(table->length);
    free(table->relation);
}

void ent_contacts_free(ent_contacts *contacts) {
    if (contacts) {
        free_table(&contacts->points);
        free_table(&contacts->spells);
        free(contacts->actors);
        free(contacts);
    }
}

uint32_t ent_contacts_node_count(const ent_contacts *contacts) {
    return contacts->node_count;
}

size_t ent_contacts_count(const ent_contacts *contacts) {
    return (size_t)contacts->points.count + contacts->spells.count;
}

ent_id ent_contacts_actor(const ent_contacts *contacts, uint32_t node) {
    if (node >= contacts->node_count) {
        return ENT_NONE;
    }
    return contacts->actors ? contacts->actors[node] : node;
}

static int by_id(const void *left, const void *right) {
    const ent_id *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

uint32_t ent_contacts_node(const ent_contacts *contacts, ent_id actor) {
    if (!contacts->actors) {
        return actor < contacts->node_count ? actor : ENT_NONE;
    }
    const ent_id *found = bsearch(&actor, contacts->actors, contacts->node_count, sizeof actor, by_id);
    return found ? (uint32_t)(found - contacts->actors) : ENT_NONE;
}

/* An open end is where contacts begin or end, but never turns the window round. */
ent__window ent__contacts_window(const ent_contacts *contacts, ent_date since, ent_date until) {
    ent__window window = {since, until};
    if (since == ENT_DATE_MIN) {
        window.since = until < contacts->first_day ? until : contacts->first_day;
    }
    if (until == ENT_DATE_MAX) {
        window.until = window.since > contacts->last_day ? window.since : contacts->last_day;
    }
    return window;
}

/* ---- From arrays -------------------------------------------------------------------------------------------------- */

/* Days so near to 1970 that sums of two and a traversal stay in 32 bits. */
static bool is_day(ent_date day) {
    return day > -ENT__DAYS_LIMIT && day < ENT__DAYS_LIMIT;
}

static ent_status check_days(const ent_contact_list *list, size_t i, ent_error *error) {
    ent_date first = list->first[i], last = list->last[i];
    if (first > last || first == ENT_DATE_MAX || last == ENT_DATE_MIN) {
        return ent__fail(error, ENT_EINVAL, "contact %zu: last day %d, first day %d; expected a last day not before it",
                         i, last, first);
    }
    if ((first != ENT_DATE_MIN && !is_day(first)) || (last != ENT_DATE_MAX && !is_day(last))) {
        return ent__fail(error, ENT_EINVAL, "contact %zu: days %d to %d; expected less than %d days from 1970-01-01", i,
                         first, last, ENT__DAYS_LIMIT);
    }
    if (list->traversal && (list->traversal[i] < 0 || !is_day(list->traversal[i]))) {
        return ent__fail(error, ENT_EINVAL, "contact %zu: traversal of %d days; expected 0 to %d", i,
                         list->traversal[i], ENT__DAYS_LIMIT - 1);
    }
    return ENT_OK;
}

static ent_status check_contact(const ent_contact_list *list, size_t i, ent_error *error) {
    if (list->from[i] >= list->node_count || list->to[i] >= list->node_count) {
        return ent__fail(error, ENT_EINVAL, "contact %zu: %u to %u; expected nodes below %u", i, list->from[i],
                         list->to[i], list->node_count);
    }
    if (list->length && !(isfinite(list->length[i]) && list->length[i] > 0.0)) {
        char text[32];
        ent__double_format(text, list->length[i]);
        return ent__fail(error, ENT_EINVAL, "contact %zu: length %s; expected a finite number above 0", i, text);
    }
    return check_days(list, i, error);
}

/* Everything is looked at before anything is made: what follows trusts the list. */
static ent_status check_list(ent_contact_list *copy, const ent_contact_list *list, ent_error *error) {
    *copy = (ent_contact_list)ENT_CONTACT_LIST_INIT;
    if (!list) {
        return ent__fail(error, ENT_EINVAL, "no contacts (NULL)");
    }
    ent_status status = ent__options_read(copy, sizeof *copy, list, "ent_contact_list", error);
    if (status == ENT_OK && copy->node_count == ENT_NONE) {
        status = ent__fail(error, ENT_ELIMIT, "%u nodes; there is room for %u", copy->node_count, ENT_NONE - 1);
    }
    if (status == ENT_OK && copy->count && (!copy->from || !copy->to || !copy->first || !copy->last)) {
        status = ent__fail(error, ENT_EINVAL, "%zu contacts, but `from`, `to`, `first` or `last` is NULL", copy->count);
    }
    for (size_t i = 0; i < copy->count && status == ENT_OK; i++) {
        status = check_contact(copy, i, error);
    }
    return status;
}

static ent__contact read_list(const void *context, size_t i) {
    const ent_contact_list *list = context;
    return (ent__contact){.from = list->from[i],
                          .to = list->to[i],
                          .first = list->first[i],
                          .last = list->last[i],
                          .traversal = list->traversal ? list->traversal[i] : 0,
                          .relation = (ent_id)i,
                          .length = list->length ? list->length[i] : 1.0};
}

/* Columns that say the same everywhere are not kept. */
static ent__contact_source source_of(const ent_contact_list *list) {
    ent__contact_source source = {list->count, read_list, list, false, false};
    for (size_t i = 0; i < list->count; i++) {
        source.own_traversals = source.own_traversals || (list->traversal && list->traversal[i] != list->traversal[0]);
        source.own_lengths = source.own_lengths || (list->length && list->length[i] != 1.0);
    }
    return source;
}

ent_status ent_contacts_from_list(ent_contacts **contacts, const ent_contact_list *list, ent_error *error) {
    *contacts = NULL;
    ent_contact_list read;
    ent_status status = check_list(&read, list, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_contacts *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    made->node_count = read.node_count;
    made->directed = read.directed != 0;
    made->traversal = read.count && read.traversal ? read.traversal[0] : 0;
    ent__contact_source source = source_of(&read);
    status = ent__contacts_build(made, &source, error);
    if (status != ENT_OK) {
        ent_contacts_free(made);
        return status;
    }
    *contacts = made;
    return ENT_OK;
}

/* ---- From a graph ------------------------------------------------------------------------------------------------- */

typedef struct compiled {
    const ent__arc *arcs;
    const uint32_t *nodes; /* of every actor of the graph */
    const ent_view *view;
} compiled;

/* A contact of the view's window only, whatever the days of its relation. */
static ent__contact read_arc(const void *context, size_t i) {
    const compiled *all = context;
    const ent__arc *arc = &all->arcs[i];
    return (ent__contact){.from = all->nodes[arc->from],
                          .to = all->nodes[arc->to],
                          .first = arc->first > all->view->since ? arc->first : all->view->since,
                          .last = arc->last < all->view->until ? arc->last : all->view->until,
                          .relation = arc->relation};
}

/* Keeps the arcs that are contacts: of the positive layer. */
static void keep_positive(ent__arcs *arcs) {
    size_t kept = 0;
    for (size_t i = 0; i < arcs->count; i++) {
        if (arcs->items[i].positive > 0.0) {
            arcs->items[kept++] = arcs->items[i];
        }
    }
    arcs->count = kept;
}

/* Numbers the actors of all arcs first, hostile ones too, then keeps those that are contacts. */
static ent_status assemble(ent_contacts *contacts, const ent_graph *graph, ent__arcs *arcs, const ent_view *view,
                           ent_error *error) {
    uint32_t *nodes = ent__calloc(graph->actor_count, sizeof *nodes);
    if (!nodes) {
        return ent__fail_memory(error);
    }
    ent_status status =
        ent__arcs_number(&contacts->actors, &contacts->node_count, nodes, graph->actor_count, arcs, error);
    if (status == ENT_OK) {
        keep_positive(arcs);
        compiled all = {arcs->items, nodes, view};
        ent__contact_source source = {arcs->count, read_arc, &all, false, false};
        status = ent__contacts_build(contacts, &source, error);
    }
    free(nodes);
    return status;
}

/* Takes the arcs apart: `arcs` loses those that are no contacts. */
ent_status ent__contacts_of_arcs(ent_contacts **contacts, const ent_graph *graph, const ent_view *view, ent__arcs *arcs,
                                 uint32_t traversal, ent_error *error) {
    *contacts = NULL;
    if (traversal >= (uint32_t)ENT__DAYS_LIMIT) {
        return ent__fail(error, ENT_EINVAL, "traversal of %u days; expected 0 to %d", traversal, ENT__DAYS_LIMIT - 1);
    }
    ent_contacts *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    made->directed = view->direction == ENT_DIRECTED;
    made->traversal = (int32_t)traversal;
    ent_status status = assemble(made, graph, arcs, view, error);
    if (status != ENT_OK) {
        ent_contacts_free(made);
        return status;
    }
    *contacts = made;
    return ENT_OK;
}

ent_status ent_contacts_compile(ent_contacts **contacts, const ent_graph *graph, const ent_view *view,
                                uint32_t traversal, const ent_run *run, ent_error *error) {
    *contacts = NULL;
    ent_view asked;
    ent__arcs arcs;
    ent_status status = ent__view_read(&asked, view, graph, error);
    if (status == ENT_OK) {
        status = ent__arcs_collect(&arcs, graph, &asked, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent__contacts_of_arcs(contacts, graph, &asked, &arcs, traversal, error);
    ent__arcs_free(&arcs);
    return status;
}
