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

void ent__lent_end(ent__lent *lent) {
    if (lent->full || lent->used + 1 >= lent->capacity) {
        lent->full = true;
        return;
    }
    lent->bytes[lent->used++] = '\0';
}
