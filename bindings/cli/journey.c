/*
 * Paths and time: with --respect-time the path of earliest arrival, or the quickest, on which no step comes before the one it
 * follows; for other paths, whether their order can be that of time.
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

const ent_contacts *contacts_of(cli_search *search) {
    ent_error error;
    if (!search->contacts && ent_contacts_compile(&search->contacts, search->question.graph, &search->question.view, 0,
                                                  NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return search->contacts;
}

static ent_journey_options window_of(const cli_search *search) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.since = search->question.view.since;
    options.until = search->question.view.until;
    return options;
}

const char *order_of_steps(cli_search *search, const ent_path *path) {
    ent_journey_options options = window_of(search);
    ent_certainty certainty;
    ent_error error;
    if (ent_journey_check(&certainty, contacts_of(search), path->nodes, path->hops, &options, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return certainty_words[certainty];
}

void find_journey(cli_search *search, uint32_t source, uint32_t target) {
    const cli_arguments *arguments = search->question.arguments;
    unsigned most = argument_number(arguments, "within", 0);
    ent_journey *journey = NULL;
    ent_journey_view found = ENT_JOURNEY_VIEW_INIT;
    ent_journey_options options = window_of(search);
    ent_error error;
    options.objective = most ? ENT_FASTEST : ENT_EARLIEST_ARRIVAL;
    ent_status status = ent_journey_find(&journey, contacts_of(search), source, target, &options, NULL, &error);
    if (status == ENT_OK) {
        status = ent_journey_get(&found, journey, &error);
    }
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
    if ((found.hops > 0 || source == target) && (most == 0 || found.value + 1.0 <= most)) {
        add_journey(search, &found);
    }
    ent_journey_free(journey);
}
