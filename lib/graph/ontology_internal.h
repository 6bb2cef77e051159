/*
 * What the files of the ontology share: how its tables are compiled in, and comparing codes. Private.
 *
 * Each table of lib/graph/data becomes a file of lines ROW(...), which a file here includes once it has said what a ROW
 * is. All of it is constant: no set-up, no lock, nothing to free.
 */
#ifndef ENT_ONTOLOGY_INTERNAL_H
#define ENT_ONTOLOGY_INTERNAL_H

#include "../base/base_internal.h"
#include <entente/ontology.h>

/* Days since 1970-01-01 of a date after the year 0, as a constant expression (proleptic Gregorian; the year begins in
 * March, so that the leap day is its last). */
#define YEAR_(year, month) ((year) - ((month) < 3))
#define MONTH_(month) ((month) + ((month) < 3 ? 9 : -3))
#define DAY(year, month, day)                                                                                          \
    (YEAR_(year, month) * 365 + YEAR_(year, month) / 4 - YEAR_(year, month) / 100 + YEAR_(year, month) / 400 +         \
     (153 * MONTH_(month) + 2) / 5 + (day)-1 - 719468)
#define ALWAYS ENT_DATE_MIN
#define FOREVER ENT_DATE_MAX

/* True for an open day: "at any time". */
static inline bool ent__is_open(ent_date day) {
    return day == ENT_DATE_MIN || day == ENT_DATE_MAX;
}

/* The letter in lower case, if it is one of ASCII. */
static inline char ent__lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* True if two texts are equal regardless of ASCII case; `a` has `length` bytes, `b` ends in NUL. */
bool ent__same_letters(const char *a, size_t length, const char *b);

/* Non-zero if the state is one at the edge of the data (territories always are). */
bool ent__state_is_present(const ent_state *state);

/* One word that finds a state. */
typedef struct ent__state_name {
    const char *folded, *text, *id;
    ent_state_word word;
    ent_date since, until; /* while it was the state's */
} ent__state_name;

/* All of them, rising by folded text. */
const ent__state_name *ent__state_names(size_t *count);

/* The state that a folded word of one sort names on a day: ENT_OK, ENT_ENOTFOUND or ENT_EAMBIGUOUS. *found gets its
 * row, of ambiguous ones the first; *other the second, or of a word not found the row of another time (NULL: none). */
ent_status ent__state_choose(const ent__state_name **found, const ent__state_name **other, const char *folded,
                             ent_state_word word, ent_date on);

/* What a code of CAMEO's actors is, beside a country. */
typedef enum ent__code_sort {
    ENT__CODE_role,
    ENT__CODE_group,
    ENT__CODE_region,
    ENT__CODE_place,
    ENT__CODE_religion,
    ENT__CODE_ethnic
} ent__code_sort;
typedef struct ent__actor_code {
    const char *code;
    ent__code_sort sort;
    const char *name;
    const char *type; /* NULL for a qualifier (MOD, RAD) */
} ent__actor_code;

/* The code of three characters of one sort, or NULL. O(log codes). */
const ent__actor_code *ent__actor_code_find(const char *code, size_t length, ent__code_sort sort);

/* The group that a text names: an intergovernmental or other international organisation, or an armed group, by all letters and
 * digits of its name before any parentheses, regardless of case, of "the" and of s or z in "organisation"; NULL: none. Parties
 * are left out: their names are several countries'. O(groups). */
const ent__actor_code *ent__group_named(const char *text, size_t length);

/* ---- Texts of a spec, put into the caller's buffer ------------------------------------------------------------------ */

typedef struct ent__lent {
    char *bytes;
    size_t capacity, used;
    bool full; /* something did not fit */
} ent__lent;

/* The end of the buffer, where a text begins. */
const char *ent__lent_start(const ent__lent *lent);
/* Appends to the text that was begun. */
void ent__lent_add(ent__lent *lent, const char *text, size_t length);
void ent__lent_puts(ent__lent *lent, const char *text);
/* Ends the text. */
void ent__lent_end(ent__lent *lent);

#endif
