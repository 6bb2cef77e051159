/*
 * How word may pass from one minister to a general: a path that never uses a later meeting before an earlier one.
 *
 *     path_in_time examples/data/pakistan-iran-2024.json
 */
#include <entente/entente.h>
#include <stdio.h>

static void print_journey(const ent_graph *graph, const ent_contacts *contacts, const ent_journey_view *journey) {
    for (uint32_t i = 0; i < journey->hops; i++) {
        ent_actor from = ENT_ACTOR_INIT, to = ENT_ACTOR_INIT;
        ent_relation relation = ENT_RELATION_INIT;
        char day[ENT_DATE_TEXT];
        ent_graph_get_actor(&from, graph, ent_contacts_actor(contacts, journey->nodes[i]), NULL);
        ent_graph_get_actor(&to, graph, ent_contacts_actor(contacts, journey->nodes[i + 1]), NULL);
        ent_graph_get_relation(&relation, graph, journey->relations[i], NULL);
        ent_date_format(day, journey->days[i], journey->days[i]);
        printf("%s  %s - %s: %s\n", day, from.name, to.name, relation.summary ? relation.summary : "");
    }
    printf("this order is %s\n",
           journey->certainty == ENT_CERTAIN ? "certain" : "possible, for some dates are intervals");
}

/* The journey of earliest arrival from Jilani to Munir from 16 January 2024 on. */
static ent_status travel(const ent_graph *graph, const ent_contacts *contacts, ent_date since, ent_error *error) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_journey_view view = ENT_JOURNEY_VIEW_INIT;
    ent_journey *journey = NULL;
    ent_match from, to;
    options.since = since;
    ent_status status = ent_graph_find(&from, graph, "Jilani", error);
    if (status == ENT_OK) {
        status = ent_graph_find(&to, graph, "Asim Munir", error);
    }
    if (status == ENT_OK) {
        status = ent_journey_find(&journey, contacts, ent_contacts_node(contacts, from.actor),
                                  ent_contacts_node(contacts, to.actor), &options, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_journey_get(&view, journey, error);
    }
    if (status == ENT_OK) {
        print_journey(graph, contacts, &view);
    }
    ent_journey_free(journey);
    return status;
}

int main(int count, char **arguments) {
    ent_graph *graph = NULL;
    ent_contacts *contacts = NULL;
    ent_error error;
    ent_view view = ENT_VIEW_INIT;
    if (count != 2) {
        fprintf(stderr, "usage: path_in_time DOCUMENT\n");
        return 2;
    }
    ent_status status = ent_date_from_ymd(&view.since, 2024, 1, 16, &error);
    if (status == ENT_OK) {
        status = ent_document_read(&graph, arguments[1], NULL, &error);
    }
    if (status == ENT_OK) {
        status = ent_contacts_compile(&contacts, graph, &view, 0, NULL, &error);
    }
    if (status == ENT_OK) {
        status = travel(graph, contacts, view.since, &error);
    }
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    ent_contacts_free(contacts);
    ent_graph_free(graph);
    return status != ENT_OK;
}
