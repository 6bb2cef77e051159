/*
 * Pakistan and Iran, January 2024: what the example must show, asked of its document the way a user would. Who did what is in
 * the newspaper commentary that the document cites; nothing here comes from a number of ours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>
#include <stdbool.h>
#include <string.h>

static ent_graph *graph;
static ent_network *network;

static int set_up(void **state) {
    (void)state;
    network = NULL;
    return ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL) != ENT_OK;
}

static int tear_down(void **state) {
    (void)state;
    ent_network_free(network);
    ent_graph_free(graph);
    return 0;
}

static ent_id actor(const char *name) {
    ent_match match;
    assert_int_equal(ent_graph_find(&match, graph, name, NULL), ENT_OK);
    return match.actor;
}

static ent_date day(const char *text) {
    ent_date first, last;
    assert_int_equal(ent_date_parse(&first, &last, text, NULL), ENT_OK);
    return first;
}

static ent_relation relation(ent_id number) {
    ent_relation read = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&read, graph, number, NULL), ENT_OK);
    return read;
}

static ent_actor_kind kind_of(ent_id number) {
    ent_actor read = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&read, graph, number, NULL), ENT_OK);
    return read.kind;
}

/* A relation of the case, which says where it is from. */
static void expect_sourced(ent_id number) {
    assert_true(relation(number).source_count > 0);
}

static void compile(ent_view view) {
    ent_network_free(network);
    assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
}

static uint32_t node(const char *name) {
    uint32_t found;
    assert_int_equal(ent_network_locate(&found, network, graph, actor(name), NULL), ENT_OK);
    return found;
}

/* ---- Who mediates ------------------------------------------------------------------------------------------------- */

static ent_mediators *ask(const char *text) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_mediators *answer;
    options.day = day(text);
    assert_int_equal(ent_mediators_find(&answer, graph, actor("Pakistan"), actor("Iran"), &options, NULL, NULL),
                     ENT_OK);
    return answer;
}

static void turkiye_china_the_un_and_the_oic_mediate_told_apart_by_status(void **state) {
    (void)state;
    static const struct {
        const char *who, *relation;
        ent_mediation_status status;
    } expected[] = {{"Türkiye", "fidan-mediates", ENT_MEDIATION_CONDUCTED},
                    {"China", "china-offers", ENT_MEDIATION_OFFERED},
                    {"United Nations", "un-appeals", ENT_MEDIATION_APPEALED},
                    {"OIC", "oic-expected", ENT_MEDIATION_EXPECTED}};
    ent_mediators *answer = ask("2024-01-29");
    assert_int_equal(ent_mediators_mediated_count(answer), 4);
    for (uint32_t i = 0; i < 4; i++) {
        ent_mediated found = ENT_MEDIATED_INIT;
        assert_int_equal(ent_mediators_mediated(&found, answer, i, NULL), ENT_OK);
        assert_int_equal(found.actor, actor(expected[i].who));
        assert_int_equal(found.status, expected[i].status);
        assert_int_equal(found.relation_count, 1);
        assert_string_equal(relation(found.relations[0]).id, expected[i].relation);
        expect_sourced(found.relations[0]);
    }
    ent_mediators_free(answer);
}

static void on_the_eve_of_the_strikes_nobody_mediates(void **state) {
    (void)state;
    ent_mediators *answer = ask("2024-01-16");
    assert_int_equal(ent_mediators_mediated_count(answer), 0);
    ent_mediators_free(answer);
}

static void the_expected_mediator_is_a_candidate_without_any_number_of_its_own(void **state) {
    (void)state;
    ent_mediators *answer = ask("2024-01-29");
    bool listed = false;
    for (uint32_t i = 0; i < ent_mediators_candidate_count(answer); i++) {
        ent_candidate found = ENT_CANDIDATE_INIT;
        size_t count;
        assert_int_equal(ent_mediators_candidate(&found, answer, i, NULL), ENT_OK);
        assert_int_not_equal(kind_of(found.actor), ENT_ACTOR_OFFICIAL);
        if (found.actor == actor("OIC")) {
            listed = true;
            assert_true(found.components[ENT_COMPONENT_SCREEN] == 0.0);
            assert_true(found.components[ENT_COMPONENT_EXPERIENCE] == 0.0);
            ent_mediators_evidence(NULL, 0, &count, answer, i, ENT_COMPONENT_ACCEPTABILITY, NULL);
            assert_int_equal(count, 0);
        }
    }
    assert_true(listed);
    ent_mediators_free(answer);
}

static void every_number_of_a_candidate_with_access_has_evidence_with_a_source(void **state) {
    (void)state;
    ent_mediators *answer = ask("2024-01-29");
    ent_candidate best = ENT_CANDIDATE_INIT;
    assert_int_equal(ent_mediators_candidate(&best, answer, 0, NULL), ENT_OK);
    assert_true(best.components[ENT_COMPONENT_SCREEN] > 0.0);
    for (ent_component which = 0; which < ENT_COMPONENT_COUNT; which++) {
        ent_id relations[64];
        size_t count;
        assert_int_equal(ent_mediators_evidence(relations, 64, &count, answer, 0, which, NULL), ENT_OK);
        bool friendly = which == ENT_COMPONENT_AVAILABILITY; /* nobody's enemy: no hostile relation to show */
        assert_true(friendly ? count == 0 : count > 0);
        for (size_t i = 0; i < count; i++) {
            expect_sourced(relations[i]);
            assert_true(relation(relations[i]).first < day("2024-01-29"));
        }
    }
    ent_mediators_free(answer);
}

/* ---- Paths -------------------------------------------------------------------------------------------------------- */

/* A path from one to another, people and institutions, each step with relations that join its two ends. */
static void expect_chain(const char *from, const char *to) {
    ent_paths *paths;
    ent_path path = ENT_PATH_INIT;
    assert_int_equal(ent_paths_find(&paths, network, node(from), node(to), NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_paths_count(paths), 1);
    assert_int_equal(ent_paths_get(&path, paths, 0, NULL), ENT_OK);
    assert_true(path.hops > 1);
    assert_int_equal(path.nodes[0], node(from));
    assert_int_equal(path.nodes[path.hops], node(to));
    for (uint32_t i = 0; i < path.hops; i++) {
        const ent_id *relations;
        uint32_t count;
        assert_int_equal(path.edges[i], ent_network_find_edge(network, path.nodes[i], path.nodes[i + 1]));
        ent_network_evidence(&relations, &count, network, path.edges[i]);
        assert_true(count > 0);
        for (uint32_t j = 0; j < count; j++) {
            expect_sourced(relations[j]);
        }
    }
    ent_paths_free(paths);
}

static void munir_reaches_fidan_guterres_and_mao_ning(void **state) {
    (void)state;
    ent_view view = ENT_VIEW_INIT;
    view.kinds = ENT_KINDS_ALL;
    compile(view);
    expect_chain("Munir", "Fidan");
    expect_chain("Munir", "Guterres");
    expect_chain("Munir", "Mao Ning");
}

/* ---- Paths that respect time -------------------------------------------------------------------------------------- */

static ent_contacts *contacts_of(uint32_t kinds) {
    ent_view view = ENT_VIEW_INIT;
    ent_contacts *contacts;
    view.kinds = kinds;
    assert_int_equal(ent_contacts_compile(&contacts, graph, &view, 0, NULL, NULL), ENT_OK);
    return contacts;
}

static ent_journey *travel(const ent_contacts *contacts, uint32_t from, uint32_t to, ent_journey_view *found) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_journey *journey;
    options.since = day("2024-01-16");
    options.until = day("2024-01-29");
    *found = (ent_journey_view)ENT_JOURNEY_VIEW_INIT;
    assert_int_equal(ent_journey_find(&journey, contacts, from, to, &options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_journey_get(found, journey, NULL), ENT_OK);
    return journey;
}

/* Days that do not fall, each one of the relation used. */
static void expect_in_order(const ent_journey_view *found) {
    for (uint32_t i = 0; i < found->hops; i++) {
        ent_relation step = relation(found->relations[i]);
        assert_true(step.first <= found->days[i] && found->days[i] <= step.last);
        assert_true(i == 0 || found->days[i - 1] <= found->days[i]);
    }
}

static void no_journey_of_anybody_uses_a_later_meeting_before_an_earlier_one(void **state) {
    (void)state;
    static const uint32_t kinds[] = {ENT_KINDS_EVENTS, ENT_KINDS_ALL};
    uint32_t journeys = 0;
    for (size_t k = 0; k < 2; k++) {
        ent_contacts *contacts = contacts_of(kinds[k]);
        for (uint32_t from = 0; from < ent_contacts_node_count(contacts); from++) {
            for (uint32_t to = 0; to < ent_contacts_node_count(contacts); to++) {
                ent_journey_view found;
                ent_journey *journey = travel(contacts, from, to, &found);
                expect_in_order(&found);
                journeys += found.hops > 1;
                ent_journey_free(journey);
            }
        }
        ent_contacts_free(contacts);
    }
    assert_true(journeys > 100);
}

static uint32_t hops_between(const ent_contacts *contacts, const char *from, const char *to) {
    ent_journey_view found;
    ent_journey *journey =
        travel(contacts, ent_contacts_node(contacts, actor(from)), ent_contacts_node(contacts, actor(to)), &found);
    uint32_t hops = found.hops;
    ent_journey_free(journey);
    return hops;
}

/* Munir meets nobody before the 29th, when Iran's minister comes; the ambassador had gone back on the 26th. */
static void what_munir_hears_on_the_29th_came_too_late_for_the_ambassador_on_the_26th(void **state) {
    (void)state;
    ent_contacts *contacts = contacts_of(ENT_KINDS_EVENTS);
    assert_int_equal(hops_between(contacts, "Munir", "Amir-Abdollahian"), 1);
    assert_int_equal(hops_between(contacts, "Munir", "Ambassador Tipu"), 0);
    assert_true(hops_between(contacts, "Ambassador Tipu", "Iran") > 0);
    ent_contacts_free(contacts);
    compile((ent_view)ENT_VIEW_INIT);
    expect_chain("Munir", "Ambassador Tipu"); /* without regard to time there is a way */
}

/* ---- The two windows ---------------------------------------------------------------------------------------------- */

static void compile_window(const char *since, const char *until) {
    ent_view view = ENT_VIEW_INIT;
    view.since = day(since);
    view.until = day(until);
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.scheme = ENT_SCHEME_TONE;
    view.direction = ENT_DIRECTED;
    compile(view);
}

static uint32_t count_attacks(void) {
    ent_edges edges = ENT_EDGES_INIT;
    uint32_t count = 0;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    for (uint32_t edge = 0; edge < edges.count; edge++) {
        count += edges.kinds[ENT_KIND_COUNT * edge + ENT_KIND_ATTACK];
    }
    return count;
}

/* P - N of the tie from one to the other. */
static double net(const char *from, const char *to) {
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    uint32_t edge = ent_network_find_edge(network, node(from), node(to));
    assert_int_not_equal(edge, ENT_NONE);
    return edges.positive[edge] - edges.negative[edge];
}

/* How many lines of the network's diagram are attacks. */
static uint32_t lines_of_attack(void) {
    ent_buffer *buffer;
    uint32_t count = 0;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_dot_write(&sink, network, graph, NULL, NULL, NULL), ENT_OK);
    for (const char *at = ent_buffer_data(buffer); (at = strstr(at, "class=\"attack\"")); at++) {
        count++;
    }
    ent_buffer_free(buffer);
    return count;
}

static void from_the_16th_to_the_18th_blow_answers_blow(void **state) {
    (void)state;
    compile_window("2024-01-16", "2024-01-18");
    assert_int_equal(count_attacks(), 5); /* on Pakistan, Jaish al-Adl; on Iran, the BLA, the BLF */
    assert_true(net("Iran", "Pakistan") < 0.0);
    assert_true(net("Pakistan", "Iran") < 0.0);
    assert_true(lines_of_attack() >= 5);
}

static void from_the_19th_to_the_29th_the_two_repair_what_was_broken(void **state) {
    (void)state;
    compile_window("2024-01-19", "2024-01-29");
    assert_int_equal(count_attacks(), 0);
    assert_true(net("Iran", "Pakistan") > 0.0);
    assert_true(net("Pakistan", "Iran") > 0.0);
    assert_int_equal(lines_of_attack(), 0);
}

/* ---- Rolled up ---------------------------------------------------------------------------------------------------- */

static void rolled_up_no_official_is_left_nor_a_tie_with_his_own_state(void **state) {
    (void)state;
    ent_view view = ENT_VIEW_INIT;
    ent_edges edges = ENT_EDGES_INIT;
    view.kinds = ENT_KINDS_ALL;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    compile(view);
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    for (uint32_t i = 0; i < ent_network_node_count(network); i++) {
        assert_int_not_equal(kind_of(ent_network_actor(network, i)), ENT_ACTOR_OFFICIAL);
    }
    for (uint32_t edge = 0; edge < edges.count; edge++) {
        const ent_id *relations;
        uint32_t count;
        assert_int_not_equal(edges.from[edge], edges.to[edge]);
        ent_network_evidence(&relations, &count, network, edge);
        for (uint32_t i = 0; i < count; i++) {
            ent_relation record = relation(relations[i]);
            assert_true(record.affiliation == ENT_AFFILIATION_NONE || record.affiliation == ENT_AFFILIATION_MEMBER_OF);
        }
    }
    ent_internal inside;
    ent_network_internal(&inside, network, node("Pakistan"));
    assert_int_equal(inside.relations, 5); /* Munir, Jilani, Tipu serve; the Foreign Office and ISPR are part of it */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(turkiye_china_the_un_and_the_oic_mediate_told_apart_by_status),
        TEST(on_the_eve_of_the_strikes_nobody_mediates),
        TEST(the_expected_mediator_is_a_candidate_without_any_number_of_its_own),
        TEST(every_number_of_a_candidate_with_access_has_evidence_with_a_source),
        TEST(munir_reaches_fidan_guterres_and_mao_ning),
        TEST(no_journey_of_anybody_uses_a_later_meeting_before_an_earlier_one),
        TEST(what_munir_hears_on_the_29th_came_too_late_for_the_ambassador_on_the_26th),
        TEST(from_the_16th_to_the_18th_blow_answers_blow),
        TEST(from_the_19th_to_the_29th_the_two_repair_what_was_broken),
        TEST(rolled_up_no_official_is_left_nor_a_tie_with_his_own_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
