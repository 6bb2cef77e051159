/*
 * Dated contacts, laid out for sweeps through time. Private to analysis/.
 *
 * Contacts of one day (`points`) and of several (`spells`) are kept apart, so that spells cost points nothing. Each table is
 * columns sorted by first day, so that a sweep reads memory in order, and rows that name each node's contacts. An
 * undirected contact stands once, in the rows of both its ends. There are no loops. Immutable once made.
 */
#ifndef ENT_CONTACTS_H
#define ENT_CONTACTS_H

#include "../view/arcs.h"
#include <entente/analysis.h>

/* Days that are not open and traversals are below this, so that a day and a traversal add up within int32_t. */
#define ENT__DAYS_LIMIT (INT32_C(1) << 30)

/* The contacts of every node: positions in the table. */
typedef struct ent__contact_rows {
    size_t *offsets; /* node_count + 1 */
    uint32_t *items;
} ent__contact_rows;

typedef struct ent__contact_table {
    uint32_t count;
    uint32_t *from, *to;
    ent_date *first, *last; /* of points one array; spells may be open */
    int32_t *traversal; /* NULL: the contacts' common one */
    double *length; /* NULL: all 1 */
    ent_id *relation;
    ent__contact_rows out; /* by who can set out: rising first day */
    ent__contact_rows in; /* by who can arrive: rising first day + traversal; the same as `out` where that is */
} ent__contact_table;

struct ent_contacts {
    uint32_t node_count;
    bool directed;
    int32_t traversal; /* of all contacts of a table without that column */
    ent_date first_day, last_day; /* between them lies every day that a contact names, arrivals too */
    ent_id *actors; /* rising; NULL: from a list */
    ent__contact_table points, spells;
};

/* A contact on its way into a table. */
typedef struct ent__contact {
    uint32_t from, to;
    ent_date first, last;
    int32_t traversal;
    ent_id relation;
    double length;
} ent__contact;

/* Where contacts come from: `read` hands out contact `i`, checked. */
typedef struct ent__contact_source {
    size_t count;
    ent__contact (*read)(const void *context, size_t i);
    const void *context;
    bool own_traversals, own_lengths; /* false: all have the common traversal, length 1 */
} ent__contact_source;

/* Fills the tables of contacts whose node_count, directed and traversal are set; loops are left out. O(n + contacts). */
ent_status ent__contacts_build(ent_contacts *contacts, const ent__contact_source *source, ent_error *error);

/* Contacts of the arcs of a view, of which only those of the positive layer are kept. */
ent_status ent__contacts_of_arcs(ent_contacts **contacts, const ent_graph *graph, const ent_view *view, ent__arcs *arcs,
                                 uint32_t traversal, ent_error *error);

static inline int32_t ent__traversal(const ent_contacts *contacts, const ent__contact_table *table, uint32_t i) {
    return table->traversal ? table->traversal[i] : contacts->traversal;
}

static inline double ent__contact_length(const ent__contact_table *table, uint32_t i) {
    return table->length ? table->length[i] : 1.0;
}

/* The end of a contact that is not `node`. */
static inline uint32_t ent__other_end(const ent__contact_table *table, uint32_t i, uint32_t node) {
    return table->from[i] ^ table->to[i] ^ node;
}

/* A closed window, both days finite. */
typedef struct ent__window {
    ent_date since, until;
} ent__window;

/* The window of a query: where it is open it ends with the days that contacts name. */
ent__window ent__contacts_window(const ent_contacts *contacts, ent_date since, ent_date until);

#endif
