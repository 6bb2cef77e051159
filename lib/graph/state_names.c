/*
 * The words that name states: a constant table of folded text, searched by halving. Guesses nothing: a word that two
 * states share on a day is ambiguous, a word of another time is not found. One fold (an allocation) a try; a text has
 * one try, and one more without "the" and without "Government of" before it.
 */
#include "../base/text.h"
#include "ontology_internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define WORD_name ENT_STATE_WORD_NAME
#define WORD_demonym ENT_STATE_WORD_DEMONYM
#define WORD_capital ENT_STATE_WORD_CAPITAL
static const ent__state_name names[] = {
#define ROW(folded, text, id, word, since, until) {folded, text, id, WORD_##word, since, until},
#include "state-names.inc"
#undef ROW
};

const ent__state_name *ent__state_names(size_t *count) {
    *count = COUNT(names);
    return names;
}

const char *ent_state_word_name(ent_state_word word) {
    static const char *const words[] = {"name", "code", "demonym", "capital"};
    return (unsigned)word < COUNT(words) ? words[word] : NULL;
}

/* The first row that is not before a folded text. */
static size_t first_of(const char *folded) {
    size_t low = 0, high = COUNT(names);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(names[middle].folded, folded) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* How well a word fits a day: 0 not, 1 on the day (or, on an open one, at some time), 2 at present. */
static int fit(const ent__state_name *name, ent_date on) {
    const ent_state *state = ent_state_by_id(name->id);
    if (!ent__is_open(on)) {
        return name->since <= on && on <= name->until && ent_state_exists(state, on);
    }
    if (name->until == FOREVER && ent__state_is_present(state)) {
        return 2;
    }
    return name->word != ENT_STATE_WORD_CAPITAL;
}

ent_status ent__state_choose(const ent__state_name **found, const ent__state_name **other, const char *folded,
                             ent_state_word word, ent_date on) {
    int best = 0;
    bool several = false;
    *found = *other = NULL;
    for (size_t i = first_of(folded); i < COUNT(names) && strcmp(names[i].folded, folded) == 0; i++) {
        if (names[i].word != word) {
            continue;
        }
        int how = fit(&names[i], on);
        if (how > best) {
            *found = &names[i];
            best = how;
            several = false;
        } else if (how == best && how > 0) {
            *other = &names[i];
            several = true;
        } else if (!best) {
            *other = &names[i];
        }
    }
    return several ? ENT_EAMBIGUOUS : best ? ENT_OK : ENT_ENOTFOUND;
}

/* ---- Finding ------------------------------------------------------------------------------------------------------ */

/* What is asked, and what was met on the way. */
struct search {
    ent_state_match match;
    ent_date on;
    uint32_t words;
    const ent__state_name *first, *second; /* of an ambiguous word; first NULL: second is one of another time */
};

/* The caller says as bits which sorts of words may answer. */
static bool wanted(const struct search *search, ent_state_word word) {
    return (search->words >> (unsigned)word & 1u) != 0;
}

/* True if the text is three capital letters that are a state's code of ISO, and the state one on the day. */
static bool match_code(struct search *search, const char *text) {
    if (!wanted(search, ENT_STATE_WORD_CODE) || strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
        return false;
    }
    const ent_state *state = ent_state_by_code("iso3", text, search->on);
    if (!state || !ent_state_exists(state, search->on)) {
        return false;
    }
    search->match.state = state;
    search->match.text = state->iso3 ? state->iso3 : state->id;
    search->match.word = ENT_STATE_WORD_CODE;
    return true;
}

/* Tries a text as it stands, word by word. */
static ent_status match_text(struct search *search, const char *text, ent_error *error) {
    static const ent_state_word order[] = {ENT_STATE_WORD_NAME, ENT_STATE_WORD_CODE, ENT_STATE_WORD_DEMONYM,
                                           ENT_STATE_WORD_CAPITAL};
    char *folded;
    ent_status status = ent__fold(&folded, text, error);
    if (status != ENT_OK) {
        return status;
    }
    status = ENT_ENOTFOUND;
    for (size_t i = 0; i < COUNT(order) && status == ENT_ENOTFOUND; i++) {
        const ent__state_name *found, *other;
        if (order[i] == ENT_STATE_WORD_CODE) {
            status = match_code(search, text) ? ENT_OK : ENT_ENOTFOUND;
        } else if (wanted(search, order[i])) {
            status = ent__state_choose(&found, &other, folded, order[i], search->on);
            if (status == ENT_OK) {
                search->match.state = ent_state_by_id(found->id);
                search->match.text = found->text;
                search->match.word = found->word;
            } else if (other) {
                search->first = found;
                search->second = other;
            }
        }
    }
    free(folded);
    return status;
}

/* The text behind words that say nothing of which state: "Government of the Gambia"; NULL if there are none. */
static const char *without_opening(const char *text) {
    static const char *const openings[] = {"Government of ", "the "};
    for (size_t i = 0; i < COUNT(openings); i++) {
        size_t length = strlen(openings[i]);
        if (strnlen(text, length) == length && ent__same_letters(text, length, openings[i])) {
            return text + length;
        }
    }
    return NULL;
}

/* Says what was wrong with a text that no state, or more than one, is called by. */
static ent_status fail_search(const struct search *search, ent_status status, const char *text, ent_error *error) {
    char day[ENT_DATE_TEXT] = "";
    if (!ent__is_open(search->on)) {
        ent_date_format(day, search->on, search->on);
    }
    const char *on = *day ? " on " : "";
    if (status == ENT_EAMBIGUOUS) {
        return ent__fail(error, status, "\"%.100s\" may be %s (%s) or %s (%s)%s%s; ask for one by its code", text,
                         ent_state_by_id(search->first->id)->name, search->first->id,
                         ent_state_by_id(search->second->id)->name, search->second->id, on, day);
    }
    if (!search->second) {
        return ent__fail(error, status, "no state is called \"%.100s\"%s%s", text, on, day);
    }
    const ent_state *state = ent_state_by_id(search->second->id);
    char times[ENT_DATE_TEXT] = "";
    ent_date first, last;
    if (ent_state_spell(&first, &last, state, 0)) {
        ent_date_format(times, first, last);
    }
    return ent__fail(error, status,
                     "no state was called \"%.100s\"%s%s; %s (%s) was at another time: it was a state %s", text, on,
                     day, state->name, state->id, times);
}

ent_status ent_state_find(ent_state_match *match, const char *text, ent_date on, uint32_t words, ent_error *error) {
    struct search search = {ENT_STATE_MATCH_INIT, on, words ? words : (1u << ENT_STATE_WORD_COUNT) - 1, NULL, NULL};
    ent_status status = ent__result_write(match, &search.match, sizeof search.match, "ent_state_match", error);
    if (status != ENT_OK) {
        return status;
    }
    const char *at = text ? text + strspn(text, " \t\r\n") : "";
    if (!*at) {
        return ent__fail(error, ENT_EINVAL, "a name of a state to find is empty");
    }
    status = ENT_ENOTFOUND;
    for (const char *rest = at; rest && *rest && status == ENT_ENOTFOUND; rest = without_opening(rest)) {
        status = match_text(&search, rest, error);
    }
    if (status == ENT_ENOTFOUND || status == ENT_EAMBIGUOUS) {
        return fail_search(&search, status, at, error);
    }
    return status == ENT_OK ? ent__result_write(match, &search.match, sizeof search.match, "ent_state_match", error)
                            : status;
}

int ent_state_word_get(const char **text, ent_state_word *word, const ent_state *state, uint32_t index) {
    static const ent_state_word order[] = {ENT_STATE_WORD_NAME, ENT_STATE_WORD_DEMONYM, ENT_STATE_WORD_CAPITAL};
    for (size_t i = 0; i < COUNT(order); i++) {
        for (size_t j = 0; j < COUNT(names); j++) {
            if (names[j].word == order[i] && strcmp(names[j].id, state->id) == 0 && index-- == 0) {
                *text = names[j].text;
                *word = order[i];
                return 1;
            }
        }
    }
    *text = NULL;
    *word = ENT_STATE_WORD_NAME;
    return 0;
}
