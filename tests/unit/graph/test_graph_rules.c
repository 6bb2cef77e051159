/* What the store refuses, rule by rule, each with its message; after a refusal nothing has changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The actors and sources that every test finds: two states, two officials, two organisations; one source. */
enum { A, B, OFFICIAL, OTHER_OFFICIAL, AGENCY, ALLIANCE, NOBODY };

static ent_graph *graph;

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    make_state(graph, "A");
    make_state(graph, "B");
    make_actor(graph, "o", ENT_ACTOR_OFFICIAL, NULL);
    make_actor(graph, "p", ENT_ACTOR_OFFICIAL, NULL);
    make_actor(graph, "agency", ENT_ACTOR_ORGANISATION, "ministry");
    make_actor(graph, "alliance", ENT_ACTOR_ORGANISATION, "intergovernmental");
    ent_source source = ENT_SOURCE_INIT;
    source.id = "s";
    return ent_graph_add_source(NULL, graph, &source, NULL) != ENT_OK;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

/* ---- Actors and sources ------------------------------------------------------------------------------------------- */

static void refuse_actor(const ent_actor *actor, ent_status expected, const char *message) {
    ent_error error;
    ent_id id = 0;
    uint32_t count = ent_graph_actor_count(graph);
    assert_int_equal(ent_graph_add_actor(&id, graph, actor, &error), expected);
    assert_string_equal(error.message, message);
    assert_int_equal(error.code, expected);
    assert_int_equal(id, ENT_NONE);
    assert_int_equal(ent_graph_actor_count(graph), count);
}

static void an_actor_needs_an_id_of_its_own(void **state) {
    (void)state;
    ent_actor actor = ENT_ACTOR_INIT;
    refuse_actor(NULL, ENT_EINVAL, "no actor to add (NULL)");
    refuse_actor(&actor, ENT_EINVAL, "actor without an id; expected text");
    actor.id = "";
    refuse_actor(&actor, ENT_EINVAL, "actor without an id; expected text");
    actor.id = "A";
    refuse_actor(&actor, ENT_EEXISTS, "actor \"A\" is there already; ids are unique");
    actor.id = "a"; /* another text, though it is found by the same name */
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
}

static void an_actor_is_of_one_of_three_kinds(void **state) {
    (void)state;
    ent_actor actor = ENT_ACTOR_INIT;
    actor.id = "x";
    actor.kind = (ent_actor_kind)3;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": kind 3; expected state, official or organisation");
    actor.kind = (ent_actor_kind)-1;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": kind -1; expected state, official or organisation");
    actor.kind = ENT_ACTOR_STATE;
    actor.flags = 2;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": flags are 2; expected 0 or ENT_ACTOR_CATCH_ALL (1)");
}

static void aliases_and_codes_are_not_empty(void **state) {
    (void)state;
    const char *aliases[] = {"good", ""};
    ent_actor actor = ENT_ACTOR_INIT;
    actor.id = "x";
    actor.aliases = aliases;
    actor.alias_count = 2;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": alias 1 is empty");
    aliases[0] = NULL;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": alias 0 is empty");
    actor.aliases = NULL;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": 2 aliases, but the list is NULL");
    actor.alias_count = 0;
    static const ent_code bad[] = {{"", "1"}, {NULL, "1"}, {"ISO3", "1"}, {"iso 3", "1"}, {"a:b", "1"}, {"cow", ""}};
    static const char *const shown[] = {"\"\":\"1\"",      "\"\":\"1\"",    "\"ISO3\":\"1\"",
                                        "\"iso 3\":\"1\"", "\"a:b\":\"1\"", "\"cow\":\"\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char message[200] = "actor \"x\": code 0 is ";
        strcat(message, shown[i]);
        strcat(message, "; expected a scheme of lower case letters, digits, '-' and '_', and a value");
        actor.codes = &bad[i];
        actor.code_count = 1;
        refuse_actor(&actor, ENT_EINVAL, message);
    }
    actor.codes = NULL;
    refuse_actor(&actor, ENT_EINVAL, "actor \"x\": 1 codes, but the list is NULL");
}

static void texts_of_an_actor_are_utf8(void **state) {
    (void)state;
    static const char *const bad = "caf\xE9";
    const ent_code scheme = {"cow", bad};
    ent_actor plain = ENT_ACTOR_INIT, actor;
    plain.id = "x";
    actor = plain;
    actor.id = bad;
    refuse_actor(&actor, ENT_EINVAL, "an actor's id is not UTF-8 at byte 3");
    actor = plain;
    actor.name = bad;
    refuse_actor(&actor, ENT_EINVAL, "an actor's name is not UTF-8 at byte 3");
    actor = plain;
    actor.type = bad;
    refuse_actor(&actor, ENT_EINVAL, "an actor's type is not UTF-8 at byte 3");
    actor = plain;
    actor.note = bad;
    refuse_actor(&actor, ENT_EINVAL, "an actor's note is not UTF-8 at byte 3");
    actor = plain;
    actor.aliases = &bad;
    actor.alias_count = 1;
    refuse_actor(&actor, ENT_EINVAL, "an actor's alias is not UTF-8 at byte 3");
    actor = plain;
    actor.codes = &scheme;
    actor.code_count = 1;
    refuse_actor(&actor, ENT_EINVAL, "a code is not UTF-8 at byte 3");
}

static void a_source_needs_an_id_of_its_own_and_dates_in_iso_8601(void **state) {
    (void)state;
    static const struct {
        const char *id, *title, *date;
        ent_status status;
        const char *message;
    } cases[] = {
        {NULL, NULL, NULL, ENT_EINVAL, "source without an id; expected text"},
        {"", NULL, NULL, ENT_EINVAL, "source without an id; expected text"},
        {"s", NULL, NULL, ENT_EEXISTS, "source \"s\" is there already; ids are unique"},
        {"t", "\xFF", NULL, ENT_EINVAL, "a source's title is not UTF-8 at byte 0"},
        {"t", NULL, "2 May", ENT_EPARSE,
         "date \"2 May\": a year has four digits, 0001 to 9999; expected YYYY-MM-DD, YYYY-MM, YYYY or two of them with "
         "'/' between"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_source source = ENT_SOURCE_INIT;
        ent_error error;
        ent_id id = 0;
        source.id = cases[i].id;
        source.title = cases[i].title;
        source.date = cases[i].date;
        assert_int_equal(ent_graph_add_source(&id, graph, &source, &error), cases[i].status);
        assert_string_equal(error.message, cases[i].message);
        assert_int_equal(id, ENT_NONE);
        assert_int_equal(ent_graph_source_count(graph), 1);
    }
    assert_int_equal(ent_graph_add_source(NULL, graph, NULL, NULL), ENT_EINVAL);
}

/* ---- Relations ---------------------------------------------------------------------------------------------------- */

/* A relation between two that is good, to spoil. */
static const ent_id side_a[] = {A}, side_b[] = {B};

static ent_relation good(ent_kind kind) {
    ent_relation relation = make_event(kind, 0, 0, 0.0);
    relation.from = side_a;
    relation.to = side_b;
    relation.from_count = relation.to_count = 1;
    return relation;
}

static void refuse_relation(const ent_relation *relation, ent_status expected, const char *message) {
    ent_error error;
    ent_id id = 0;
    uint32_t count = ent_graph_relation_count(graph);
    assert_int_equal(ent_graph_add_relation(&id, graph, relation, &error), expected);
    assert_string_equal(error.message, message);
    assert_int_equal(id, ENT_NONE);
    assert_int_equal(ent_graph_relation_count(graph), count);
}

static void a_relation_has_actors_on_both_sides(void **state) {
    (void)state;
    const ent_id nobody[] = {NOBODY}, both[] = {A, NOBODY};
    ent_relation relation = good(ENT_KIND_ATTACK);
    refuse_relation(NULL, ENT_EINVAL, "no relation to add (NULL)");
    relation.from_count = 0;
    refuse_relation(&relation, ENT_EINVAL, "a relation has 0 actors on its side `from`; expected 1 to 1024");
    relation = good(ENT_KIND_ATTACK);
    relation.to = NULL;
    refuse_relation(&relation, ENT_EINVAL, "a relation has 1 actors on its side `to`, but the list is NULL");
    relation.to = nobody;
    refuse_relation(&relation, ENT_EINVAL, "`to` names actor 6; there are 6");
    relation = good(ENT_KIND_ATTACK);
    relation.from = both;
    relation.from_count = 2;
    refuse_relation(&relation, ENT_EINVAL, "`from` names actor 6; there are 6");
}

static void a_side_has_a_bound(void **state) {
    (void)state;
    ent_id many[1025];
    for (ent_id i = 0; i < 1025; i++) {
        many[i] =
            make_state(graph, (char[]){(char)('a' + i / 676), (char)('a' + i / 26 % 26), (char)('a' + i % 26), 0});
    }
    ent_relation relation = good(ENT_KIND_ATTACK);
    relation.to = many;
    relation.to_count = 1025;
    refuse_relation(&relation, ENT_EINVAL, "a relation has 1025 actors on its side `to`; expected 1 to 1024");
    relation.to_count = 1024;
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
}

static void nobody_stands_twice_in_a_relation(void **state) {
    (void)state;
    const ent_id twice[] = {A, B, A};
    ent_relation relation = good(ENT_KIND_DIPLOMATIC);
    relation.to = side_a;
    refuse_relation(&relation, ENT_EINVAL, "actor \"A\" stands twice in one relation; expected once");
    relation.from = twice;
    relation.from_count = 3;
    relation.to = (const ent_id[]){AGENCY};
    refuse_relation(&relation, ENT_EINVAL, "actor \"A\" stands twice in one relation; expected once");
    relation.from_count = 2;
    relation.to = side_b;
    refuse_relation(&relation, ENT_EINVAL, "actor \"B\" stands twice in one relation; expected once");
}

static void a_relation_ends_after_it_starts(void **state) {
    (void)state;
    ent_relation relation = good(ENT_KIND_DIPLOMATIC);
    relation.first = 19738;
    relation.last = 19737;
    refuse_relation(&relation, ENT_EINVAL, "a relation ends (2024-01-15) before it starts (2024-01-16)");
}

static void tone_and_confidence_have_their_range(void **state) {
    (void)state;
    const struct {
        double tone, confidence;
        const char *message;
    } cases[] = {{10.5, 1, "tone 10.5; expected -10 to +10"},
                 {-10.000000000000002, 1, "tone -10.000000000000002; expected -10 to +10"},
                 {NAN, 1, "tone nan; expected -10 to +10"},
                 {-INFINITY, 1, "tone -inf; expected -10 to +10"},
                 {0, 0, "confidence 0; expected more than 0, at most 1"},
                 {0, -0.5, "confidence -0.5; expected more than 0, at most 1"},
                 {0, 1.5, "confidence 1.5; expected more than 0, at most 1"},
                 {0, NAN, "confidence nan; expected more than 0, at most 1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_relation relation = good(ENT_KIND_DIPLOMATIC);
        relation.tone = cases[i].tone;
        relation.confidence = cases[i].confidence;
        refuse_relation(&relation, ENT_EINVAL, cases[i].message);
    }
    ent_relation relation = good(ENT_KIND_DIPLOMATIC);
    relation.tone = -10;
    relation.confidence = 5e-324;
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
}

static void a_weight_is_above_zero_and_of_events(void **state) {
    (void)state;
    const struct {
        ent_kind kind;
        double weight;
        const char *message;
    } cases[] = {{ENT_KIND_ATTACK, 0.0, "weight 0; expected a number above 0"},
                 {ENT_KIND_ATTACK, -1.0, "weight -1; expected a number above 0"},
                 {ENT_KIND_ATTACK, NAN, "weight nan; expected a number above 0"},
                 {ENT_KIND_ATTACK, INFINITY, "weight inf; expected a number above 0"},
                 {ENT_KIND_AFFILIATION, 2.0, "weight 2 of an affiliation; expected 1: only events have weights"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_relation relation = good(cases[i].kind);
        relation.weight = cases[i].weight;
        refuse_relation(&relation, ENT_EINVAL, cases[i].message);
    }
}

static void a_code_is_one_to_sixteen_digits_or_letters(void **state) {
    (void)state;
    static const char *const bad[] = {"", "19 0", "12345678901234567", "19-0", "1é"}, *const fine[] = {
                                                                                          "1", "190",
                                                                                          "1a2B3c4D5e6F7g8H"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char message[100] = "code \"";
        ent_relation relation = good(ENT_KIND_ATTACK);
        relation.code = bad[i];
        strcat(strcat(message, bad[i]), "\"; expected one to 16 digits or letters");
        refuse_relation(&relation, ENT_EINVAL, message);
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        ent_relation relation = good(ENT_KIND_ATTACK);
        relation.code = fine[i];
        assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
    }
}

static void kind_and_status_are_words_we_know(void **state) {
    (void)state;
    ent_relation relation = good((ent_kind)4);
    refuse_relation(&relation, ENT_EINVAL, "kind 4; expected mediation, attack, diplomatic or affiliation");
    relation = good(ENT_KIND_MEDIATION);
    relation.status = (ent_mediation_status)7;
    refuse_relation(&relation, ENT_EINVAL, "status 7 is none");
    relation = good(ENT_KIND_ATTACK);
    relation.status = ENT_MEDIATION_OFFERED;
    refuse_relation(&relation, ENT_EINVAL, "status \"offered\" on a relation of kind attack; only a mediation has one");
    relation = good(ENT_KIND_DIPLOMATIC);
    relation.role = "envoy";
    refuse_relation(&relation, ENT_EINVAL, "a relation of kind diplomatic has a role; only an affiliation has one");
    relation.role = NULL;
    relation.affiliation = ENT_AFFILIATION_SERVES;
    refuse_relation(&relation, ENT_EINVAL,
                    "a relation of kind diplomatic is `serves`; only an affiliation is of such a kind");
}

static void ids_sources_and_texts_are_checked(void **state) {
    (void)state;
    const ent_id sources[] = {0, 1};
    ent_relation relation = good(ENT_KIND_ATTACK);
    relation.id = "";
    refuse_relation(&relation, ENT_EINVAL, "a relation's id is empty; expected text or none");
    relation.id = "r";
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
    refuse_relation(&relation, ENT_EEXISTS, "relation \"r\" is there already; ids are unique");
    relation.id = NULL;
    relation.source_count = 2;
    refuse_relation(&relation, ENT_EINVAL, "a relation cites 2 sources, but the list is NULL");
    relation.sources = sources;
    refuse_relation(&relation, ENT_EINVAL, "a relation cites source 1; there are 1");
    relation = good(ENT_KIND_ATTACK);
    relation.summary = "caf\xE9";
    refuse_relation(&relation, ENT_EINVAL, "a summary is not UTF-8 at byte 3");
    relation = good(ENT_KIND_ATTACK);
    relation.id = "\xFF";
    refuse_relation(&relation, ENT_EINVAL, "a relation's id is not UTF-8 at byte 0");
}

/* ---- Affiliations ------------------------------------------------------------------------------------------------- */

#define WHO_FITS                                                                                                       \
    "; an official serves a state or an organisation, an organisation is part_of one, anybody is member_of an "        \
    "organisation"

static void an_affiliation_joins_kinds_that_can_have_it(void **state) {
    (void)state;
    const struct {
        ent_affiliation_kind kind;
        ent_id who, whom;
        const char *message; /* NULL: fine */
    } cases[] = {
        {ENT_AFFILIATION_SERVES, OFFICIAL, A, NULL},
        {ENT_AFFILIATION_SERVES, OFFICIAL, ALLIANCE, NULL},
        {ENT_AFFILIATION_SERVES, OFFICIAL, OTHER_OFFICIAL, "official \"o\" cannot be `serves` official \"p\"" WHO_FITS},
        {ENT_AFFILIATION_SERVES, A, B, "state \"A\" cannot be `serves` state \"B\"" WHO_FITS},
        {ENT_AFFILIATION_SERVES, AGENCY, A, "organisation \"agency\" cannot be `serves` state \"A\"" WHO_FITS},
        {ENT_AFFILIATION_PART_OF, AGENCY, A, NULL},
        {ENT_AFFILIATION_PART_OF, AGENCY, ALLIANCE, NULL},
        {ENT_AFFILIATION_PART_OF, AGENCY, OFFICIAL,
         "organisation \"agency\" cannot be `part_of` official \"o\"" WHO_FITS},
        {ENT_AFFILIATION_PART_OF, A, B, "state \"A\" cannot be `part_of` state \"B\"" WHO_FITS},
        {ENT_AFFILIATION_PART_OF, OFFICIAL, A, "official \"o\" cannot be `part_of` state \"A\"" WHO_FITS},
        {ENT_AFFILIATION_MEMBER_OF, A, ALLIANCE, NULL},
        {ENT_AFFILIATION_MEMBER_OF, OFFICIAL, ALLIANCE, NULL},
        {ENT_AFFILIATION_MEMBER_OF, AGENCY, ALLIANCE, NULL},
        {ENT_AFFILIATION_MEMBER_OF, A, B, "state \"A\" cannot be `member_of` state \"B\"" WHO_FITS},
        {ENT_AFFILIATION_MEMBER_OF, A, OFFICIAL, "state \"A\" cannot be `member_of` official \"o\"" WHO_FITS},
        {ENT_AFFILIATION_NONE, OFFICIAL, A, "an affiliation of kind 0; expected serves, part_of or member_of"},
        {(ent_affiliation_kind)4, OFFICIAL, A, "an affiliation of kind 4; expected serves, part_of or member_of"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_relation relation = good(ENT_KIND_AFFILIATION);
        relation.affiliation = cases[i].kind;
        relation.from = &cases[i].who;
        relation.to = &cases[i].whom;
        if (cases[i].message) {
            refuse_relation(&relation, ENT_EINVAL, cases[i].message);
        } else {
            assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
        }
    }
}

static void an_affiliation_joins_one_to_one(void **state) {
    (void)state;
    const ent_id officials[] = {OFFICIAL, OTHER_OFFICIAL};
    static const char *const message = "an affiliation joins one actor to one other, in one direction";
    ent_relation relation = good(ENT_KIND_AFFILIATION);
    relation.affiliation = ENT_AFFILIATION_SERVES;
    relation.from = officials;
    relation.from_count = 2;
    refuse_relation(&relation, ENT_EINVAL, message);
    relation.from_count = 1;
    relation.mutual = 1;
    refuse_relation(&relation, ENT_EINVAL, message);
    relation.mutual = 0;
    relation.status = ENT_MEDIATION_CONDUCTED;
    refuse_relation(&relation, ENT_EINVAL,
                    "status \"conducted\" on a relation of kind affiliation; only a mediation has one");
}

static void words_of_enumerations_are_those_of_documents(void **state) {
    (void)state;
    assert_string_equal(ent_actor_kind_name(ENT_ACTOR_ORGANISATION), "organisation");
    assert_string_equal(ent_kind_name(ENT_KIND_AFFILIATION), "affiliation");
    assert_string_equal(ent_affiliation_kind_name(ENT_AFFILIATION_NONE), "");
    assert_string_equal(ent_affiliation_kind_name(ENT_AFFILIATION_MEMBER_OF), "member_of");
    assert_string_equal(ent_mediation_status_name(ENT_MEDIATION_APPEALED), "appeal");
    assert_string_equal(ent_mediation_status_name(ENT_MEDIATION_REJECTED), "rejected");
    assert_string_equal(ent_match_kind_name(ENT_MATCH_CODE), "code");
    assert_null(ent_actor_kind_name((ent_actor_kind)3));
    assert_null(ent_kind_name((ent_kind)-1));
    assert_null(ent_affiliation_kind_name((ent_affiliation_kind)4));
    assert_null(ent_mediation_status_name((ent_mediation_status)ENT_MEDIATION_STATUS_COUNT));
    assert_null(ent_match_kind_name((ent_match_kind)4));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_actor_needs_an_id_of_its_own),
        TEST(an_actor_is_of_one_of_three_kinds),
        TEST(aliases_and_codes_are_not_empty),
        TEST(texts_of_an_actor_are_utf8),
        TEST(a_source_needs_an_id_of_its_own_and_dates_in_iso_8601),
        TEST(a_relation_has_actors_on_both_sides),
        TEST(a_side_has_a_bound),
        TEST(nobody_stands_twice_in_a_relation),
        TEST(a_relation_ends_after_it_starts),
        TEST(tone_and_confidence_have_their_range),
        TEST(a_weight_is_above_zero_and_of_events),
        TEST(a_code_is_one_to_sixteen_digits_or_letters),
        TEST(kind_and_status_are_words_we_know),
        TEST(ids_sources_and_texts_are_checked),
        TEST(an_affiliation_joins_kinds_that_can_have_it),
        TEST(an_affiliation_joins_one_to_one),
        TEST(words_of_enumerations_are_those_of_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
