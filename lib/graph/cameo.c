/*
 * The codes of CAMEO: found by text through a table of places (a code's digits are its key), O(1) and without a hash;
 * repaired if they have lost their leading zero, never by guessing.
 */
#include "ontology_internal.h"

#include <math.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const ent_cameo codes[] = {
#define ROW(key, code, name, root, quad, quad_cameo, goldstein, icews, type, mode, context, note)                      \
    {sizeof(ent_cameo), code,  name, root, sizeof code - 1, quad, quad_cameo, 0,                                       \
     goldstein,         icews, type, mode, context,         note},
#include "cameo.inc"
#undef ROW
};

/* The place of each code, by name of its key. */
enum {
#define ROW(key, ...) PLACE_##key,
#include "cameo.inc"
#undef ROW
};

/* Place + 1 by key: the digits behind a 1, so that 01, 1 and 010 differ; 0: no such code. */
static const uint16_t places[] = {
#define ROW(key, ...) [key] = PLACE_##key + 1,
#include "cameo.inc"
#undef ROW
};

uint32_t ent_cameo_count(void) {
    return COUNT(codes);
}

const ent_cameo *ent_cameo_get(uint32_t index) {
    return index < COUNT(codes) ? &codes[index] : NULL;
}

/* The code whose digits are `prefix` and then those of the text, or NULL. */
static const ent_cameo *find_behind(size_t prefix, const char *code, size_t length) {
    size_t key = prefix;
    if (length == 0 || length > 4) {
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        if (code[i] < '0' || code[i] > '9') {
            return NULL;
        }
        key = key * 10 + (size_t)(code[i] - '0');
    }
    return key < COUNT(places) && places[key] ? &codes[places[key] - 1] : NULL;
}

const ent_cameo *ent_cameo_find(const char *code, size_t length) {
    return code ? find_behind(1, code, length) : NULL;
}

/* The length of a name without its ending ", not specified below". */
static size_t stem_length(const char *name, size_t length) {
    static const char ending[] = ", not specified below";
    const size_t cut = sizeof ending - 1;
    return length > cut && ent__same_letters(name + length - cut, cut, ending) ? length - cut : length;
}

const ent_cameo *ent_cameo_find_name(const char *name, size_t length) {
    const ent_cameo *found = NULL;
    size_t stem = name ? stem_length(name, length) : 0;
    for (size_t i = 0; i < COUNT(codes) && stem; i++) {
        size_t its = strlen(codes[i].name);
        if (stem_length(codes[i].name, its) != stem) {
            continue;
        }
        size_t same = 0;
        while (same < stem && ent__lower(name[same]) == ent__lower(codes[i].name[same])) {
            same++;
        }
        /* A root stands before its 0 code, so the first of three digits or more wins. */
        if (same == stem && (!found || found->level == 2)) {
            found = &codes[i];
        }
    }
    return found;
}

/* True if nothing that the row says of root and quad class speaks against the code. */
static bool agrees(const ent_cameo *code, const char *root, uint32_t quad) {
    if (root && *root && strcmp(code->root, root) != 0) {
        bool lost_its_zero = code->root[0] == '0' && strcmp(code->root + 1, root) == 0;
        if (!lost_its_zero) {
            return false;
        }
    }
    return quad == 0 || quad == code->quad || quad == code->quad_cameo;
}

const ent_cameo *ent_cameo_repair(const char *code, size_t length, const char *root, uint32_t quad,
                                  ent_repair *outcome) {
    const ent_cameo *as_it_is = ent_cameo_find(code, length);
    const ent_cameo *with_zero = code && length <= 3 ? find_behind(10, code, length) : NULL;
    *outcome = ENT_REPAIR_UNKNOWN;
    if (!as_it_is && !with_zero) {
        return NULL;
    }
    if (!with_zero) {
        *outcome = ENT_REPAIR_GOOD;
        return as_it_is;
    }
    bool zero_fits = agrees(with_zero, root, quad);
    bool it_fits = as_it_is && agrees(as_it_is, root, quad);
    if (zero_fits == it_fits) {
        *outcome = ENT_REPAIR_DOUBTFUL;
        return NULL;
    }
    *outcome = zero_fits ? ENT_REPAIR_DONE : ENT_REPAIR_GOOD;
    return zero_fits ? with_zero : as_it_is;
}
