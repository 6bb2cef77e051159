/* Names: whatever the text, an actor or an error; and an actor is found by whatever name he was given. */
#include "fuzz.h"

#include <entente/graph.h>

/* Some actors whose names fall together, and the one to name. */
static ent_graph *graph_with(const char *name, ent_id *named) {
    static const char *const names[] = {"Türkiye", "Pakistan", "U.N.",    "UN",     "Straße",
                                        "إيران",   "?",        "Georgia", "GEORGIA"};
    ent_graph *graph;
    FUZZ_CHECK(ent_graph_new(&graph, NULL) == ENT_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char id[] = {'#', (char)('a' + i), '\0'};
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = id;
        actor.name = names[i];
        FUZZ_CHECK(ent_graph_add_actor(NULL, graph, &actor, NULL) == ENT_OK);
    }
    ent_actor actor = ENT_ACTOR_INIT;
    actor.id = "#";
    actor.aliases = &name;
    actor.alias_count = 1;
    ent_status status = ent_graph_add_actor(named, graph, &actor, NULL);
    FUZZ_CHECK(status == ENT_OK || status == ENT_EINVAL);
    FUZZ_CHECK((status == ENT_OK) == (*named != ENT_NONE));
    return graph;
}

static void suggest(const ent_graph *graph, const char *name) {
    ent_match matches[4];
    size_t count;
    FUZZ_CHECK(ent_graph_suggest(matches, 4, &count, graph, name, NULL) == ENT_OK && count == 4);
    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(matches[i].actor < ent_graph_actor_count(graph) && matches[i].text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *name = fuzz_text(data, size);
    ent_id named;
    ent_graph *graph = graph_with(name, &named);
    ent_match match;
    ent_error error;
    ent_status status = ent_graph_find(&match, graph, name, &error);
    if (named == ENT_NONE) { /* empty, or no UTF-8 */
        FUZZ_CHECK(status == ENT_EINVAL);
    } else {
        FUZZ_CHECK((status == ENT_OK && (match.actor == named || match.kind == ENT_MATCH_ID)) ||
                   status == ENT_EAMBIGUOUS);
        suggest(graph, name);
    }
    FUZZ_CHECK((status == ENT_OK) == (match.actor != ENT_NONE));
    FUZZ_CHECK(status == ENT_OK || error.message[0]);
    ent_graph_free(graph);
    free(name);
    return 0;
}
