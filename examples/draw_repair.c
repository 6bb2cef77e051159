/*
 * Draws the repair of relations after 19 January 2024 into a file for Graphviz, which appears whole or not at all.
 *
 *     draw_repair examples/data/pakistan-iran-2024.json [repair.dot] && dot -Tsvg repair.dot -o repair.svg
 *
 * Without a file it says how large the diagram would be.
 */
#include <entente/entente.h>
#include <stdio.h>

static ent_status draw_into_file(const char *path, const ent_graph *graph, const ent_network *network,
                                 ent_error *error) {
    ent_file *file = NULL;
    ent_status status = ent_file_create(&file, path, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_file_sink(file);
        status = ent_dot_write(&sink, network, graph, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_file_commit(file, error);
    }
    ent_file_free(file);
    return status;
}

static ent_status draw_into_memory(const ent_graph *graph, const ent_network *network, ent_error *error) {
    ent_buffer *buffer = NULL;
    ent_status status = ent_buffer_new(&buffer, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_buffer_sink(buffer);
        status = ent_dot_write(&sink, network, graph, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        printf("%u actors, %u ties, %zu bytes of DOT\n", ent_network_node_count(network),
               ent_network_edge_count(network), ent_buffer_size(buffer));
    }
    ent_buffer_free(buffer);
    return status;
}

int main(int count, char **arguments) {
    ent_graph *graph = NULL;
    ent_network *network = NULL;
    ent_error error;
    ent_view view = ENT_VIEW_INIT;
    if (count != 2 && count != 3) {
        fprintf(stderr, "usage: draw_repair DOCUMENT [FILE]\n");
        return 2;
    }
    ent_status status = ent_date_from_ymd(&view.since, 2024, 1, 19, &error);
    if (status == ENT_OK) {
        status = ent_document_read(&graph, arguments[1], NULL, &error);
    }
    if (status == ENT_OK) {
        status = ent_network_compile(&network, graph, &view, NULL, &error);
    }
    if (status == ENT_OK) {
        status = count == 3 ? draw_into_file(arguments[2], graph, network, &error)
                            : draw_into_memory(graph, network, &error);
    }
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    ent_network_free(network);
    ent_graph_free(graph);
    return status != ENT_OK;
}
