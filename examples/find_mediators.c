/*
 * Who mediated between Pakistan and Iran, by status and with the evidence; and who could.
 *
 *     find_mediators examples/data/pakistan-iran-2024.json
 */
#include <entente/entente.h>
#include <stdio.h>

static const char *name_of(const ent_graph *graph, ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_graph_get_actor(&actor, graph, id, NULL);
    return actor.name;
}

static void print_relation(const ent_graph *graph, ent_id id) {
    ent_relation relation = ENT_RELATION_INIT;
    char days[ENT_DATE_TEXT];
    ent_graph_get_relation(&relation, graph, id, NULL);
    ent_date_format(days, relation.first, relation.last);
    printf("    %s  %s\n", days, relation.summary ? relation.summary : "");
    for (size_t i = 0; i < relation.source_count; i++) {
        ent_source source = ENT_SOURCE_INIT;
        ent_graph_get_source(&source, graph, relation.sources[i], NULL);
        printf("      source: %s\n", source.title ? source.title : source.id);
    }
}

static void print_answer(const ent_graph *graph, const ent_mediators *mediators) {
    for (uint32_t i = 0; i < ent_mediators_mediated_count(mediators); i++) {
        ent_mediated did = ENT_MEDIATED_INIT;
        ent_mediators_mediated(&did, mediators, i, NULL);
        printf("%s: %s\n", name_of(graph, did.actor), ent_mediation_status_name(did.status));
        for (uint32_t j = 0; j < did.relation_count; j++) {
            print_relation(graph, did.relations[j]);
        }
    }
    for (uint32_t i = 0; i < ent_mediators_candidate_count(mediators) && i < 3; i++) {
        ent_candidate could = ENT_CANDIDATE_INIT;
        ent_mediators_candidate(&could, mediators, i, NULL);
        printf("candidate %u: %s, score %.3f\n", could.rank, name_of(graph, could.actor),
               could.components[ENT_COMPONENT_SCREEN]);
    }
}

/* Finds both parties by the names people give them, and asks as of 29 January 2024. */
static ent_status ask(ent_mediators **mediators, const ent_graph *graph, ent_error *error) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_match pakistan, iran;
    ent_status status = ent_date_from_ymd(&options.day, 2024, 1, 29, error);
    if (status == ENT_OK) {
        status = ent_graph_find(&pakistan, graph, "Islamabad", error);
    }
    if (status == ENT_OK) {
        status = ent_graph_find(&iran, graph, "Islamic Republic of Iran", error);
    }
    return status == ENT_OK ? ent_mediators_find(mediators, graph, pakistan.actor, iran.actor, &options, NULL, error)
                            : status;
}

int main(int count, char **arguments) {
    ent_graph *graph = NULL;
    ent_mediators *mediators = NULL;
    ent_error error;
    if (count != 2) {
        fprintf(stderr, "usage: find_mediators DOCUMENT\n");
        return 2;
    }
    ent_status status = ent_document_read(&graph, arguments[1], NULL, &error);
    if (status == ENT_OK) {
        status = ask(&mediators, graph, &error);
    }
    if (status == ENT_OK) {
        print_answer(graph, mediators);
    } else {
        fprintf(stderr, "%s\n", error.message);
    }
    ent_mediators_free(mediators);
    ent_graph_free(graph);
    return status != ENT_OK;
}
