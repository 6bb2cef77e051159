/* Finding actors by what people call them, and what is near a name that is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include "make_graph.h"
#include <entente/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_graph *crisis; /* the reference case */
static ent_graph *graph; /* a small one, empty at first */

static int read_crisis(void **state) {
    (void)state;
    return ent_document_read(&crisis, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL) != ENT_OK;
}

static int free_crisis(void **state) {
    (void)state;
    ent_graph_free(crisis);
    return 0;
}

static int set_up(void **state) {
    (void)state;
    return ent_graph_new(&graph, NULL) != ENT_OK;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

static ent_id add_named(const char *id, const char *name, const char *alias) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_id number;
    actor.id = id;
    actor.name = name;
    actor.aliases = &alias;
    actor.alias_count = alias != NULL;
    assert_int_equal(ent_graph_add_actor(&number, graph, &actor, NULL), ENT_OK);
    return number;
}

static const char *id_of(const ent_graph *any, ent_id actor) {
    ent_actor read = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&read, any, actor, NULL), ENT_OK);
    return read.id;
}

static void the_crisis_is_found_by_its_names(void **state) {
    (void)state;
    static const struct {
        const char *asked, *id;
        ent_match_kind kind;
        const char *text;
    } cases[] = {{"PAK", "PAK", ENT_MATCH_ID, "PAK"},
                 {"pak", "PAK", ENT_MATCH_ID, "PAK"},
                 {"Pakistan", "PAK", ENT_MATCH_NAME, "Pakistan"},
                 {"islamabad", "PAK", ENT_MATCH_ALIAS, "Islamabad"},
                 {"turkiye", "TUR", ENT_MATCH_NAME, "Türkiye"},
                 {"TÜRKİYE", "TUR", ENT_MATCH_NAME, "Türkiye"},
                 {"Tu\xCC\x88rkiye", "TUR", ENT_MATCH_NAME, "Türkiye"},
                 {"TURKEY", "TUR", ENT_MATCH_ALIAS, "Turkey"},
                 {"Ankara", "TUR", ENT_MATCH_ALIAS, "Ankara"},
                 {"tr", "TUR", ENT_MATCH_CODE, "TR"},
                 {"640", "TUR", ENT_MATCH_CODE, "640"},
                 {"cow:640", "TUR", ENT_MATCH_CODE, "cow:640"},
                 {"COW 640", "TUR", ENT_MATCH_CODE, "cow:640"},
                 {"iso3:PAK", "PAK", ENT_MATCH_CODE, "iso3:PAK"},
                 {"Amir Abdollahian", "amirabdollahian", ENT_MATCH_ID, "amirabdollahian"},
                 {"hossein amir-abdollahian", "amirabdollahian", ENT_MATCH_NAME, "Hossein Amirabdollahian"},
                 {"Munir", "munir", ENT_MATCH_ID, "munir"},
                 {"Gen. Asim Munir", NULL, ENT_MATCH_ID, NULL},
                 {"coas", "munir", ENT_MATCH_ALIAS, "COAS"},
                 {"U.N.", "UN", ENT_MATCH_ID, "UN"},
                 {"un", "UN", ENT_MATCH_ID, "UN"},
                 {"u.s.", "USA", ENT_MATCH_ALIAS, "US"},
                 {"Antonio Guterres", "guterres", ENT_MATCH_NAME, "António Guterres"},
                 {"stephane dujarric", "dujarric", ENT_MATCH_NAME, "Stéphane Dujarric"},
                 {"Jaish-al-Adl", "jaish-al-adl", ENT_MATCH_ID, "jaish-al-adl"},
                 {"the Iranian envoy", NULL, ENT_MATCH_ID, NULL},
                 {"IRANIAN ENVOY", "iranian-envoy", ENT_MATCH_ID, "iranian-envoy"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_match match;
        ent_error error = {.message = ""};
        ent_status status = ent_graph_find(&match, crisis, cases[i].asked, &error);
        if (status != (cases[i].id ? ENT_OK : ENT_ENOTFOUND)) {
            fail_msg("\"%s\": %s %s", cases[i].asked, ent_status_name(status), error.message);
        }
        if (cases[i].id && (strcmp(id_of(crisis, match.actor), cases[i].id) != 0 || match.kind != cases[i].kind ||
                            strcmp(match.text, cases[i].text) != 0)) {
            fail_msg("\"%s\" is %s by %s \"%s\"", cases[i].asked, id_of(crisis, match.actor),
                     ent_match_kind_name(match.kind), match.text);
        }
        if (!cases[i].id) {
            assert_true(match.actor == ENT_NONE && match.text == NULL);
        }
    }
}

static void every_name_of_every_actor_finds_him(void **state) {
    (void)state;
    for (ent_id id = 0; id < ent_graph_actor_count(crisis); id++) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_match match;
        assert_int_equal(ent_graph_get_actor(&actor, crisis, id, NULL), ENT_OK);
        assert_int_equal(ent_graph_find(&match, crisis, actor.id, NULL), ENT_OK);
        assert_int_equal(match.actor, id);
        assert_int_equal(ent_graph_find(&match, crisis, actor.name, NULL), ENT_OK);
        assert_int_equal(match.actor, id);
        for (size_t i = 0; i < actor.alias_count; i++) {
            assert_int_equal(ent_graph_find(&match, crisis, actor.aliases[i], NULL), ENT_OK);
            assert_int_equal(match.actor, id);
        }
        for (size_t i = 0; i < actor.code_count; i++) {
            assert_int_equal(ent_graph_find(&match, crisis, actor.codes[i].value, NULL), ENT_OK);
            assert_int_equal(match.actor, id);
        }
    }
}

static void an_exact_id_comes_before_all_else(void **state) {
    (void)state;
    ent_match match;
    ent_id country = add_named("GEO", "Georgia", NULL), upper = add_named("GEORGIA", "State of Georgia", NULL);
    assert_int_equal(ent_graph_find(&match, graph, "GEORGIA", NULL), ENT_OK);
    assert_int_equal(match.actor, upper);
    assert_int_equal(ent_graph_find(&match, graph, "GEO", NULL), ENT_OK);
    assert_int_equal(match.actor, country);
    assert_int_equal(ent_graph_find(&match, graph, "Georgia", NULL), ENT_EAMBIGUOUS);
}

static void what_fits_several_lists_them(void **state) {
    (void)state;
    ent_match match;
    ent_error error;
    add_named("GEO", "Georgia", NULL);
    add_named("US-GA", "State of Georgia", "GEORGIA");
    assert_int_equal(ent_graph_find(&match, graph, "georgia", &error), ENT_EAMBIGUOUS);
    assert_string_equal(error.message,
                        "\"georgia\" fits Georgia (GEO), State of Georgia (US-GA); ask for one by its id");
    assert_true(match.actor == ENT_NONE && match.text == NULL);
    add_named("c", "Georgia", "Géorgia");
    assert_int_equal(ent_graph_find(&match, graph, "georgia", &error), ENT_EAMBIGUOUS);
    assert_string_equal(error.message,
                        "\"georgia\" fits Georgia (GEO), State of Georgia (US-GA), Georgia (c); ask for one by its id");
    add_named("d", "Georgia", NULL);
    add_named("e", "Georgia", NULL);
    assert_int_equal(ent_graph_find(&match, graph, "georgia", &error), ENT_EAMBIGUOUS);
    assert_string_equal(error.message, "\"georgia\" fits Georgia (GEO), State of Georgia (US-GA), Georgia (c) and 2 "
                                       "more; ask for one by its id");
}

static void the_best_kind_of_match_is_told(void **state) {
    (void)state;
    ent_match match;
    const ent_code code = {"iso3", "IRAN"};
    const char *alias = "Iran";
    ent_actor actor = ENT_ACTOR_INIT;
    actor.id = "x";
    actor.codes = &code;
    actor.code_count = 1;
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    assert_int_equal(ent_graph_find(&match, graph, "iran", NULL), ENT_OK);
    assert_int_equal(match.kind, ENT_MATCH_CODE);
    ent_graph_free(graph);
    graph = make_graph();
    actor.aliases = &alias;
    actor.alias_count = 1;
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    assert_int_equal(ent_graph_find(&match, graph, "iran", NULL), ENT_OK);
    assert_int_equal(match.kind, ENT_MATCH_ALIAS);
    assert_string_equal(match.text, "Iran");
}

static void names_of_signs_only_are_told_apart(void **state) {
    (void)state;
    ent_match match;
    ent_id a = add_named("?", NULL, NULL), b = add_named("!", NULL, NULL);
    assert_int_equal(ent_graph_find(&match, graph, "?", NULL), ENT_OK);
    assert_int_equal(match.actor, a);
    assert_int_equal(ent_graph_find(&match, graph, "!", NULL), ENT_OK);
    assert_int_equal(match.actor, b);
    assert_int_equal(ent_graph_find(&match, graph, ".", NULL), ENT_ENOTFOUND);
}

static void a_miss_suggests_the_nearest(void **state) {
    (void)state;
    ent_match match;
    ent_error error;
    assert_int_equal(ent_graph_find(&match, crisis, "Pakistn", &error), ENT_ENOTFOUND);
    assert_non_null(strstr(error.message, "no actor is called \"Pakistn\"; the nearest: Pakistan (PAK), "));
    assert_int_equal(ent_graph_find(&match, crisis, "Abdollahian", &error), ENT_ENOTFOUND);
    assert_non_null(strstr(error.message, "the nearest: Hossein Amirabdollahian (amirabdollahian)"));
    assert_int_equal(ent_graph_find(&match, graph, "Pakistan", &error), ENT_ENOTFOUND);
    assert_string_equal(error.message, "no actor is called \"Pakistan\"");
}

static void what_cannot_be_a_name_is_refused(void **state) {
    (void)state;
    ent_match match;
    ent_error error;
    size_t count = 9;
    assert_int_equal(ent_graph_find(&match, crisis, "", &error), ENT_EINVAL);
    assert_int_equal(ent_graph_find(&match, crisis, NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_graph_find(&match, crisis, "caf\xE9", &error), ENT_EINVAL);
    assert_int_equal(ent_graph_suggest(&match, 1, &count, crisis, NULL, &error), ENT_EINVAL);
    assert_int_equal(count, 0);
    assert_int_equal(ent_graph_suggest(&match, 1, &count, crisis, "\xFF", &error), ENT_EINVAL);
    assert_int_equal(ent_graph_suggest(NULL, 0, &count, crisis, "Iran", &error), ENT_OK);
    assert_int_equal(count, 0);
}

static void suggestions_are_few_and_each_actor_once(void **state) {
    (void)state;
    ent_match all[64], some[64];
    size_t count;
    uint32_t actors = ent_graph_actor_count(crisis);
    static const char *const asked[] = {"Iran", "Turkye", "Ministre", "qqqqqq", "U", "Hakan", "army of"};
    for (size_t a = 0; a < sizeof asked / sizeof *asked; a++) {
        assert_int_equal(ent_graph_suggest(all, 64, &count, crisis, asked[a], NULL), ENT_OK);
        assert_int_equal(count, actors);
        for (size_t i = 0; i < count; i++) {
            for (size_t j = 0; j < i; j++) {
                assert_true(all[i].actor != all[j].actor);
            }
        }
        for (size_t capacity = 1; capacity < count; capacity++) { /* the first of all, however many fit */
            size_t few;
            assert_int_equal(ent_graph_suggest(some, capacity, &few, crisis, asked[a], NULL), ENT_OK);
            assert_int_equal(few, capacity);
            for (size_t i = 0; i < few; i++) {
                assert_int_equal(some[i].actor, all[i].actor);
            }
        }
    }
}

/* Levenshtein's definition, letter by letter; for words of a few letters. */
static unsigned distance(const char *a, const char *b) {
    if (!*a || !*b) {
        return (unsigned)(strlen(a) + strlen(b));
    }
    unsigned replace = distance(a + 1, b + 1) + (*a != *b), drop = distance(a + 1, b) + 1, add = distance(a, b + 1) + 1;
    unsigned least = replace < drop ? replace : drop;
    return least < add ? least : add;
}

static void suggestions_rise_by_edits_then_by_actor(void **state) {
    (void)state;
    uint64_t random = 11;
    char words[40][3];
    for (size_t i = 0; i < 40; i++) { /* two letters: no part of a word counts as near */
        words[i][0] = (char)('a' + ent__random(&random) % 5);
        words[i][1] = (char)('a' + ent__random(&random) % 5);
        words[i][2] = '\0';
        char id[8];
        snprintf(id, sizeof id, "%03zu%s", i, "xxxx"); /* far from any word */
        add_named(id, words[i], NULL);
    }
    for (const char *const *asked = (const char *const[]){"ab", "e", "cd", "aa", NULL}; *asked; asked++) {
        ent_match found[40];
        size_t count;
        assert_int_equal(ent_graph_suggest(found, 40, &count, graph, *asked, NULL), ENT_OK);
        assert_int_equal(count, 40);
        for (size_t i = 1; i < count; i++) {
            unsigned before = distance(*asked, words[found[i - 1].actor]),
                     here = distance(*asked, words[found[i].actor]);
            assert_true(before < here || (before == here && found[i - 1].actor < found[i].actor));
        }
    }
}

static void very_long_names_are_compared_by_their_beginning(void **state) {
    (void)state;
    char name[3000];
    ent_match match;
    ent_error error;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ent_id id = add_named("long", name, NULL);
    assert_int_equal(ent_graph_find(&match, graph, name, NULL), ENT_OK);
    assert_int_equal(match.actor, id);
    name[2000] = 'y';
    assert_int_equal(ent_graph_find(&match, graph, name, &error), ENT_ENOTFOUND);
    assert_non_null(strstr(error.message, "(long)"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_crisis_is_found_by_its_names),
        TEST(every_name_of_every_actor_finds_him),
        TEST(an_exact_id_comes_before_all_else),
        TEST(what_fits_several_lists_them),
        TEST(the_best_kind_of_match_is_told),
        TEST(names_of_signs_only_are_told_apart),
        TEST(a_miss_suggests_the_nearest),
        TEST(what_cannot_be_a_name_is_refused),
        TEST(suggestions_are_few_and_each_actor_once),
        TEST(suggestions_rise_by_edits_then_by_actor),
        TEST(very_long_names_are_compared_by_their_beginning),
    };
    return cmocka_run_group_tests(tests, read_crisis, free_crisis);
}
