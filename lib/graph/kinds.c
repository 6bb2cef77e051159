/*
 * The words for the enumerations of the store: constant tables, used by documents, the command and bindings alike.
 */
#include <entente/graph.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *name_of(const char *const *table, size_t count, unsigned value) {
    return value < count ? table[value] : NULL;
}

const char *ent_actor_kind_name(ent_actor_kind kind) {
    static const char *const names[] = {"state", "official", "organisation"};
    return name_of(names, COUNT(names), (unsigned)kind);
}

const char *ent_kind_name(ent_kind kind) {
    static const char *const names[] = {"mediation", "attack", "diplomatic", "affiliation"};
    return name_of(names, COUNT(names), (unsigned)kind);
}

const char *ent_affiliation_kind_name(ent_affiliation_kind kind) {
    static const char *const names[] = {"", "serves", "part_of", "member_of"};
    return name_of(names, COUNT(names), (unsigned)kind);
}

const char *ent_mediation_status_name(ent_mediation_status status) {
    static const char *const names[] = {"", "expected", "appeal", "offered", "accepted", "conducted", "rejected"};
    return name_of(names, COUNT(names), (unsigned)status);
}

const char *ent_match_kind_name(ent_match_kind kind) {
    static const char *const names[] = {"id", "name", "alias", "code"};
    return name_of(names, COUNT(names), (unsigned)kind);
}
