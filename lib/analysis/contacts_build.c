/*
 * Laying contacts out: told apart by whether they last one day, sorted by first day, named in the rows of their ends.
 * Sorting is by digits (Knuth 1998, 5.2.5), stable, and needs only as many passes as the days in use have digits.
 * O(n + contacts) time; 12 bytes a contact above what is kept.
 */
#include "contacts.h"

#include <stdlib.h>
#include <string.h>

#define DIGIT_BITS 11
#define DIGITS (1u << DIGIT_BITS)

/* One stable pass: moves `from` to `to` in the order of a digit of their keys. */
static void pass(uint32_t *to, const uint32_t *from, const uint32_t *keys, uint32_t count, unsigned shift) {
    uint32_t places[DIGITS + 1] = {0};
    for (uint32_t i = 0; i < count; i++) {
        places[(keys[i] >> shift) % DIGITS + 1]++;
    }
    for (uint32_t digit = 0; digit < DIGITS; digit++) {
        places[digit + 1] += places[digit];
    }
    for (uint32_t i = 0; i < count; i++) {
        to[places[(keys[from[i]] >> shift) % DIGITS]++] = from[i];
    }
}

/* Sorts the numbers 0 to count - 1 in `order` by their keys, which it lowers by the least. */
static ent_status sort_by(uint32_t *order, uint32_t *keys, uint32_t count, ent_error *error) {
    uint32_t *spare = ent__calloc(count, sizeof *spare);
    if (!spare) {
        return ent__fail_memory(error);
    }
    uint32_t least = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < count; i++) {
        order[i] = i;
        least = keys[i] < least ? keys[i] : least;
        most = keys[i] > most ? keys[i] : most;
    }
    for (uint32_t i = 0; i < count; i++) {
        keys[i] -= least;
    }
    for (unsigned shift = 0; shift < 32 && count && (most - least) >> shift; shift += DIGIT_BITS) {
        pass(spare, order, keys, count, shift);
        memcpy(order, spare, count * sizeof *order);
    }
    free(spare);
    return ENT_OK;
}

/* A day as a key that sorts alike. */
static uint32_t key_of(ent_date day) {
    return (uint32_t)day ^ 0x80000000u;
}

static bool is_point(const ent__contact *contact) {
    return contact->first == contact->last;
}

/* Columns that all contacts agree on are not there: they are read from the contacts as a whole. */
static bool allocate(ent__contact_table *table, uint32_t count, const ent__contact_source *source, bool points) {
    table->count = count;
    table->from = ent__calloc(count, sizeof *table->from);
    table->to = ent__calloc(count, sizeof *table->to);
    table->first = ent__calloc(count, sizeof *table->first);
    table->last = points ? table->first : ent__calloc(count, sizeof *table->last);
    table->relation = ent__calloc(count, sizeof *table->relation);
    table->traversal = source->own_traversals ? ent__calloc(count, sizeof *table->traversal) : NULL;
    table->length = source->own_lengths ? ent__calloc(count, sizeof *table->length) : NULL;
    return table->from && table->to && table->first && table->last && table->relation &&
           (table->traversal || !source->own_traversals) && (table->length || !source->own_lengths);
}

static void put(ent__contact_table *table, uint32_t i, const ent__contact *contact) {
    table->from[i] = contact->from;
    table->to[i] = contact->to;
    table->first[i] = contact->first;
    table->last[i] = contact->last;
    table->relation[i] = contact->relation;
    if (table->traversal) {
        table->traversal[i] = contact->traversal;
    }
    if (table->length) {
        table->length[i] = contact->length;
    }
}

/* Fills the columns of one table with the contacts chosen (`chosen`: their places in the source), sorted. */
static ent_status fill_columns(ent__contact_table *table, const uint32_t *chosen, const ent__contact_source *source,
                               ent_error *error) {
    uint32_t *keys = ent__calloc(table->count, sizeof *keys), *order = ent__calloc(table->count, sizeof *order);
    ent_status status = keys && order ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < table->count; i++) {
            keys[i] = key_of(source->read(source->context, chosen[i]).first);
        }
        status = sort_by(order, keys, table->count, error);
    }
    for (uint32_t i = 0; status == ENT_OK && i < table->count; i++) {
        ent__contact contact = source->read(source->context, chosen[order[i]]);
        put(table, i, &contact);
    }
    free(keys);
    free(order);
    return status;
}

/* Rows of the ends named, each in the order of `order` (NULL: of the columns). Two ends: an undirected contact has both. */
static ent_status fill_rows(ent__contact_rows *rows, const ent_contacts *contacts, const ent__contact_table *table,
                            const uint32_t *ends[2], const uint32_t *order, ent_error *error) {
    size_t sides = ends[1] ? 2 : 1;
    rows->offsets = ent__calloc((size_t)contacts->node_count + 2, sizeof *rows->offsets);
    rows->items = ent__calloc(sides * table->count, sizeof *rows->items);
    if (!rows->offsets || !rows->items) {
        return ent__fail_memory(error);
    }
    size_t *places = rows->offsets + 1; /* each row's next free place; when all are filled, where the next one starts */
    for (size_t side = 0; side < sides; side++) {
        for (uint32_t i = 0; i < table->count; i++) {
            rows->offsets[ends[side][i] + 2]++;
        }
    }
    for (uint32_t node = 0; node < contacts->node_count; node++) {
        rows->offsets[node + 2] += rows->offsets[node + 1];
    }
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t item = order ? order[i] : i;
        for (size_t side = 0; side < sides; side++) {
            rows->items[places[ends[side][item]]++] = item;
        }
    }
    return ENT_OK;
}

/* Rows by who can arrive, sorted by day of arrival. */
static ent_status fill_arrivals(ent__contact_table *table, const ent_contacts *contacts, ent_error *error) {
    if (!contacts->directed && !table->traversal) {
        table->in = table->out;
        return ENT_OK;
    }
    const uint32_t *ends[2] = {table->to, contacts->directed ? NULL : table->from};
    if (!table->traversal) {
        return fill_rows(&table->in, contacts, table, ends, NULL, error);
    }
    uint32_t *keys = ent__calloc(table->count, sizeof *keys), *order = ent__calloc(table->count, sizeof *order);
    ent_status status = keys && order ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < table->count; i++) {
            /* The first day of a spell may be open: no row of spells is searched, so any order will do there. */
            keys[i] = key_of(table->first[i]) + (uint32_t)table->traversal[i];
        }
        status = sort_by(order, keys, table->count, error);
    }
    if (status == ENT_OK) {
        status = fill_rows(&table->in, contacts, table, ends, order, error);
    }
    free(keys);
    free(order);
    return status;
}

static ent_status build_table(ent_contacts *contacts, ent__contact_table *table, const uint32_t *chosen,
                              const ent__contact_source *source, ent_error *error) {
    ent_status status = fill_columns(table, chosen, source, error);
    const uint32_t *ends[2] = {table->from, contacts->directed ? NULL : table->to};
    if (status == ENT_OK) {
        status = fill_rows(&table->out, contacts, table, ends, NULL, error);
    }
    return status == ENT_OK ? fill_arrivals(table, contacts, error) : status;
}

/* The days that contacts name, arrivals too; where none does, the day 0. */
static void find_span(ent_contacts *contacts) {
    ent_date first = ENT_DATE_MAX, last = ENT_DATE_MIN;
    const ent__contact_table *tables[] = {&contacts->points, &contacts->spells};
    for (size_t t = 0; t < 2; t++) {
        for (uint32_t i = 0; i < tables[t]->count; i++) {
            ent_date start = tables[t]->first[i], end = tables[t]->last[i];
            start = start == ENT_DATE_MIN ? end : start;
            end = end == ENT_DATE_MAX ? start : end;
            if (start != ENT_DATE_MAX && end != ENT_DATE_MIN) { /* not open on both sides */
                ent_date arrival = end + ent__traversal(contacts, tables[t], i);
                first = start < first ? start : first;
                last = arrival > last ? arrival : last;
            }
        }
    }
    contacts->first_day = first == ENT_DATE_MAX ? 0 : first;
    contacts->last_day = first == ENT_DATE_MAX ? contacts->traversal : last;
}

ent_status ent__contacts_build(ent_contacts *contacts, const ent__contact_source *source, ent_error *error) {
    if (source->count >= ENT_NONE) {
        return ent__fail(error, ENT_ELIMIT, "%zu contacts; there is room for %u", source->count, ENT_NONE - 1);
    }
    uint32_t *chosen = ent__calloc(source->count, sizeof *chosen); /* points from the front, spells from the back */
    if (!chosen) {
        return ent__fail_memory(error);
    }
    size_t points = 0, spells = source->count;
    for (size_t i = source->count; i-- > 0;) {
        ent__contact contact = source->read(source->context, i);
        if (contact.from != contact.to && !is_point(&contact)) {
            chosen[--spells] = (uint32_t)i;
        }
    }
    for (size_t i = 0; i < source->count; i++) {
        ent__contact contact = source->read(source->context, i);
        if (contact.from != contact.to && is_point(&contact)) {
            chosen[points++] = (uint32_t)i;
        }
    }
    ent_status status = ENT_OK;
    if (!allocate(&contacts->points, (uint32_t)points, source, true) ||
        !allocate(&contacts->spells, (uint32_t)(source->count - spells), source, false)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = build_table(contacts, &contacts->points, chosen, source, error);
    }
    if (status == ENT_OK) {
        status = build_table(contacts, &contacts->spells, chosen + spells, source, error);
    }
    if (status == ENT_OK) {
        find_span(contacts);
    }
    free(chosen);
    return status;
}
