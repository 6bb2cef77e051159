/* Contacts from graphs and from arrays: what is a contact, on which days, between whom; and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <entente/entente.h>
#include <stdbool.h>

static ent_contacts *compile(const ent_graph *graph, const ent_view *view, uint32_t traversal) {
    ent_contacts *contacts;
    assert_int_equal(ent_contacts_compile(&contacts, graph, view, traversal, NULL, NULL), ENT_OK);
    return contacts;
}

/* The number of one actor's journey to another by an objective, every day. */
static double value(const ent_contacts *contacts, ent_journey_objective objective, ent_id from, ent_id to) {
    double values[32];
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.objective = objective;
    uint32_t source = ent_contacts_node(contacts, from), target = ent_contacts_node(contacts, to);
    bool to_one = objective == ENT_LATEST_DEPARTURE;
    assert_int_equal(ent_journeys_from(values, contacts, to_one ? target : source, &options, NULL, NULL), ENT_OK);
    return values[to_one ? source : target];
}

static ent_certainty certainty(const ent_contacts *contacts, const ent_id *actors, uint32_t hops) {
    uint32_t nodes[8];
    ent_certainty found;
    for (uint32_t i = 0; i <= hops; i++) {
        nodes[i] = ent_contacts_node(contacts, actors[i]);
    }
    assert_int_equal(ent_journey_check(&found, contacts, nodes, hops, NULL, NULL), ENT_OK);
    return found;
}

/* ---- From a graph ------------------------------------------------------------------------------------------------- */

static void an_official_is_whom_he_serves_on_the_day(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), c = make_state(graph, "C");
    ent_id envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_DAYS(0, 9), 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, b, MAKE_DAYS(10, 20), 1.0);
    make_tie(graph, envoy, c, 5, 1.0);
    make_tie(graph, envoy, c, 15, 1.0);
    make_tie(graph, envoy, a, 7, 1.0); /* inside A on that day: no contact */
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.direction = ENT_DIRECTED;
    ent_contacts *contacts = compile(graph, &view, 0);
    assert_int_equal(ent_contacts_count(contacts), 2);
    assert_int_equal(ent_contacts_node_count(contacts), 3);
    assert_int_equal(ent_contacts_node(contacts, envoy), ENT_NONE);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, a, c), 5.0);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, b, c), 15.0);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, c, a), INFINITY);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

static void hostile_and_expected_relations_are_no_contacts_but_keep_their_nodes(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), c = make_state(graph, "C");
    make_tie(graph, a, b, 1, -5.0);
    ent_relation expected = make_event(ENT_KIND_MEDIATION, 3, 3, 0.0);
    expected.status = ENT_MEDIATION_EXPECTED;
    make_relation(graph, expected, MAKE_SIDE(c), MAKE_SIDE(a, b));
    ent_contacts *contacts = compile(graph, NULL, 0);
    assert_int_equal(ent_contacts_count(contacts), 0);
    assert_int_equal(ent_contacts_node_count(contacts), 3);
    assert_int_equal(ent_contacts_actor(contacts, 2), c);
    assert_int_equal(ent_contacts_actor(contacts, 3), ENT_NONE);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

static void contacts_are_cut_to_the_view_and_take_its_traversal(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B");
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 0, 20, 1.0), MAKE_SIDE(a), MAKE_SIDE(b));
    ent_view view = ENT_VIEW_INIT;
    view.since = 5;
    view.until = 10;
    ent_contacts *contacts = compile(graph, &view, 3);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, a, b), 8.0);
    assert_close(value(contacts, ENT_LATEST_DEPARTURE, b, a), 10.0);
    assert_close(value(contacts, ENT_FASTEST, a, b), 3.0);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

static void an_affiliation_is_a_standing_contact_if_asked_for(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B");
    ent_id envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_tie(graph, envoy, b, 7, 1.0);
    ent_view view = ENT_VIEW_INIT;
    ent_contacts *contacts = compile(graph, &view, 0);
    assert_int_equal(ent_contacts_node(contacts, a), ENT_NONE);
    ent_contacts_free(contacts);
    view.kinds = ENT_KINDS_ALL;
    contacts = compile(graph, &view, 0);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, a, b), 7.0);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, b, a), 7.0);
    /* Where the window is open it ends with the days named: the tie's one day, not for ever. */
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, a, envoy), 7.0);
    assert_close(value(contacts, ENT_LATEST_DEPARTURE, a, envoy), 7.0);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

/* ---- The reference case ------------------------------------------------------------------------------------------- */

static ent_graph *reference_case(void) {
    ent_graph *graph;
    assert_int_equal(ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    return graph;
}

static void nodes_are_those_of_the_network_of_the_same_view(void **state) {
    (void)state;
    ent_graph *graph = reference_case();
    for (int i = 0; i < 12; i++) {
        ent_view view = ENT_VIEW_INIT;
        view.direction = (ent_direction)(i % 3);
        view.rollup = (ent_rollup)(i / 3 % 2);
        view.kinds = i < 6 ? ENT_KINDS_ALL : ENT_KINDS_EVENTS;
        ent_network *network;
        assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
        ent_contacts *contacts = compile(graph, &view, 0);
        assert_int_equal(ent_contacts_node_count(contacts), ent_network_node_count(network));
        for (ent_id actor = 0; actor < ent_graph_actor_count(graph); actor++) {
            assert_int_equal(ent_contacts_node(contacts, actor), ent_network_node(network, actor));
        }
        ent_contacts_free(contacts);
        ent_network_free(network);
    }
    ent_graph_free(graph);
}

static void a_later_meeting_is_never_used_before_an_earlier_one(void **state) {
    (void)state;
    ent_graph *graph = reference_case();
    ent_contacts *contacts = compile(graph, NULL, 0);
    ent_id munir = ent_graph_actor_by_id(graph, "munir"), fidan = ent_graph_actor_by_id(graph, "fidan");
    ent_id minister = ent_graph_actor_by_id(graph, "amirabdollahian");
    ent_date met, engaged, last;
    assert_int_equal(ent_date_parse(&met, &last, "2024-01-29", NULL), ENT_OK);
    assert_int_equal(ent_date_parse(&engaged, &last, "2024-01-18/2024-01-29", NULL), ENT_OK);
    /* Fidan engaged the minister between 18 and 29 January; the minister met Munir on the 29th. */
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, fidan, minister), engaged);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, fidan, munir), met);
    assert_int_equal(certainty(contacts, (const ent_id[]){fidan, minister, munir}, 2), ENT_CERTAIN);
    assert_int_equal(certainty(contacts, (const ent_id[]){munir, minister, fidan}, 2), ENT_POSSIBLE);
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.until = met - 1;
    ent_journey *journey;
    ent_journey_view found = ENT_JOURNEY_VIEW_INIT;
    assert_int_equal(ent_journey_find(&journey, contacts, ent_contacts_node(contacts, fidan),
                                      ent_contacts_node(contacts, munir), &options, NULL, NULL),
                     ENT_OK);
    assert_int_equal(ent_journey_get(&found, journey, NULL), ENT_OK);
    assert_int_equal(found.hops, 0);
    assert_close(found.value, INFINITY);
    ent_journey_free(journey);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

static void what_was_over_before_cannot_follow(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), c = make_state(graph, "C");
    make_tie(graph, a, b, 10, 1.0);
    make_tie(graph, b, c, 5, 1.0);
    ent_contacts *contacts = compile(graph, NULL, 0);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, a, c), INFINITY);
    assert_close(value(contacts, ENT_LATEST_DEPARTURE, a, c), -INFINITY);
    assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, c, a), 10.0);
    assert_int_equal(certainty(contacts, (const ent_id[]){a, b, c}, 2), ENT_IMPOSSIBLE);
    assert_int_equal(certainty(contacts, (const ent_id[]){c, b, a}, 2), ENT_CERTAIN);
    assert_int_equal(certainty(contacts, (const ent_id[]){a, c}, 1), ENT_IMPOSSIBLE);
    assert_int_equal(certainty(contacts, (const ent_id[]){a}, 0), ENT_CERTAIN);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

/* ---- From arrays -------------------------------------------------------------------------------------------------- */

static void a_chain_of_one_day_is_a_journey_in_any_order_of_the_list(void **state) {
    (void)state;
    static const uint32_t orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const ent_date days[] = {4, 4, 4};
    static const int32_t strict[] = {1, 1, 1};
    for (int i = 0; i < 12; i++) {
        uint32_t from[3], to[3];
        for (int k = 0; k < 3; k++) {
            from[k] = orders[i % 6][k];
            to[k] = from[k] + 1;
        }
        ent_contact_list list = ENT_CONTACT_LIST_INIT;
        list.node_count = 4;
        list.count = 3;
        list.directed = 1;
        list.from = from;
        list.to = to;
        list.first = list.last = days;
        list.traversal = i < 6 ? NULL : strict;
        ent_contacts *contacts;
        assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
        assert_close(value(contacts, ENT_EARLIEST_ARRIVAL, 0, 3), i < 6 ? 4.0 : INFINITY);
        assert_close(value(contacts, ENT_LATEST_DEPARTURE, 0, 3), i < 6 ? 4.0 : -INFINITY);
        assert_close(value(contacts, ENT_FEWEST_HOPS, 0, 3), i < 6 ? 3.0 : INFINITY);
        ent_contacts_free(contacts);
    }
}

/* One contact that is wrong in one way, and the message it must give. */
typedef struct refusal {
    uint32_t to;
    ent_date first, last;
    int32_t traversal;
    double length;
    const char *message;
} refusal;

static void a_list_is_refused_with_what_is_wrong(void **state) {
    (void)state;
    static const refusal refusals[] = {
        {2, 0, 0, 0, 1, "contact 0: 0 to 2; expected nodes below 2"},
        {1, 5, 4, 0, 1, "contact 0: last day 4, first day 5; expected a last day not before it"},
        {1, 0, 0, -1, 1, "contact 0: traversal of -1 days; expected 0 to 1073741823"},
        {1, 0, 0, 0, 0, "contact 0: length 0; expected a finite number above 0"},
        {1, 0, 0, 0, NAN, "contact 0: length nan; expected a finite number above 0"},
        {1, 0, 1 << 30, 0, 1, "contact 0: days 0 to 1073741824; expected less than 1073741824 days from 1970-01-01"},
    };
    const uint32_t from = 0;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const refusal *wrong = &refusals[i];
        ent_contact_list list = {
            sizeof list, 2, 1, 1, &from, &wrong->to, &wrong->first, &wrong->last, &wrong->traversal, &wrong->length};
        ent_contacts *contacts = (ent_contacts *)&list;
        ent_error error;
        assert_int_equal(ent_contacts_from_list(&contacts, &list, &error), ENT_EINVAL);
        assert_null(contacts);
        assert_string_equal(error.message, wrong->message);
    }
    ent_contacts *contacts;
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    assert_int_equal(ent_contacts_from_list(&contacts, NULL, NULL), ENT_EINVAL);
    list.count = 1;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_EINVAL);
    list.size = 0;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_EINVAL);
}

static void nothing_at_all_is_fine(void **state) {
    (void)state;
    ent_contacts *contacts;
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    double score;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    assert_int_equal(ent_contacts_count(contacts), 0);
    assert_int_equal(ent_journeys_from(NULL, contacts, 0, NULL, NULL, NULL), ENT_EINVAL);
    assert_int_equal(ent_contacts_closeness(NULL, contacts, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_contacts_betweenness(&score, contacts, NULL, NULL, NULL), ENT_OK);
    ent_contacts_free(contacts);
    ent_contacts_free(NULL);
    ent_journey_free(NULL);
}

static int cancel(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void what_is_cancelled_gives_nothing(void **state) {
    (void)state;
    ent_graph *graph = reference_case();
    ent_contacts *contacts = compile(graph, NULL, 0), *none = contacts;
    ent_journey *journey = (ent_journey *)&none;
    double values[32];
    ent_run run = ENT_RUN_INIT;
    run.progress = cancel;
    assert_int_equal(ent_contacts_compile(&none, graph, NULL, 0, &run, NULL), ENT_ECANCELLED);
    assert_null(none);
    assert_int_equal(ent_journeys_from(values, contacts, 0, NULL, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_journey_find(&journey, contacts, 0, 1, NULL, &run, NULL), ENT_ECANCELLED);
    assert_null(journey);
    assert_int_equal(ent_contacts_compile(&none, graph, NULL, UINT32_MAX, NULL, NULL), ENT_EINVAL);
    ent_contacts_free(contacts);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_official_is_whom_he_serves_on_the_day),
        cmocka_unit_test(hostile_and_expected_relations_are_no_contacts_but_keep_their_nodes),
        cmocka_unit_test(contacts_are_cut_to_the_view_and_take_its_traversal),
        cmocka_unit_test(an_affiliation_is_a_standing_contact_if_asked_for),
        cmocka_unit_test(nodes_are_those_of_the_network_of_the_same_view),
        cmocka_unit_test(a_later_meeting_is_never_used_before_an_earlier_one),
        cmocka_unit_test(what_was_over_before_cannot_follow),
        cmocka_unit_test(a_chain_of_one_day_is_a_journey_in_any_order_of_the_list),
        cmocka_unit_test(a_list_is_refused_with_what_is_wrong),
        cmocka_unit_test(nothing_at_all_is_fine),
        cmocka_unit_test(what_is_cancelled_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
