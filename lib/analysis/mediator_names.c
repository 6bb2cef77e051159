/*
 * The words for what mediators are ranked by and what the rankings are held against. Static, O(1).
 */
#include <entente/validation.h>

#define NAME(code, name, text) [code] = (text),
#define NAME_IN(names, place) ((size_t)(place) < sizeof(names) / sizeof *(names) ? (names)[place] : NULL)

const char *ent_broker_role_name(ent_broker_role role) {
    static const char *const names[] = {ENT_BROKER_ROLE_MAP(NAME)};
    return NAME_IN(names, role);
}

const char *ent_component_name(ent_component component) {
    static const char *const names[] = {ENT_COMPONENT_MAP(NAME)};
    return NAME_IN(names, component);
}

const char *ent_ranker_name(ent_ranker ranker) {
    static const char *const names[] = {ENT_RANKER_MAP(NAME)};
    return NAME_IN(names, ranker);
}

const char *ent_metric_name(ent_metric metric) {
    static const char *const names[] = {ENT_METRIC_MAP(NAME)};
    return NAME_IN(names, metric);
}
