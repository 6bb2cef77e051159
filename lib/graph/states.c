/*
 * The states: who they are, when they were one, and by which codes they go. Constant tables rising by id; a state is
 * found by id in O(log states), by a code of a scheme by looking through (280 rows).
 */
#include "ontology_internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const ent_state states[] = {
#define ROW(id, name, iso2, iso3, iso_num, cow, cow_abb, gw, cameo, fips, capital, in_system, note)                    \
    {sizeof(ent_state), id, name, iso2, iso3, iso_num, cow, cow_abb, gw, cameo, fips, capital, note, in_system, 0},
#include "states.inc"
#undef ROW
};

static const struct spell {
    const char *id;
    ent_date first, last;
} spells[] = {
#define ROW(id, first, last) {id, first, last},
#include "state-spells.inc"
#undef ROW
};

/* Codes that a state bore beside its own, or bears in part of the data: ROU, gw 260. */
static const struct other_code {
    const char *scheme, *value, *id;
    ent_date since, until;
} other_codes[] = {
#define ROW(scheme, value, id, since, until) {scheme, value, id, since, until},
#include "state-codes.inc"
#undef ROW
};

bool ent__same_letters(const char *a, size_t length, const char *b) {
    for (size_t i = 0; i < length; i++) {
        if (!b[i] || ent__lower(a[i]) != ent__lower(b[i])) {
            return false;
        }
    }
    return b[length] == '\0';
}

uint32_t ent_state_count(void) {
    return COUNT(states);
}

const ent_state *ent_state_get(uint32_t index) {
    return index < COUNT(states) ? &states[index] : NULL;
}

static int by_id(const void *id, const void *state) {
    return strcmp(id, ((const ent_state *)state)->id);
}

const ent_state *ent_state_by_id(const char *id) {
    return id ? bsearch(id, states, COUNT(states), sizeof *states, by_id) : NULL;
}

/* The first spell of a state, or the end of the table. */
static size_t first_spell(const ent_state *state) {
    size_t low = 0, high = COUNT(spells);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(spells[middle].id, state->id) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Spells lie by state and day, so the index is an offset from the first. */
int ent_state_spell(ent_date *first, ent_date *last, const ent_state *state, uint32_t index) {
    size_t place = first_spell(state) + index;
    if (place >= COUNT(spells) || strcmp(spells[place].id, state->id) != 0) {
        *first = *last = 0;
        return 0;
    }
    *first = spells[place].first;
    *last = spells[place].last;
    return 1;
}

/* An entity that is in no list of states (a territory) has no spells and is always there. */
int ent_state_exists(const ent_state *state, ent_date on) {
    if (!state->in_system || ent__is_open(on)) {
        return 1;
    }
    ent_date first, last;
    for (uint32_t i = 0; ent_state_spell(&first, &last, state, i); i++) {
        if (first <= on && on <= last) {
            return 1;
        }
    }
    return 0;
}

bool ent__state_is_present(const ent_state *state) {
    return ent_state_exists(state, ENT_DATE_MAX - 1);
}

/* ---- Codes -------------------------------------------------------------------------------------------------------- */

/* The schemes, and where a state keeps its code. */
static const struct scheme {
    const char *name;
    size_t offset;
} schemes[] = {
    {"iso2", offsetof(ent_state, iso2)},      {"iso3", offsetof(ent_state, iso3)},
    {"isonum", offsetof(ent_state, iso_num)}, {"cow", offsetof(ent_state, cow)},
    {"cowabb", offsetof(ent_state, cow_abb)}, {"gw", offsetof(ent_state, gw)},
    {"cameo", offsetof(ent_state, cameo)},    {"fips", offsetof(ent_state, fips)},
};

static const char *code_at(const ent_state *state, size_t offset) {
    const char *code;
    memcpy(&code, (const char *)state + offset, sizeof code);
    return code;
}

/* Files write numeric codes with and without leading zeros: 004 and 4 are Afghanistan. */
static const char *without_zeros(const char *value) {
    bool number = value[0] && value[strspn(value, "0123456789")] == '\0';
    while (number && value[0] == '0' && value[1]) {
        value++;
    }
    return value;
}

/* Letters of either case. */
static bool same_code(const char *asked, const char *code) {
    const char *a = without_zeros(asked);
    return code && ent__same_letters(a, strlen(a), without_zeros(code));
}

/* True if the state was one on that day; on an open day: if it is one. */
static bool fits_day(const ent_state *state, ent_date on) {
    return ent__is_open(on) ? ent__state_is_present(state) : ent_state_exists(state, on) != 0;
}

/* The state with the code in its own field, or in the table of others; of several the one of the day. */
static const ent_state *find_code(const struct scheme *scheme, const char *value, ent_date on) {
    const ent_state *any = NULL;
    for (size_t i = 0; i < COUNT(states); i++) {
        if (same_code(value, code_at(&states[i], scheme->offset))) {
            if (fits_day(&states[i], on)) {
                return &states[i];
            }
            any = any ? any : &states[i];
        }
    }
    for (size_t i = 0; i < COUNT(other_codes); i++) {
        const struct other_code *code = &other_codes[i];
        if (strcmp(code->scheme, scheme->name) == 0 && same_code(value, code->value)) {
            const ent_state *state = ent_state_by_id(code->id);
            bool then = ent__is_open(on) || (code->since <= on && on <= code->until);
            if (then && fits_day(state, on)) {
                return state;
            }
            any = any ? any : state;
        }
    }
    return any;
}

/* A code can pass from one state to another: the day decides, and without one the state that there is now. */
const ent_state *ent_state_by_code(const char *scheme, const char *value, ent_date on) {
    if (!scheme || !value || !*value) {
        return NULL;
    }
    for (size_t i = 0; i < COUNT(schemes); i++) {
        if (strcmp(scheme, schemes[i].name) != 0) {
            continue;
        }
        const ent_state *found = find_code(&schemes[i], value, on);
        /* CAMEO's countries are those of ISO, but for a few that GDELT's lookup has in an older form. */
        for (size_t j = 0; !found && strcmp(scheme, "cameo") == 0 && j < COUNT(states); j++) {
            found = same_code(value, states[j].iso3) ? &states[j] : NULL;
        }
        return found;
    }
    return NULL;
}
