/*
 * Cells that name several actors, as POLECAT writes them: "Vladimir Putin; Russia". The row becomes one relation with several
 * actors on a side, so that one event counts once for a state however many of its officials are named. Where nobody is named
 * as recipient, those who agree or consult do so with each other: the first with the rest.
 */
#include "event_table.h"

/* Most actors of one cell; a cell with more cannot be read. */
#define MOST_NAMED 64u

/* One cell taken apart: its texts between semicolons, empty ones too, so that cells beside each other keep step. More than
 * there is room for are counted, not kept. */
static size_t take_apart(ent__field texts[MOST_NAMED], ent__field cell) {
    size_t count = 0;
    const char *end = cell.text + cell.length;
    for (const char *at = cell.text; at <= end && cell.length;) {
        const char *stop = memchr(at, ';', (size_t)(end - at));
        stop = stop ? stop : end;
        ent__field text = ent__trimmed((ent__field){at, (size_t)(stop - at)});
        if (ent__field_is(text, "None")) {
            text.length = 0;
        }
        if (count < MOST_NAMED) {
            texts[count] = text;
        }
        count++;
        at = stop + 1;
    }
    return count;
}

/* One side of a record: the names, and of each further text as many as there are. */
typedef struct side {
    ent__field texts[ENT__PLOVER_SHARED][MOST_NAMED]; /* names, countries, sectors, titles */
    size_t counts[ENT__PLOVER_SHARED];
} side;

static void read_side(side *in, const ent__record *record, int role) {
    for (int part = 0; part < ENT__PLOVER_SHARED; part++) {
        in->counts[part] = take_apart(in->texts[part], ent__record_field(record, role + part));
    }
}

/* The texts of the i-th actor of a side. What there is one of for each name goes with it; a single country may be that of
 * any that is named; anything else tells nothing of the one. */
static void texts_of(ent__field parts[ENT__ACTOR_PARTS], const side *in, size_t i) {
    for (int part = 0; part < ENT__ACTOR_PARTS; part++) {
        parts[part] = (ent__field){"", 0};
        if (part < ENT__PLOVER_SHARED && in->counts[part] == in->counts[0]) {
            parts[part] = in->texts[part][i];
        }
    }
    if (in->counts[0] > 1 && in->counts[1] == 1 && parts[0].length) {
        parts[1] = in->texts[1][0];
        parts[ENT__PLOVER_SHARED] = (ent__field){"y", 1};
    }
}

/* Puts the actors of a side behind those of the block. False if the row was rejected, or block->status is set. */
static bool put_side(size_t *count, ent__record *record, int role) {
    ent__block *block = record->block;
    side in;
    read_side(&in, record, role);
    *count = 0;
    if (in.counts[0] > MOST_NAMED) {
        return ent__record_reject(record, role, ENT_REJECT_ACTOR);
    }
    if (!ENT__RESERVE(block->sides, block->side_capacity, block->side_count + MOST_NAMED)) {
        block->status = ent__fail_memory(&block->error);
        return false;
    }
    for (size_t i = 0; i < in.counts[0]; i++) {
        ent__field parts[ENT__ACTOR_PARTS];
        texts_of(parts, &in, i);
        uint32_t number = ent__record_actor(record, role, parts);
        if (number == ENT__UNREADABLE) {
            return ent__record_reject(record, role, ENT_REJECT_ACTOR);
        }
        if (number != ENT__NOBODY) {
            block->sides[block->side_count++] = number;
            ++*count;
        }
    }
    return block->status == ENT_OK;
}

bool ent__record_is_of_several(const ent__record *record) {
    for (int role = ENT__SOURCE; role <= ENT__TARGET; role += ENT__TARGET - ENT__SOURCE) {
        ent__field name = ent__record_field(record, role);
        if (name.length && memchr(name.text, ';', name.length)) {
            return true;
        }
    }
    return false;
}

/* Whether the row's type is one of those that several do with each other. */
static bool is_among_each_other(const ent__record *record) {
    uint16_t code = record->event.relation.code;
    const char *type = code ? record->worker->codes->codes[code - 1].text : "";
    return strcmp(type, "AGREE") == 0 || strcmp(type, "CONSULT") == 0;
}

static void swap_sides(uint32_t *sides, size_t from_count, size_t to_count) {
    uint32_t moved[MOST_NAMED];
    memcpy(moved, sides, from_count * sizeof *sides);
    memmove(sides, sides + from_count, to_count * sizeof *sides);
    memcpy(sides + to_count, moved, from_count * sizeof *sides);
}

bool ent__record_who_of_several(ent__record *record) {
    ent__block *block = record->block;
    size_t start = block->side_count, from_count, to_count;
    if (!ENT__RESERVE(block->sides, block->side_capacity, start + 2)) {
        block->status = ent__fail_memory(&block->error);
        return false;
    }
    block->side_count += 2;
    if (!put_side(&from_count, record, ENT__SOURCE) || !put_side(&to_count, record, ENT__TARGET)) {
        return false;
    }
    if (from_count > 1 && to_count == 0 && is_among_each_other(record)) {
        to_count = from_count - 1;
        from_count = 1;
        record->event.relation.kind |= ENT__MUTUAL;
    }
    if (from_count == 0 || to_count == 0) {
        return from_count == 0 && to_count == 0 ? ent__record_reject(record, ENT__SOURCE, ENT_REJECT_NO_ACTORS)
               : from_count == 0                ? ent__record_reject(record, ENT__SOURCE, ENT_REJECT_NO_SOURCE)
                                                : ent__record_reject(record, ENT__TARGET, ENT_REJECT_NO_TARGET);
    }
    if (record->swapped) {
        swap_sides(block->sides + start + 2, from_count, to_count);
        size_t moved = from_count;
        from_count = to_count;
        to_count = moved;
    }
    block->sides[start] = (uint32_t)from_count;
    block->sides[start + 1] = (uint32_t)to_count;
    record->event.relation.from = block->sides[start + 2];
    record->event.relation.to = block->sides[start + 2 + from_count];
    record->event.relation.extra = (uint32_t)start;
    return true;
}

/* ---- Numbers ------------------------------------------------------------------------------------------------------ */

static bool is_among(const uint32_t *list, uint32_t count, uint32_t number) {
    for (uint32_t i = 0; i < count; i++) {
        if (list[i] == number) {
            return true;
        }
    }
    return false;
}

/* Turns the numbers of a list into others, each once; returns how many there are. */
static uint32_t number_list(uint32_t *list, uint32_t count, const uint32_t *numbers) {
    uint32_t made = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = numbers[list[i]];
        if (!is_among(list, made, number)) {
            list[made++] = number;
        }
    }
    return made;
}

/* Takes out of a list what is in another; returns how many are left. */
static uint32_t drop_those(uint32_t *list, uint32_t count, const uint32_t *other, uint32_t other_count) {
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_among(other, other_count, list[i])) {
            list[left++] = list[i];
        }
    }
    return left;
}

void ent__sides_number(uint32_t *sides, ent__relation *relation, const uint32_t *numbers) {
    uint32_t *from = sides + 2, *to = from + sides[0];
    uint32_t from_count = number_list(from, sides[0], numbers), to_count = number_list(to, sides[1], numbers);
    if (from_count > to_count) {
        from_count = drop_those(from, from_count, to, to_count);
    } else {
        to_count = drop_those(to, to_count, from, from_count);
    }
    relation->from = from_count ? from[0] : to[0];
    relation->to = to_count ? to[0] : from[0];
    memmove(from + from_count, to, to_count * sizeof *to);
    sides[0] = from_count;
    sides[1] = to_count;
    if (from_count <= 1 && to_count <= 1) {
        relation->extra = ENT_NONE;
    }
}
