/* The store: what is added is read back, what is out is borrowed, what failed left nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include <stdio.h>
#include <string.h>

static ent_graph *graph;

static int set_up(void **state) {
    (void)state;
    return ent_graph_new(&graph, NULL) != ENT_OK;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

static ent_actor actor_of(ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&actor, graph, id, NULL), ENT_OK);
    return actor;
}

static ent_relation relation_of(ent_id id) {
    ent_relation relation = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&relation, graph, id, NULL), ENT_OK);
    return relation;
}

static void an_empty_graph_has_nothing(void **state) {
    (void)state;
    ent_actor actor = ENT_ACTOR_INIT;
    ent_source source = ENT_SOURCE_INIT;
    ent_relation relation = ENT_RELATION_INIT;
    ent_error error;
    assert_int_equal(ent_graph_actor_count(graph), 0);
    assert_int_equal(ent_graph_source_count(graph), 0);
    assert_int_equal(ent_graph_relation_count(graph), 0);
    assert_null(ent_graph_title(graph));
    assert_null(ent_graph_description(graph));
    assert_int_equal(ent_graph_get_actor(&actor, graph, 0, &error), ENT_ENOTFOUND);
    assert_string_equal(error.message, "no actor 0; there are 0");
    assert_int_equal(ent_graph_get_source(&source, graph, ENT_NONE, &error), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_get_relation(&relation, graph, 0, &error), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_actor_by_id(graph, "A"), ENT_NONE);
    assert_int_equal(ent_graph_source_by_id(graph, NULL), ENT_NONE);
    assert_int_equal(ent_graph_relation_by_id(graph, ""), ENT_NONE);
    ent_graph_free(NULL);
}

static void every_field_of_an_actor_comes_back(void **state) {
    (void)state;
    char alias[] = "Turkey";
    const char *aliases[] = {alias, "Ankara"};
    ent_code codes[] = {{"iso3", "TUR"}, {"cow", "640"}, {"gwno", "640"}};
    ent_actor given = ENT_ACTOR_INIT;
    ent_id id = 9;
    given.id = "TUR";
    given.name = "Türkiye";
    given.kind = ENT_ACTOR_ORGANISATION;
    given.type = "ministry";
    given.aliases = aliases;
    given.alias_count = 2;
    given.codes = codes;
    given.code_count = 3;
    given.note = "since 2022";
    assert_int_equal(ent_graph_add_actor(&id, graph, &given, NULL), ENT_OK);
    assert_int_equal(id, 0);
    memset(alias, 'x', 6); /* copied */
    codes[0].value = "";
    aliases[1] = NULL;
    ent_actor read = actor_of(id);
    assert_int_equal(read.size, sizeof read);
    assert_string_equal(read.id, "TUR");
    assert_string_equal(read.name, "Türkiye");
    assert_int_equal(read.kind, ENT_ACTOR_ORGANISATION);
    assert_string_equal(read.type, "ministry");
    assert_string_equal(read.note, "since 2022");
    assert_int_equal(read.alias_count, 2);
    assert_string_equal(read.aliases[0], "Turkey");
    assert_string_equal(read.aliases[1], "Ankara");
    assert_int_equal(read.code_count, 3);
    assert_string_equal(read.codes[0].scheme, "iso3");
    assert_string_equal(read.codes[0].value, "TUR");
    assert_string_equal(read.codes[2].scheme, "gwno");
    assert_string_equal(read.codes[2].value, "640");
}

static void what_an_actor_lacks_is_null_and_its_name_the_id(void **state) {
    (void)state;
    ent_id id = make_state(graph, "PAK");
    ent_actor read = actor_of(id);
    assert_string_equal(read.name, "PAK");
    assert_true(read.type == NULL && read.note == NULL && read.alias_count == 0 && read.code_count == 0);
    ent_actor given = ENT_ACTOR_INIT;
    given.id = "IRN";
    given.name = "";
    given.type = "";
    assert_int_equal(ent_graph_add_actor(NULL, graph, &given, NULL), ENT_OK);
    read = actor_of(1);
    assert_string_equal(read.name, "IRN");
    assert_null(read.type);
}

static void every_field_of_a_source_comes_back(void **state) {
    (void)state;
    ent_source given = {sizeof given, "s", "Title", "Publisher", "https://example.org/1", "2024-02"};
    ent_source read = ENT_SOURCE_INIT, bare = ENT_SOURCE_INIT;
    ent_id id;
    assert_int_equal(ent_graph_add_source(&id, graph, &given, NULL), ENT_OK);
    assert_int_equal(ent_graph_get_source(&read, graph, id, NULL), ENT_OK);
    assert_string_equal(read.id, "s");
    assert_string_equal(read.title, "Title");
    assert_string_equal(read.publisher, "Publisher");
    assert_string_equal(read.url, "https://example.org/1");
    assert_string_equal(read.date, "2024-02");
    bare.id = "t";
    assert_int_equal(ent_graph_add_source(&id, graph, &bare, NULL), ENT_OK);
    assert_int_equal(id, 1);
    assert_int_equal(ent_graph_get_source(&read, graph, id, NULL), ENT_OK);
    assert_true(!read.title && !read.publisher && !read.url && !read.date);
}

static void every_field_of_a_relation_comes_back(void **state) {
    (void)state;
    for (int i = 0; i < 6; i++) {
        make_state(graph, (char[]){(char)('A' + i), '\0'});
    }
    ent_source source = ENT_SOURCE_INIT;
    source.id = "s";
    assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    source.id = "t";
    assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    const ent_id sources[] = {1, 0};
    ent_relation given = make_event(ENT_KIND_MEDIATION, 10, 20, -3.25);
    given.id = "talks";
    given.code = "045";
    given.confidence = 0.1;
    given.weight = 7.25;
    given.status = ENT_MEDIATION_OFFERED;
    given.mutual = 7;
    given.summary = "They talk.";
    given.sources = sources;
    given.source_count = 2;
    ent_id id = make_relation(graph, given, MAKE_SIDE(2, 0), MAKE_SIDE(5, 1, 3));
    ent_relation read = relation_of(id);
    assert_string_equal(read.id, "talks");
    assert_int_equal(read.kind, ENT_KIND_MEDIATION);
    assert_int_equal(read.from_count, 2);
    assert_memory_equal(read.from, ((ent_id[]){2, 0}), 2 * sizeof(ent_id));
    assert_int_equal(read.to_count, 3);
    assert_memory_equal(read.to, ((ent_id[]){5, 1, 3}), 3 * sizeof(ent_id));
    assert_true(read.first == 10 && read.last == 20);
    assert_string_equal(read.code, "045");
    assert_true(read.tone == -3.25 && read.confidence == 0.1 && read.weight == 7.25);
    assert_int_equal(read.status, ENT_MEDIATION_OFFERED);
    assert_int_equal(read.mutual, 1);
    assert_int_equal(read.affiliation, ENT_AFFILIATION_NONE);
    assert_null(read.role);
    assert_string_equal(read.summary, "They talk.");
    assert_int_equal(read.source_count, 2);
    assert_memory_equal(read.sources, sources, sizeof sources);
}

static void a_plain_relation_has_its_defaults(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B");
    ent_relation given = ENT_RELATION_INIT;
    ent_relation read = relation_of(make_relation(graph, given, &a, 1, &b, 1));
    assert_int_equal(read.kind, ENT_KIND_DIPLOMATIC);
    assert_true(read.id == NULL && read.code == NULL && read.role == NULL && read.summary == NULL);
    assert_true(read.sources == NULL && read.source_count == 0);
    assert_true(read.first == ENT_DATE_MIN && read.last == ENT_DATE_MAX);
    assert_true(read.tone == 0.0 && read.confidence == 1.0 && read.weight == 1.0 && read.mutual == 0);
    assert_true(read.from_count == 1 && *read.from == a && read.to_count == 1 && *read.to == b);
}

static void weights_stay_with_their_relations_and_cost_nothing_where_there_are_none(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B");
    ent_graph *plain = make_graph();
    make_state(plain, "A"), make_state(plain, "B");
    for (int i = 0; i < 100; i++) {
        ent_relation given = make_event(ENT_KIND_DIPLOMATIC, i, i, 0.0);
        make_relation(plain, given, &a, 1, &b, 1);
        given.weight = i % 3 == 1 ? i : 1.0;
        make_relation(graph, given, &a, 1, &b, 1);
    }
    for (int i = 0; i < 100; i++) {
        assert_true(relation_of((ent_id)i).weight == (i % 3 == 1 ? i : 1.0));
    }
    assert_true(ent_graph_memory(graph) > ent_graph_memory(plain));
    assert_true(ent_graph_memory(graph) <= ent_graph_memory(plain) + 2 * 100 * sizeof(double));
    ent_graph_free(plain);
}

static void every_kind_and_status_comes_back(void **state) {
    (void)state;
    ent_id state_a = make_state(graph, "A"), union_b = make_actor(graph, "B", ENT_ACTOR_ORGANISATION, NULL);
    ent_id official = make_actor(graph, "o", ENT_ACTOR_OFFICIAL, NULL);
    for (int kind = 0; kind < 3; kind++) {
        ent_id id = make_relation(graph, make_event((ent_kind)kind, 0, 0, kind), &state_a, 1, &union_b, 1);
        assert_int_equal(relation_of(id).kind, kind);
    }
    for (int status = 0; status < ENT_MEDIATION_STATUS_COUNT; status++) {
        ent_relation given = make_event(ENT_KIND_MEDIATION, 0, 0, 0);
        given.status = (ent_mediation_status)status;
        assert_int_equal(relation_of(make_relation(graph, given, &state_a, 1, &union_b, 1)).status, status);
    }
    const struct {
        ent_affiliation_kind kind;
        ent_id who, whom;
    } affiliations[] = {{ENT_AFFILIATION_SERVES, official, state_a},
                        {ENT_AFFILIATION_SERVES, official, union_b},
                        {ENT_AFFILIATION_PART_OF, union_b, state_a},
                        {ENT_AFFILIATION_MEMBER_OF, state_a, union_b},
                        {ENT_AFFILIATION_MEMBER_OF, official, union_b}};
    for (size_t i = 0; i < sizeof affiliations / sizeof *affiliations; i++) {
        ent_relation given = make_event(ENT_KIND_AFFILIATION, -5, 5, 0);
        given.affiliation = affiliations[i].kind;
        given.role = i % 2 ? "envoy" : NULL;
        ent_relation read = relation_of(make_relation(graph, given, &affiliations[i].who, 1, &affiliations[i].whom, 1));
        assert_int_equal(read.kind, ENT_KIND_AFFILIATION);
        assert_int_equal(read.affiliation, affiliations[i].kind);
        assert_true(i % 2 ? strcmp(read.role, "envoy") == 0 : read.role == NULL);
    }
}

static void numbers_rise_and_ids_lead_to_them(void **state) {
    (void)state;
    char id[16];
    for (uint32_t i = 0; i < 3000; i++) {
        snprintf(id, sizeof id, "actor-%u", i);
        assert_int_equal(make_state(graph, id), i);
    }
    for (uint32_t i = 0; i < 3000; i++) {
        ent_id from = i, to = (i + 1) % 3000;
        ent_relation given = make_event(ENT_KIND_ATTACK, (ent_date)i, (ent_date)i, -1);
        snprintf(id, sizeof id, "relation-%u", i);
        given.id = i % 2 ? id : NULL;
        assert_int_equal(make_relation(graph, given, &from, 1, &to, 1), i);
    }
    for (uint32_t i = 0; i < 3000; i++) {
        snprintf(id, sizeof id, "actor-%u", i);
        assert_int_equal(ent_graph_actor_by_id(graph, id), i);
        snprintf(id, sizeof id, "relation-%u", i);
        assert_int_equal(ent_graph_relation_by_id(graph, id), i % 2 ? i : ENT_NONE);
        assert_int_equal(relation_of(i).first, i);
    }
    assert_int_equal(ent_graph_actor_by_id(graph, "ACTOR-1"), ENT_NONE); /* exactly this text */
    assert_int_equal(ent_graph_actor_by_id(graph, "relation-1"), ENT_NONE);
}

static void one_text_may_be_the_id_of_each_sort(void **state) {
    (void)state;
    ent_source source = ENT_SOURCE_INIT;
    ent_id a = make_state(graph, "x"), b = make_state(graph, "y");
    ent_relation given = ENT_RELATION_INIT;
    source.id = given.id = "x";
    assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    make_relation(graph, given, &a, 1, &b, 1);
    assert_int_equal(ent_graph_actor_by_id(graph, "x"), 0);
    assert_int_equal(ent_graph_source_by_id(graph, "x"), 0);
    assert_int_equal(ent_graph_relation_by_id(graph, "x"), 0);
}

/* Texts are interned and never move; only what lies in growing arrays does. */
static void texts_stay_where_they_are_while_the_graph_grows(void **state) {
    (void)state;
    char id[16];
    make_state(graph, "first");
    const char *text = actor_of(0).id;
    for (int i = 0; i < 20000; i++) {
        snprintf(id, sizeof id, "%d", i);
        make_state(graph, id);
    }
    assert_ptr_equal(actor_of(0).id, text);
    assert_string_equal(text, "first");
}

static void titles_are_set_replaced_and_taken_away(void **state) {
    (void)state;
    ent_error error;
    assert_int_equal(ent_graph_set_title(graph, "One", NULL), ENT_OK);
    assert_int_equal(ent_graph_set_description(graph, "Two", NULL), ENT_OK);
    assert_int_equal(ent_graph_set_title(graph, "Three", NULL), ENT_OK);
    assert_string_equal(ent_graph_title(graph), "Three");
    assert_string_equal(ent_graph_description(graph), "Two");
    assert_int_equal(ent_graph_set_title(graph, "caf\xE9", &error), ENT_EINVAL);
    assert_string_equal(error.message, "the title is not UTF-8 at byte 3");
    assert_string_equal(ent_graph_title(graph), "Three");
    assert_int_equal(ent_graph_set_title(graph, NULL, NULL), ENT_OK);
    assert_null(ent_graph_title(graph));
}

static void older_and_newer_structs_are_read(void **state) {
    (void)state;
    struct {
        ent_actor known;
        char newer[8];
    } actor = {.known = ENT_ACTOR_INIT};
    ent_error error;
    actor.known.size = sizeof actor;
    actor.known.id = "A";
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor.known, NULL), ENT_OK);
    actor.known.id = "B";
    actor.newer[0] = 1;
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor.known, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "does not know"));
    actor.known.size = 0;
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor.known, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "INIT macro"));
    actor.known.size = offsetof(ent_actor, type); /* a caller that knows no more */
    actor.known.type = "\xFF";
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor.known, &error), ENT_OK);
    assert_null(actor_of(1).type);
    ent_actor narrow = ENT_ACTOR_INIT;
    narrow.size = offsetof(ent_actor, kind);
    narrow.note = "untouched";
    assert_int_equal(ent_graph_get_actor(&narrow, graph, 1, NULL), ENT_OK);
    assert_string_equal(narrow.id, "B");
    assert_string_equal(narrow.note, "untouched");
    narrow.size = 0;
    assert_int_equal(ent_graph_get_actor(&narrow, graph, 1, &error), ENT_EINVAL);
}

static void a_refused_addition_leaves_no_trace(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), id = 5;
    const char *aliases[] = {"good name", "\xFF"};
    ent_actor actor = ENT_ACTOR_INIT;
    ent_match match;
    actor.id = "C";
    actor.aliases = aliases;
    actor.alias_count = 2;
    assert_int_equal(ent_graph_add_actor(&id, graph, &actor, NULL), ENT_EINVAL);
    assert_int_equal(id, ENT_NONE);
    assert_int_equal(ent_graph_find(&match, graph, "good name", NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_actor_by_id(graph, "C"), ENT_NONE);
    ent_relation relation = ENT_RELATION_INIT;
    relation.id = "r";
    relation.summary = "\xFF";
    relation.from = &a;
    relation.to = &b;
    relation.from_count = relation.to_count = 1;
    id = 5;
    assert_int_equal(ent_graph_add_relation(&id, graph, &relation, NULL), ENT_EINVAL);
    assert_int_equal(id, ENT_NONE);
    assert_int_equal(ent_graph_relation_by_id(graph, "r"), ENT_NONE);
    assert_int_equal(ent_graph_relation_count(graph), 0);
    actor.alias_count = 1;
    assert_int_equal(ent_graph_add_actor(&id, graph, &actor, NULL), ENT_OK);
    assert_int_equal(id, 2);
}

/* Memory that the graph says it holds grows with what is in it, by no more than 64 bytes a plain relation. */
static void a_plain_relation_takes_at_most_64_bytes(void **state) {
    (void)state;
    enum { COUNT = 200000 };
    for (int i = 0; i < 50; i++) {
        make_state(graph, (char[]){(char)('0' + i / 10), (char)('0' + i % 10), '\0'});
    }
    size_t before = ent_graph_memory(graph), most = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        ent_relation given = make_event((ent_kind)(i % 3), (ent_date)i, (ent_date)i + 3, i % 10);
        ent_id from = i % 50, to = (i + 1 + i % 49) % 50;
        given.code = i % 2 ? "190" : "042";
        given.confidence = 0.5;
        given.mutual = i % 2;
        make_relation(graph, given, &from, 1, &to, 1);
        if (i >= 1000) {
            size_t each = (ent_graph_memory(graph) - before) / (i + 1);
            most = each > most ? each : most;
        }
    }
    assert_in_range(most, 40, 64);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_empty_graph_has_nothing),
        TEST(every_field_of_an_actor_comes_back),
        TEST(what_an_actor_lacks_is_null_and_its_name_the_id),
        TEST(every_field_of_a_source_comes_back),
        TEST(every_field_of_a_relation_comes_back),
        TEST(a_plain_relation_has_its_defaults),
        TEST(weights_stay_with_their_relations_and_cost_nothing_where_there_are_none),
        TEST(every_kind_and_status_comes_back),
        TEST(numbers_rise_and_ids_lead_to_them),
        TEST(one_text_may_be_the_id_of_each_sort),
        TEST(texts_stay_where_they_are_while_the_graph_grows),
        TEST(titles_are_set_replaced_and_taken_away),
        TEST(older_and_newer_structs_are_read),
        TEST(a_refused_addition_leaves_no_trace),
        TEST(a_plain_relation_takes_at_most_64_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
