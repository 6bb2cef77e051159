/*
 * Reads a document and ranks its states and organisations by who stands between the others.
 *
 *     rank_actors examples/data/pakistan-iran-2024.json
 */
#include <entente/entente.h>
#include <stdio.h>
#include <stdlib.h>

static ent_status print_ranking(const ent_graph *graph, const ent_network *network, ent_error *error) {
    uint32_t count = ent_network_node_count(network);
    double *scores = calloc(count, sizeof *scores);
    uint32_t *order = calloc(count, sizeof *order), *ranks = calloc(count, sizeof *ranks);
    ent_status status = scores && order && ranks ? ENT_OK : ENT_ENOMEM;
    if (status == ENT_OK) {
        status = ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_rank(order, ranks, scores, count, error);
    }
    for (uint32_t i = 0; status == ENT_OK && i < count; i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        status = ent_graph_get_actor(&actor, graph, ent_network_actor(network, order[i]), error);
        if (status == ENT_OK) {
            printf("%2u. %8.3f  %s\n", ranks[order[i]], scores[order[i]], actor.name);
        }
    }
    free(scores);
    free(order);
    free(ranks);
    return status;
}

int main(int count, char **arguments) {
    ent_graph *graph = NULL;
    ent_network *network = NULL;
    ent_error error = {.message = "out of memory"};
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL; /* officials count as whom they serve on the day */
    if (count != 2) {
        fprintf(stderr, "usage: rank_actors DOCUMENT\n");
        return 2;
    }
    ent_status status = ent_document_read(&graph, arguments[1], NULL, &error);
    if (status == ENT_OK) {
        status = ent_network_compile(&network, graph, &view, NULL, &error);
    }
    if (status == ENT_OK) {
        status = print_ranking(graph, network, &error);
    }
    if (status != ENT_OK) {
        fprintf(stderr, "%s:%u:%u: %s\n", arguments[1], error.line, error.column, error.message);
    }
    ent_network_free(network);
    ent_graph_free(graph);
    return status != ENT_OK;
}
