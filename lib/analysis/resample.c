/*
 * Reading a view's arcs, and compiling them with other multiplicities. O(relations of the graph + arcs) to read, O(actors of the
 * graph + arcs) to compile. Compiling never changes the record.
 */
#include "resample.h"

#include <stdlib.h>

void ent__basis_free(ent__basis *record) {
    ent__arcs_free(&record->arcs);
    free(record->rows);
    *record = (ent__basis){0};
}

ent_status ent__basis_read(ent__basis *record, const ent_graph *graph, const ent_view *view, ent_error *error) {
    *record = (ent__basis){.graph = graph};
    ent_status status = ent__view_read(&record->view, view, graph, error);
    if (status == ENT_OK) {
        status = ent__arcs_collect(&record->arcs, graph, &record->view, NULL, error);
    }
    return status;
}

ent_status ent__basis_draw(ent__arcs *room, const ent__basis *record, const double *times, ent_error *error) {
    room->count = 0;
    room->last_day = record->arcs.last_day;
    for (size_t i = 0; i < record->arcs.count; i++) {
        double factor = times[record->rows[i]];
        if (factor > 0.0) {
            ent__arc *arc = &room->items[room->count++];
            *arc = record->arcs.items[i];
            arc->positive *= factor;
            arc->negative *= factor;
        }
    }
    return record->view.direction == ENT_MUTUAL ? ent__arcs_keep_mutual(room, error) : ENT_OK;
}

ent_status ent__basis_compile(ent_network **network, const ent__basis *record, const double *times, ent__arcs *room,
                              ent_error *error) {
    *network = NULL;
    ent_status status = ent__basis_draw(room, record, times, error);
    return status == ENT_OK ? ent__network_of_arcs(network, record->graph, &record->view, room, error) : status;
}
