/*
 * The event types, modes and contexts of PLOVER: constant tables, looked through (83 rows). The ontology is that of the
 * Open Event Data Alliance (CC BY-SA 4.0); see data/SOURCES.md.
 */
#include "ontology_internal.h"

#include <math.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const ent_plover rows[] = {
#define ROW(type, mode, quad, score, cameo) {sizeof(ent_plover), type, mode, quad, 0, score, cameo},
#include "plover.inc"
#undef ROW
};

static const char *const contexts[] = {
#define ROW(name) name,
#include "plover-contexts.inc"
#undef ROW
};

uint32_t ent_plover_count(void) {
    return COUNT(rows);
}

const ent_plover *ent_plover_get(uint32_t index) {
    return index < COUNT(rows) ? &rows[index] : NULL;
}

const char *ent_plover_context(uint32_t index) {
    return index < COUNT(contexts) ? contexts[index] : NULL;
}

const ent_plover *ent_plover_find(const char *type, const char *mode) {
    for (size_t i = 0; type && i < COUNT(rows); i++) {
        bool same_mode =
            mode && *mode ? rows[i].mode && ent__same_letters(mode, strlen(mode), rows[i].mode) : !rows[i].mode;
        if (same_mode && ent__same_letters(type, strlen(type), rows[i].type)) {
            return &rows[i];
        }
    }
    return NULL;
}
