/*
 * The gazetteer of states: every row of its tables, states of the past, ambiguous names, and states as actors of a graph.
 * Expected values are public history and codes (COW, Gleditsch and Ward, ISO 3166, FIPS 10-4), written down by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <entente/ontology.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "tsv.h"

static ent_date day(const char *text) {
    ent_date first, last;
    assert_int_equal(ent_date_parse(&first, &last, text, NULL), ENT_OK);
    return first;
}

/* The id of the state that a text names on a day (NULL: an open one); "?" ambiguous, "-" none. */
static const char *find(const char *text, const char *on) {
    ent_state_match match = ENT_STATE_MATCH_INIT;
    ent_status status = ent_state_find(&match, text, on ? day(on) : ENT_DATE_MIN, 0, NULL);
    assert_true(status == ENT_OK || status == ENT_ENOTFOUND || status == ENT_EAMBIGUOUS);
    assert_true((status == ENT_OK) == (match.state != NULL));
    return status == ENT_OK ? match.state->id : status == ENT_EAMBIGUOUS ? "?" : "-";
}

static const char *by_code(const char *scheme, const char *value, const char *on) {
    const ent_state *state = ent_state_by_code(scheme, value, on ? day(on) : ENT_DATE_MIN);
    return state ? state->id : "-";
}

static void every_row_of_states_is_found_by_id_and_codes(void **state) {
    (void)state;
    static const char *const schemes[] = {"iso2", "iso3", "isonum", "cow", "cowabb", "gw", "cameo", "fips"};
    tsv table = tsv_open("states");
    uint32_t rows = 0;
    for (; tsv_next(&table); rows++) {
        char **f = table.fields;
        const ent_state *found = ent_state_by_id(f[0]);
        assert_non_null(found);
        assert_ptr_equal(found, ent_state_get(rows));
        assert_string_equal(found->name, f[1]);
        assert_field(found->capital, f[10]);
        for (size_t i = 0; i < 8; i++) {
            ent_date first, last;
            /* A code that two bore is asked for on a day when the state was one. */
            int spelled = ent_state_spell(&first, &last, found, 0);
            if (*f[i + 2]) {
                assert_ptr_equal(ent_state_by_code(schemes[i], f[i + 2], spelled ? first : ENT_DATE_MIN), found);
            }
        }
    }
    assert_int_equal(ent_state_count(), rows);
    assert_null(ent_state_get(rows));
    assert_null(ent_state_by_id("PK"));
    assert_null(ent_state_by_id(NULL));
}

static void every_row_of_names_is_folded_right_and_finds_its_state_in_its_time(void **state) {
    (void)state;
    tsv table = tsv_open("state-names");
    char before[512] = "";
    for (size_t rows = 0; tsv_next(&table); rows++) {
        char **f = table.fields, *folded;
        assert_int_equal(ent__fold(&folded, f[1], NULL), ENT_OK);
        assert_string_equal(folded, f[0]);
        free(folded);
        assert_true(strcmp(before, f[0]) <= 0);
        strcpy(before, f[0]);
        const ent_state *meant = ent_state_by_id(f[2]);
        assert_non_null(meant);
        /* On some day of the state's life the word means it, or is one that two states share. */
        ent_date first, last;
        bool found = false, shared = false;
        for (uint32_t i = 0; i == 0 || ent_state_spell(&first, &last, meant, i); i++) {
            ent_date on[] = {ENT_DATE_MIN, *f[4] ? day(f[4]) : ENT_DATE_MIN, *f[5] ? day(f[5]) : ENT_DATE_MIN,
                             ENT_DATE_MIN, ENT_DATE_MIN};
            if (ent_state_spell(&first, &last, meant, i)) {
                on[3] = first;
                on[4] = last;
            }
            for (size_t j = 0; j < 5; j++) {
                ent_state_match match = ENT_STATE_MATCH_INIT;
                ent_status status = ent_state_find(&match, f[1], on[j], 0, NULL);
                found = found || match.state == meant;
                shared = shared || status == ENT_EAMBIGUOUS;
            }
        }
        if (!found && !shared) {
            fail_msg("\"%s\" does not find %s", f[1], f[2]);
        }
    }
}

static void spells_are_in_order_and_do_not_overlap(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ent_state_count(); i++) {
        const ent_state *one = ent_state_get(i);
        ent_date first, last, before = ENT_DATE_MIN;
        uint32_t spells = 0;
        for (; ent_state_spell(&first, &last, one, spells); spells++) {
            assert_true(before < first && first <= last);
            assert_true(ent_state_exists(one, first));
            assert_true(ent_state_exists(one, last));
            assert_false(last != ENT_DATE_MAX && ent_state_exists(one, last + 1));
            before = last;
        }
        assert_int_equal(spells > 0, one->in_system != 0);
        assert_true(one->in_system || ent_state_exists(one, day("1900-01-01")));
    }
}

static void states_of_the_past_are_found_on_their_days(void **state) {
    (void)state;
    assert_string_equal(find("USSR", "1980-01-01"), "RUS");
    assert_string_equal(find("Soviet Union", "1980-01-01"), "RUS");
    assert_string_equal(find("Russia", "2000-01-01"), "RUS");
    assert_string_equal(find("Russia", "1900-01-01"), "RUS");
    assert_string_equal(find("Soviet Union", "2000-01-01"), "-");
    assert_string_equal(find("Germany", "1939-09-01"), "DEU");
    assert_string_equal(find("Germany", "2000-01-01"), "DEU");
    assert_string_equal(find("Germany", "1980-01-01"), "?");
    assert_string_equal(find("West Germany", "1980-01-01"), "cow-260");
    assert_string_equal(find("East Germany", "1980-01-01"), "DDR");
    assert_string_equal(find("East Germany", "2000-01-01"), "-");
    assert_string_equal(find("Yugoslavia", "1980-01-01"), "SRB");
    assert_string_equal(find("Yugoslavia", "2010-01-01"), "-");
    assert_string_equal(find("Serbia", "2010-01-01"), "SRB");
    assert_string_equal(find("Croatia", "1980-01-01"), "-");
    assert_string_equal(find("Sudan", "2000-01-01"), "SDN");
    assert_string_equal(find("Sudan", "2020-01-01"), "SDN");
    assert_string_equal(find("South Sudan", "2000-01-01"), "-");
    assert_string_equal(find("South Sudan", "2011-07-09"), "SSD");
    assert_string_equal(find("Czechoslovakia", "1980-01-01"), "CSK");
    assert_string_equal(find("Czechia", "1993-01-01"), "CZE");
    assert_string_equal(find("Yemen", "1980-01-01"), "?");
    assert_string_equal(find("Yemen", "1990-05-22"), "YEM");
    assert_string_equal(find("Ivory Coast", "1990-01-01"), "CIV");
    assert_string_equal(find("Korea", "1890-01-01"), "cow-730");
    assert_string_equal(find("Republic of China", "1900-01-01"), "-");
    assert_string_equal(find("Republic of China", "1930-01-01"), "CHN");
    assert_string_equal(find("Republic of China", "2000-01-01"), "TWN");
    assert_string_equal(find("Vatican City", "2018-01-01"), "VAT");
    assert_string_equal(find("Papal States", "1850-01-01"), "VAT");
}

static void an_open_day_takes_present_states_before_past_ones(void **state) {
    (void)state;
    assert_string_equal(find("Germany", NULL), "DEU");
    assert_string_equal(find("Yemen", NULL), "YEM");
    assert_string_equal(find("Vietnam", NULL), "VNM");
    assert_string_equal(find("USSR", NULL), "RUS");
    assert_string_equal(find("Yugoslavia", NULL), "SRB");
    assert_string_equal(find("East Germany", NULL), "DDR");
    assert_string_equal(find("Republic of China", NULL), "TWN");
    assert_string_equal(find("Prague", NULL), "CZE");
    /* A past state is never meant by its capital. */
    assert_string_equal(find("Bonn", NULL), "-");
    assert_string_equal(find("Bonn", "1980-01-01"), "cow-260");
    assert_string_equal(find("Saigon", NULL), "-");
}

static void names_of_several_are_ambiguous_and_places_are_not_states(void **state) {
    (void)state;
    assert_string_equal(find("Congo", NULL), "?");
    assert_string_equal(find("Congo", "2018-01-01"), "?");
    assert_string_equal(find("Korea", "2018-01-01"), "?");
    assert_string_equal(find("Congolese", NULL), "?");
    assert_string_equal(find("Dominican", NULL), "?");
    assert_string_equal(find("Virgin Islands", NULL), "?");
    assert_string_equal(find("Georgia", NULL), "GEO");
    assert_string_equal(find("Atlanta, Georgia, United States", NULL), "-");
    assert_string_equal(find("Georgetown", NULL), "-");
    assert_string_equal(find("San Jose", NULL), "-");
    assert_string_equal(find("Niger", NULL), "NER");
    assert_string_equal(find("Nigeria", NULL), "NGA");
    assert_string_equal(find("Guinea", NULL), "GIN");
    assert_string_equal(find("Guinea-Bissau", NULL), "GNB");
    assert_string_equal(find("Equatorial Guinea", NULL), "GNQ");
    assert_string_equal(find("Papua New Guinea", NULL), "PNG");
    assert_string_equal(find("Dominica", NULL), "DMA");
    assert_string_equal(find("Dominican Republic", NULL), "DOM");
    ent_state_match match = ENT_STATE_MATCH_INIT;
    ent_error error;
    assert_int_equal(ent_state_find(&match, "Congo", ENT_DATE_MIN, 0, &error), ENT_EAMBIGUOUS);
    assert_non_null(strstr(error.message, "COD"));
    assert_non_null(strstr(error.message, "COG"));
    assert_int_equal(ent_state_find(&match, "South Sudan", day("2000-01-01"), 0, &error), ENT_ENOTFOUND);
    assert_non_null(strstr(error.message, "2011-07-09"));
}

static void spellings_words_and_openings_find_the_same_state(void **state) {
    (void)state;
    const char *const wanted[][2] = {
        {"CÔTE D'IVOIRE", "CIV"},
        {"Cote d`Ivoire", "CIV"},
        {"the Gambia", "GMB"},
        {"Government of Syria", "SYR"},
        {"Government of the United Kingdom", "GBR"},
        {"turkiye", "TUR"},
        {"Türkiye", "TUR"},
        {"U.S.A.", "USA"},
        {"Islamabad", "PAK"},
        {"Tehran", "IRN"},
        {"the Kremlin", "RUS"},
        {"Pakistani", "PAK"},
        {"Pakistanis", "PAK"},
        {"Dutch", "NLD"},
        {"PAK", "PAK"},
        {"DRC", "COD"},
        {"Government of Russia (Soviet Union)", "RUS"},
        {"Kyrgyz Republic", "KGZ"},
        {"Swaziland", "SWZ"},
        {"  Iran ", "IRN"},
        {"Burma", "MMR"},
        {"Nigerien", "NER"},
        {"Nigerian", "NGA"},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_string_equal(find(wanted[i][0], NULL), wanted[i][1]);
    }
    assert_string_equal(find("pak", NULL), "-");
    assert_string_equal(find("Pakistan Peoples Party", NULL), "-");
}

static void only_the_words_asked_for_are_taken(void **state) {
    (void)state;
    ent_state_match match = ENT_STATE_MATCH_INIT;
    const struct {
        const char *text;
        ent_state_word word;
    } wanted[] = {{"Pakistan", ENT_STATE_WORD_NAME},
                  {"PAK", ENT_STATE_WORD_CODE},
                  {"Pakistani", ENT_STATE_WORD_DEMONYM},
                  {"Islamabad", ENT_STATE_WORD_CAPITAL}};
    for (unsigned i = 0; i < 4; i++) {
        for (unsigned mask = 1; mask < 16; mask++) {
            ent_status status = ent_state_find(&match, wanted[i].text, ENT_DATE_MIN, mask, NULL);
            assert_int_equal(status, mask >> wanted[i].word & 1u ? ENT_OK : ENT_ENOTFOUND);
        }
        assert_int_equal(ent_state_find(&match, wanted[i].text, ENT_DATE_MIN, 0, NULL), ENT_OK);
        assert_int_equal(match.word, wanted[i].word);
        assert_string_equal(match.text, wanted[i].text);
    }
    assert_string_equal(ent_state_word_name(ENT_STATE_WORD_CAPITAL), "capital");
    assert_null(ent_state_word_name((ent_state_word)ENT_STATE_WORD_COUNT));
}

static void codes_of_other_schemes_mean_other_states(void **state) {
    (void)state;
    assert_string_equal(by_code("cowabb", "SWZ", NULL), "CHE");
    assert_string_equal(by_code("iso3", "SWZ", NULL), "SWZ");
    assert_string_equal(by_code("cowabb", "AUS", NULL), "AUT");
    assert_string_equal(by_code("fips", "GM", NULL), "DEU");
    assert_string_equal(by_code("iso2", "GM", NULL), "GMB");
    assert_string_equal(by_code("fips", "CH", NULL), "CHN");
    assert_string_equal(by_code("iso2", "CH", NULL), "CHE");
    assert_string_equal(by_code("cow", "770", NULL), "PAK");
    assert_string_equal(by_code("cow", "0002", NULL), "USA");
    assert_string_equal(by_code("isonum", "4", NULL), "AFG");
    assert_string_equal(by_code("iso3", "pak", NULL), "PAK");
    const char *const both[][2] = {{"ROM", "ROU"}, {"TMP", "TLS"}, {"MTN", "MNE"}, {"IMY", "IMN"}};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(by_code("cameo", both[i][0], NULL), both[i][1]);
        assert_string_equal(by_code("cameo", both[i][1], NULL), both[i][1]);
    }
    assert_string_equal(by_code("gw", "260", "1980-01-01"), "cow-260");
    assert_string_equal(by_code("gw", "260", "2000-01-01"), "DEU");
    assert_string_equal(by_code("gw", "260", NULL), "DEU");
    assert_string_equal(by_code("gw", "678", "1980-01-01"), "cow-678");
    assert_string_equal(by_code("gw", "678", "2000-01-01"), "YEM");
    assert_string_equal(by_code("gw", "345", "1980-01-01"), "SRB");
    assert_string_equal(by_code("iso2", "XK", NULL), "XKX");
    assert_string_equal(by_code("cow", "", NULL), "-");
    assert_string_equal(by_code("cow", "9999", NULL), "-");
    assert_string_equal(by_code("nato", "PAK", NULL), "-");
    assert_string_equal(by_code(NULL, NULL, NULL), "-");
}

static void bad_text_is_refused(void **state) {
    (void)state;
    ent_state_match match = ENT_STATE_MATCH_INIT, unset = {0};
    assert_int_equal(ent_state_find(&match, "", ENT_DATE_MIN, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_state_find(&match, " ", ENT_DATE_MIN, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_state_find(&match, NULL, ENT_DATE_MIN, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_state_find(&match, "Ir\xff", ENT_DATE_MIN, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_state_find(&unset, "Iran", ENT_DATE_MIN, 0, NULL), ENT_EINVAL);
}

/* ---- In a graph --------------------------------------------------------------------------------------------------- */

static void a_state_in_a_graph_is_found_by_all_that_means_it(void **state) {
    (void)state;
    ent_graph *graph;
    ent_id id, again;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_add_state(&id, graph, ent_state_by_id("TUR"), NULL), ENT_OK);
    assert_int_equal(ent_graph_add_state(&again, graph, ent_state_by_id("TUR"), NULL), ENT_OK);
    assert_int_equal(id, again);
    assert_int_equal(ent_graph_actor_count(graph), 1);
    const char *const texts[] = {"TUR", "Turkey", "Türkiye", "Turkish", "Ankara", "TR", "640", "cow:640", "iso2:TR"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_match match;
        assert_int_equal(ent_graph_find(&match, graph, texts[i], NULL), ENT_OK);
        assert_int_equal(match.actor, id);
    }
    ent_graph_free(graph);
}

/* All the states of a day in one graph: whatever the gazetteer takes for one, the graph does too, and no code or word of
 * one stands in the way of another's. */
static void check_day(const char *text) {
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_add_states(graph, text ? day(text) : ENT_DATE_MIN, NULL), ENT_OK);
    for (ent_id i = 0; i < ent_graph_actor_count(graph); i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_match match;
        assert_int_equal(ent_graph_get_actor(&actor, graph, i, NULL), ENT_OK);
        const ent_state *one = ent_state_by_id(actor.id);
        assert_true(ent_state_exists(one, text ? day(text) : day("2016-12-31")));
        const char *const codes[] = {actor.id, actor.name, one->iso2, one->iso3, one->cow};
        for (size_t j = 0; j < 5; j++) {
            assert_true(!codes[j] || ent_graph_find(&match, graph, codes[j], NULL) == ENT_OK);
            assert_true(!codes[j] || match.actor == i);
        }
        for (size_t j = 0; j < actor.alias_count; j++) {
            ent_status status = ent_graph_find(&match, graph, actor.aliases[j], NULL);
            if (status != ENT_OK || match.actor != i) {
                fail_msg("alias \"%s\" of %s does not find it", actor.aliases[j], actor.id);
            }
        }
    }
    ent_graph_free(graph);
}

static void all_states_of_a_day_stand_side_by_side(void **state) {
    (void)state;
    check_day("2016-12-31");
    check_day("1914-07-01");
    check_day("1980-01-01");
    check_day(NULL);
}

/* Capitals and names of the past find a state in their time only. */
static bool is_found_some_day(const ent_state *of, const char *text, ent_state_word word) {
    const ent_date a_year = 365, latest = 20000; /* 2024 */
    bool found = false;
    for (ent_date day = latest; !found && day > latest - 210 * a_year; day -= a_year) {
        ent_state_match match = ENT_STATE_MATCH_INIT;
        found = ent_state_find(&match, text, day, 1u << word, NULL) == ENT_OK && match.state == of;
    }
    return found;
}

static void every_word_listed_of_a_state_finds_it(void **state) {
    (void)state;
    static const char *const codes[] = {"PAK", "IRN", "NLD", "TUR", "CHN"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const ent_state *of = ent_state_by_code("iso3", codes[i], ENT_DATE_MAX);
        const char *text;
        ent_state_word word;
        uint32_t listed = 0;
        for (; ent_state_word_get(&text, &word, of, listed); listed++) {
            assert_true(is_found_some_day(of, text, word));
        }
        assert_true(listed >= 3); /* a name, a demonym, a capital */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_states_is_found_by_id_and_codes),
        cmocka_unit_test(every_row_of_names_is_folded_right_and_finds_its_state_in_its_time),
        cmocka_unit_test(spells_are_in_order_and_do_not_overlap),
        cmocka_unit_test(states_of_the_past_are_found_on_their_days),
        cmocka_unit_test(an_open_day_takes_present_states_before_past_ones),
        cmocka_unit_test(names_of_several_are_ambiguous_and_places_are_not_states),
        cmocka_unit_test(spellings_words_and_openings_find_the_same_state),
        cmocka_unit_test(only_the_words_asked_for_are_taken),
        cmocka_unit_test(codes_of_other_schemes_mean_other_states),
        cmocka_unit_test(bad_text_is_refused),
        cmocka_unit_test(a_state_in_a_graph_is_found_by_all_that_means_it),
        cmocka_unit_test(all_states_of_a_day_stand_side_by_side),
        cmocka_unit_test(every_word_listed_of_a_state_finds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
