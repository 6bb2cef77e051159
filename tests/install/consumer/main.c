/* Reaches every room of the library once: builds a path of three actors and asks who stands between. */
#include <entente/entente.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 3;
    list.edge_count = 2;
    list.from = from;
    list.to = to;
    ent_network *network = NULL;
    ent_error error;
    double scores[3];
    ent_status status = ent_network_from_edges(&network, &list, NULL, &error);
    if (status == ENT_OK) {
        status = ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, NULL, NULL, &error);
    }
    ent_network_free(network);
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    printf("entente %s: %g %g %g\n", ent_version(), scores[0], scores[1], scores[2]);
    return strcmp(ent_version(), ENT_VERSION) != 0;
}
