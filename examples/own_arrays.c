/*
 * A network from one's own arrays, without any document: the shortest way, and the actor all of them pass.
 *
 *     own_arrays
 *
 * The ties are the marriages of Florentine families around the Medici (Padgett & Ansell 1993), a part of them.
 */
#include <entente/entente.h>
#include <stdio.h>

enum { MEDICI, ACCIAIUOLI, ALBIZZI, GINORI, PAZZI, SALVIATI, TORNABUONI, GUADAGNI, FAMILIES };
static const char *const names[FAMILIES] = {"Medici", "Acciaiuoli", "Albizzi",    "Ginori",
                                            "Pazzi",  "Salviati",   "Tornabuoni", "Guadagni"};
static const uint32_t from[] = {MEDICI, MEDICI, MEDICI, MEDICI, ALBIZZI, SALVIATI, TORNABUONI, ALBIZZI};
static const uint32_t to[] = {ACCIAIUOLI, ALBIZZI, SALVIATI, TORNABUONI, GINORI, PAZZI, GUADAGNI, GUADAGNI};

static ent_status print_path(const ent_network *network, ent_error *error) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_path path = ENT_PATH_INIT;
    ent_paths *paths;
    ent_status status = ent_paths_find(&paths, network, PAZZI, GINORI, &options, NULL, error);
    if (status == ENT_OK) {
        status = ent_paths_get(&path, paths, 0, error);
    }
    for (uint32_t i = 0; status == ENT_OK && i <= path.hops; i++) {
        printf("%s%s", i ? " - " : "", names[path.nodes[i]]);
    }
    printf("\n");
    ent_paths_free(paths);
    return status;
}

static ent_status print_brokers(const ent_network *network, ent_error *error) {
    uint32_t nodes[FAMILIES], count = 0;
    ent_status status = ent_articulation_points(nodes, &count, network, NULL, error);
    for (uint32_t i = 0; i < count; i++) {
        printf("without the %s, some would be cut off\n", names[nodes[i]]);
    }
    return status;
}

int main(void) {
    ent_edge_list edges = ENT_EDGE_LIST_INIT;
    ent_network *network = NULL;
    ent_error error;
    edges.node_count = FAMILIES;
    edges.edge_count = sizeof from / sizeof *from;
    edges.from = from;
    edges.to = to;
    ent_status status = ent_network_from_edges(&network, &edges, NULL, &error);
    if (status == ENT_OK) {
        status = print_path(network, &error);
    }
    if (status == ENT_OK) {
        status = print_brokers(network, &error);
    }
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    ent_network_free(network);
    return status != ENT_OK;
}
