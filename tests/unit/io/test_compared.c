/*
 * Diagrams of what changed, and plots of series: what is said of each line, and mistakes. That Graphviz and XML readers take them
 * is tested from outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include <entente/entente.h>
#include <stdlib.h>
#include <string.h>

static ent_graph *crisis(void) {
    ent_graph *graph;
    assert_int_equal(ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    return graph;
}

static ent_network *window(const ent_graph *graph, const char *since, const char *until, ent_direction direction) {
    ent_view view = ENT_VIEW_INIT;
    ent_date other;
    ent_network *network;
    assert_int_equal(ent_date_parse(&view.since, &other, since, NULL), ENT_OK);
    assert_int_equal(ent_date_parse(&other, &view.until, until, NULL), ENT_OK);
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.direction = direction;
    assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
    return network;
}

/* The diagram of a network compared with one before; free() it. NULL if it is refused with `expected`. */
static char *draw(const ent_network *before, const ent_network *after, const ent_graph *graph, ent_status expected) {
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.before = before;
    assert_int_equal(ent_dot_write(&sink, after, graph, &options, NULL, NULL), expected);
    char *text = expected == ENT_OK ? strdup(ent_buffer_data(buffer)) : NULL;
    ent_buffer_free(buffer);
    return text;
}

/* How many lines of a text hold all of three words. */
static int lines_with(const char *text, const char *one, const char *two, const char *three) {
    int count = 0;
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t length = strcspn(line, "\n");
        char *copy = strndup(line, length);
        count += strstr(copy, one) && strstr(copy, two) && strstr(copy, three);
        free(copy);
    }
    return count;
}

static void strikes_are_gone_and_talks_are_new(void **state) {
    (void)state;
    for (int direction = ENT_UNDIRECTED; direction <= ENT_DIRECTED; direction++) {
        ent_graph *graph = crisis();
        ent_network *strikes = window(graph, "2024-01-16", "2024-01-18", (ent_direction)direction);
        ent_network *repair = window(graph, "2024-01-19", "2024-01-29", (ent_direction)direction);
        char *text = draw(strikes, repair, graph, ENT_OK);
        assert_int_equal(lines_with(text, "gone: attack", "style=dotted", "class=\"attack gone\""), 5);
        assert_true(lines_with(text, "new: cooperative", "IRN", "class=\"cooperative new\"") >= 1);
        assert_true(lines_with(text, "16–29 Jan", "class=\"hostile same\"", "USA") == 1);
        assert_int_equal(lines_with(text, "gone", "USA", "->"), 0);
        /* 0.8 + 0.8 log2(1 + 2) and 0.4 for a hostile one: of both strengths together, the relation being one. */
        assert_int_equal(lines_with(text, "class=\"hostile same\"", "USA", "penwidth=2.47"), 1);
        assert_int_equal(lines_with(text, "\"bla\" [", "dashed", "official"), 0);
        assert_int_equal(lines_with(text, "\"bla\" [", "dashed", "organisation"), 1);
        assert_int_equal(lines_with(text, "\"PAK\" [", "state", "dashed"), 0);
        assert_non_null(strstr(text, "from 16–18 Jan 2024 to 19–29 Jan 2024"));
        assert_non_null(strstr(text, "as before"));
        free(text);
        text = draw(repair, strikes, graph, ENT_OK);
        assert_int_equal(lines_with(text, "new: attack", "style=bold", "class=\"attack new\""), 5);
        assert_int_equal(lines_with(text, "\"bla\" [", "penwidth=3.5", ""), 1);
        free(text);
        ent_network_free(strikes);
        ent_network_free(repair);
        ent_graph_free(graph);
    }
}

static void nothing_changed_is_all_the_same(void **state) {
    (void)state;
    ent_graph *graph = crisis();
    ent_network *network = window(graph, "2024-01-16", "2024-01-29", ENT_UNDIRECTED);
    char *text = draw(network, network, graph, ENT_OK);
    assert_int_equal(lines_with(text, "->", "class=", " gone\""), 0);
    assert_int_equal(lines_with(text, "->", "class=", " new\""), 0);
    assert_non_null(strstr(text, "what if"));
    free(text);
    ent_network_free(network);
    ent_graph_free(graph);
}

static void ties_put_in_are_assumed(void **state) {
    (void)state;
    ent_graph *graph = crisis();
    ent_network *network = window(graph, "2024-01-16", "2024-01-29", ENT_UNDIRECTED), *edited;
    ent_id pairs[4] = {ent_graph_actor_by_id(graph, "USA"), ent_graph_actor_by_id(graph, "TUR"),
                       ent_graph_actor_by_id(graph, "USA"), ent_graph_actor_by_id(graph, "CHN")};
    ent_edit edit = ENT_EDIT_INIT;
    edit.added = pairs;
    edit.added_count = 2;
    edit.strengths = (const double[]){1.0, -1.0};
    assert_int_equal(ent_network_edit(&edited, network, &edit, NULL, NULL), ENT_OK);
    char *text = draw(network, edited, graph, ENT_OK);
    assert_int_equal(lines_with(text, "new: assumed", "TUR", "class=\"positive new\""), 1);
    assert_int_equal(lines_with(text, "new: assumed", "CHN", "class=\"negative new\""), 1);
    free(text);
    text = draw(NULL, edited, graph, ENT_OK);
    assert_int_equal(lines_with(text, "assumed", "TUR", "class=\"positive\""), 1);
    free(text);
    ent_network_free(network);
    ent_network_free(edited);
    ent_graph_free(graph);
}

static void what_cannot_be_compared_is_not_drawn(void **state) {
    (void)state;
    ent_graph *graph = crisis();
    ent_network *undirected = window(graph, "2024-01-16", "2024-01-18", ENT_UNDIRECTED);
    ent_network *directed = window(graph, "2024-01-16", "2024-01-18", ENT_DIRECTED), *arrays;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 2;
    assert_int_equal(ent_network_from_edges(&arrays, &list, NULL, NULL), ENT_OK);
    draw(undirected, directed, graph, ENT_EINVAL);
    draw(undirected, undirected, NULL, ENT_EINVAL);
    draw(arrays, undirected, graph, ENT_EINVAL);
    ent_network_free(undirected);
    ent_network_free(directed);
    ent_network_free(arrays);
    ent_graph_free(graph);
}

/* ---- Plots -------------------------------------------------------------------------------------------------------- */

static char *plot(const ent_graph *graph, const ent_series_options *options, const char *title) {
    ent_series *series;
    ent_buffer *buffer;
    assert_int_equal(ent_series_compute(&series, graph, NULL, options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_series_svg_write(&sink, series, title, NULL, NULL), ENT_OK);
    char *text = strdup(ent_buffer_data(buffer));
    ent_buffer_free(buffer);
    ent_series_free(series);
    return text;
}

static void a_plot_has_a_bar_for_each_number(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b");
    make_tie(graph, a, b, 0, 4.0);
    make_tie(graph, a, b, 0, -4.0);
    make_tie(graph, a, b, 2, 4.0);
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    options.period = ENT_PERIOD_DAY;
    char *text = plot(graph, &options, "a & b <c>");
    /* Two days with P, one with N, and a sample of each in the key. */
    assert_int_equal(lines_with(text, "<rect", "#009E73", ""), 3);
    assert_int_equal(lines_with(text, "<rect", "#D55E00", ""), 2);
    assert_non_null(strstr(text, "a &amp; b &lt;c&gt;"));
    assert_non_null(strstr(text, ">1970-01-02<"));
    assert_non_null(strstr(text, ">P, N and net<"));
    assert_null(strstr(text, "nan"));
    free(text);
    options.indicator = ENT_INDICATOR_STRONG_BALANCE; /* undefined throughout */
    text = plot(graph, &options, NULL);
    assert_non_null(strstr(text, ">strong_balance<"));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "<circle"));
    free(text);
    ent_graph_free(graph);
}

static void a_plot_of_nothing_is_empty(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    char *text = plot(graph, NULL, NULL);
    assert_non_null(strstr(text, "</svg>\n"));
    free(text);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strikes_are_gone_and_talks_are_new),
        cmocka_unit_test(nothing_changed_is_all_the_same),
        cmocka_unit_test(ties_put_in_are_assumed),
        cmocka_unit_test(what_cannot_be_compared_is_not_drawn),
        cmocka_unit_test(a_plot_has_a_bar_for_each_number),
        cmocka_unit_test(a_plot_of_nothing_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
