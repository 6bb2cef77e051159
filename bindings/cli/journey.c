/*
 * entente paths --respect-time: the path of earliest arrival on which no step comes before the one it follows.
 */
#include "complain.h"
#include "paths.h"

static const char *const certainty_words[] = {"certain", "possible", "impossible"};

static void add_journey(cli_search *search, const ent_journey_view *found) {
    char arrival[ENT_DATE_TEXT], day[ENT_DATE_TEXT];
    cJSON *path = add_path(search, found->nodes, found->hops);
    ent_date last = found->hops ? found->days[found->hops - 1] : search->question.view.since;
    ent_date_format(arrival, last, last);
    cJSON_AddStringToObject(path, "arrival", arrival);
    cJSON_AddStringToObject(path, "certainty", certainty_words[found->certainty]);
    for (uint32_t i = 0; i < found->hops; i++) {
        cli_step step = {.number = i + 1,
                         .from = ent_network_actor(search->network, found->nodes[i]),
                         .to = ent_network_actor(search->network, found->nodes[i + 1]),
                         .day = day,
                         .relations = &found->relations[i],
                         .relation_count = 1};
        ent_date_format(day, found->days[i], found->days[i]);
        add_step(search, path, &step);
    }
    add_section(search,
                format_text("%u step%s, arrival %s; in this order: %s", found->hops, found->hops == 1 ? "" : "s",
                            arrival, certainty_words[found->certainty]),
                NULL);
}

void find_journey(cli_search *search, uint32_t source, uint32_t target) {
    const ent_view *view = &search->question.view;
    ent_contacts *contacts = NULL;
    ent_journey *journey = NULL;
    ent_journey_view found = ENT_JOURNEY_VIEW_INIT;
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_error error;
    options.since = view->since;
    options.until = view->until;
    ent_status status = ent_contacts_compile(&contacts, search->question.graph, view, 0, NULL, &error);
    if (status == ENT_OK) {
        status = ent_journey_find(&journey, contacts, source, target, &options, NULL, &error);
    }
    if (status == ENT_OK) {
        status = ent_journey_get(&found, journey, &error);
    }
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
    if (found.hops > 0 || source == target) {
        add_journey(search, &found);
    }
    ent_journey_free(journey);
    ent_contacts_free(contacts);
}
