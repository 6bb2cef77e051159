/*
 * The codes of CAMEO's actors beside countries (roles, groups, regions, religions, ethnic groups), and the texts of specs
 * in the caller's buffer. Constant table, rising by code; O(log codes). Never allocates.
 */
#include "ontology_internal.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const ent__actor_code codes[] = {
#define ROW(code, sort, name, type) {code, ENT__CODE_##sort, name, type},
#include "cameo-actors.inc"
#undef ROW
};

/* One code may be of two sorts, a group and a religion for one: rows of a code lie together and the sort decides. */
const ent__actor_code *ent__actor_code_find(const char *code, size_t length, ent__code_sort sort) {
    if (length != 3) {
        return NULL;
    }
    size_t low = 0, high = COUNT(codes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (memcmp(codes[middle].code, code, 3) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < COUNT(codes) && memcmp(codes[low].code, code, 3) == 0; low++) {
        if (codes[low].sort == sort) {
            return &codes[low];
        }
    }
    return NULL;
}

/* ---- Groups by name ----------------------------------------------------------------------------------------------- */

/* Other names of groups than the table's. */
static const struct {
    const char *name, *code;
} other_names[] = {{"Organization of Islamic Cooperation", "OIC"},
                   {"Organization of the Islamic Conference", "OIC"},
                   {"Organization of Islamic Conference", "OIC"},
                   {"Organization for Security and Cooperation in Europe", "SCE"},
                   {"Food and Agriculture Organization", "FAO"},
                   {"UN", "UNO"},
                   {"NATO", "NAT"},
                   {"Hezbollah", "HEZ"},
                   {"League of Arab States", "ARL"}};

/* The next letter or digit that counts, in lower case; '\0' at the end. `*at` moves behind it. */
static char next_letter(const char **at, const char *end) {
    while (*at < end) {
        char letter = ent__lower(*(*at)++);
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            return letter == 'z' ? 's' : letter;
        }
        if ((unsigned char)letter >= 0x80) {
            return letter;
        }
    }
    return '\0';
}

/* Files write the same group with and without its article. */
static const char *behind_article(const char *text, size_t length) {
    return text + (length > 4 && ent__same_letters(text, 4, "the ") ? 4 : 0);
}

/* Letters and digits alone count, and s is z: spelling and punctuation differ from file to file. */
static bool same_words(const char *text, size_t length, const char *name, size_t name_length) {
    const char *one = behind_article(text, length), *other = behind_article(name, name_length);
    for (;;) {
        char left = next_letter(&one, text + length), right = next_letter(&other, name + name_length);
        if (left != right || !left) {
            return left == right;
        }
    }
}

/* Groups that one name is enough for. */
static bool is_international(const ent__actor_code *row) {
    static const char *const types[] = {"intergovernmental", "non-governmental", "armed group"};
    for (size_t i = 0; row->sort == ENT__CODE_group && row->type && i < COUNT(types); i++) {
        if (strcmp(row->type, types[i]) == 0) {
            return true;
        }
    }
    return false;
}

const ent__actor_code *ent__group_named(const char *text, size_t length) {
    for (size_t i = 0; i < COUNT(other_names); i++) {
        if (same_words(text, length, other_names[i].name, strlen(other_names[i].name))) {
            return ent__actor_code_find(other_names[i].code, 3, ENT__CODE_group);
        }
    }
    for (size_t i = 0; i < COUNT(codes); i++) {
        size_t name_length = strcspn(codes[i].name, "(");
        if (is_international(&codes[i]) && same_words(text, length, codes[i].name, name_length)) {
            return &codes[i];
        }
    }
    return NULL;
}

/* ---- Texts --------------------------------------------------------------------------------------------------------- */

const char *ent__lent_start(const ent__lent *lent) {
    return lent->bytes + lent->used;
}

void ent__lent_add(ent__lent *lent, const char *text, size_t length) {
    /* One byte is always kept for the final NUL. */
    if (lent->full || length >= lent->capacity - lent->used) {
        lent->full = true;
        return;
    }
    memcpy(lent->bytes + lent->used, text, length);
    lent->used += length;
}

void ent__lent_puts(ent__lent *lent, const char *text) {
    ent__lent_add(lent, text, strlen(text));
}

/* A text that did not fit is remembered, not cut: the caller is told before anything refers to it. */
void ent__lent_end(ent__lent *lent) {
    if (lent->full || lent->used + 1 >= lent->capacity) {
        lent->full = true;
        return;
    }
    lent->bytes[lent->used++] = '\0';
}
