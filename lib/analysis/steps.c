/* Walking along a node's rows; see steps.h. Allocates nothing. */
#include "steps.h"

static int64_t key_of(const ent_contacts *contacts, const ent__contact_table *table, uint32_t i, bool arriving) {
    return (int64_t)table->first[i] + (arriving ? ent__traversal(contacts, table, i) : 0);
}

size_t ent__row_from(const ent_contacts *contacts, uint32_t node, int64_t day, bool arriving) {
    const ent__contact_rows *rows = arriving ? &contacts->points.in : &contacts->points.out;
    size_t low = rows->offsets[node], high = rows->offsets[node + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key_of(contacts, &contacts->points, rows->items[middle], arriving) < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

ent__steps ent__steps_start(const ent_contacts *contacts, uint32_t node, bool arriving, int64_t since, int64_t until) {
    size_t place = ent__row_from(contacts, node, since, arriving);
    return (ent__steps){contacts, &contacts->points, node, arriving, until, place};
}

bool ent__steps_next(ent__step *step, ent__steps *steps) {
    const ent__contact_table *table = steps->table;
    const ent__contact_rows *rows = steps->arriving ? &table->in : &table->out;
    bool over = steps->place == rows->offsets[steps->node + 1];
    if (table == &steps->contacts->points) {
        over = over || key_of(steps->contacts, table, rows->items[steps->place], steps->arriving) > steps->until;
        if (over) {
            steps->table = &steps->contacts->spells;
            steps->place = (steps->arriving ? &steps->table->in : &steps->table->out)->offsets[steps->node];
            return ent__steps_next(step, steps);
        }
    } else if (over) {
        return false;
    }
    uint32_t i = rows->items[steps->place++];
    *step = (ent__step){.node = ent__other_end(table, i, steps->node),
                        .first = table->first[i],
                        .last = table->last[i],
                        .traversal = ent__traversal(steps->contacts, table, i),
                        .length = ent__contact_length(table, i),
                        .relation = table->relation[i]};
    return true;
}
