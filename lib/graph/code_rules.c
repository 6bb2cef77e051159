/*
 * What kind of relation a code stands for, by the longest prefix. The table is that of the header, and one of the
 * user's comes before it. O(rules).
 */
#include "ontology_internal.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The longest prefix counts, so that the order is for readers only; the first row takes whatever nothing else does. */
static const ent_code_rule built_in[] = {
    {"", ENT_KIND_DIPLOMATIC, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
    {"028", ENT_KIND_MEDIATION, ENT_MEDIATION_APPEALED, ENT_MEDIATOR_SOURCE},
    {"038", ENT_KIND_MEDIATION, ENT_MEDIATION_ACCEPTED, ENT_MEDIATOR_TARGET},
    {"039", ENT_KIND_MEDIATION, ENT_MEDIATION_OFFERED, ENT_MEDIATOR_SOURCE},
    {"045", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
    {"108", ENT_KIND_MEDIATION, ENT_MEDIATION_APPEALED, ENT_MEDIATOR_SOURCE},
    {"126", ENT_KIND_MEDIATION, ENT_MEDIATION_REJECTED, ENT_MEDIATOR_TARGET},
    {"135", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
    {"165", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
    {"18", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
    {"19", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
    {"20", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
    {"ASSAULT", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
};

const ent_code_rule *ent_code_rules(size_t *count) {
    *count = COUNT(built_in);
    return built_in;
}

/* The first of the longest prefixes that the code begins with, or NULL. */
static const ent_code_rule *longest(const char *code, const ent_code_rule *rules, size_t count) {
    const ent_code_rule *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(rules[i].prefix);
        if ((!best || length > most) && strnlen(code, length) == length &&
            ent__same_letters(code, length, rules[i].prefix)) {
            best = &rules[i];
            most = length;
        }
    }
    return best;
}

/* A rule of the user's comes before any built-in one, even a longer one: what he says of 04 holds for 045. */
const ent_code_rule *ent_code_rule_find(const char *code, const ent_code_rule *rules, size_t count) {
    const char *text = code ? code : "";
    const ent_code_rule *own = rules ? longest(text, rules, count) : NULL;
    return own ? own : longest(text, built_in, COUNT(built_in));
}

/* Why a rule is none, or NULL. */
static const char *mistake(const ent_code_rule *rule) {
    if (!rule->prefix) {
        return "has no prefix (NULL); expected the beginning of a code, \"\" for every code";
    }
    if (!ent_kind_name(rule->kind) || rule->kind == ENT_KIND_AFFILIATION) {
        return "has a kind that no event has; expected mediation, attack or diplomatic";
    }
    if (!ent_mediation_status_name(rule->status)) {
        return "has a status that is none";
    }
    if (rule->kind != ENT_KIND_MEDIATION) {
        return rule->status || rule->mediator ? "has a status or a mediator, but is not of mediation" : NULL;
    }
    return rule->mediator == ENT_MEDIATOR_SOURCE || rule->mediator == ENT_MEDIATOR_TARGET
               ? NULL
               : "is of mediation and does not say who mediates; expected source or target";
}

/* All rules, before the first row is read: a mistake is told once and not at each event. */
ent_status ent_code_rules_check(const ent_code_rule *rules, size_t count, ent_error *error) {
    if (!rules && count) {
        return ent__fail(error, ENT_EINVAL, "%zu rules, but none given (NULL)", count);
    }
    for (size_t i = 0; i < count; i++) {
        const char *problem = mistake(&rules[i]);
        if (problem) {
            return ent__fail(error, ENT_EINVAL, "rule %zu (\"%.20s\") %s", i, rules[i].prefix ? rules[i].prefix : "",
                             problem);
        }
    }
    return ENT_OK;
}
