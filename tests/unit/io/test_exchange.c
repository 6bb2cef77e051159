/*
 * GraphML, GEXF and node-link JSON: escaping, columns, spells, versions. With a folder as argument it tests nothing and writes the files
 * that test_exchange.py reads back with networkx and igraph and draws with Graphviz.
 */
#include "io/io_graphs.h"
#include "io/out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef ent_status writing(const ent_sink *, const ent_network *, const ent_graph *, const ent_export_options *,
                           const ent_run *, ent_error *);

static char *write_network(writing *write, const ent_network *network, const ent_graph *graph,
                           const ent_export_options *options) {
    ent_buffer *buffer;
    ent_error error;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    if (write(&sink, network, graph, options, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    char *text = strdup(ent_buffer_data(buffer));
    ent_buffer_free(buffer);
    return text;
}

static char *write_graph(writing *write, const ent_graph *graph, const ent_export_options *options) {
    ent_network *network = io_compile(graph, NULL);
    char *text = write_network(write, network, graph, options);
    ent_network_free(network);
    return text;
}

static void assert_in(const char *text, const char *part) {
    if (!strstr(text, part)) {
        fail_msg("no %s in\n%s", part, text);
    }
}

static void assert_not_in(const char *text, const char *part) {
    if (strstr(text, part)) {
        fail_msg("%s is in\n%s", part, text);
    }
}

/* Two states with relations on days that overlap, follow each other and stand alone. */
static ent_graph *dated_graph(void) {
    static const char *const dates[] = {"2024-01-17/2024-01-20", "2024-01-16/2024-01-18", "2024-01-21", "2024-01-25/"};
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    io_actor(graph, "A", "Aland", ENT_ACTOR_STATE);
    io_actor(graph, "B", "Borduria", ENT_ACTOR_STATE);
    for (size_t i = 0; i < 4; i++) {
        io_relate(graph, i == 2 ? ENT_KIND_ATTACK : ENT_KIND_DIPLOMATIC, 0, 1, dates[i], i == 2 ? -10 : 1);
    }
    return graph;
}

static void test_xml_escaping(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"a < b > c & \"d\" 'e'", "a &lt; b &gt; c &amp; &quot;d&quot; 'e'"},
        {"]]>", "]]&gt;"},
        {"a\tb\nc\rd", "a&#9;b&#10;c&#13;d"},
        {"\x01\x0B\x1F", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"&amp;", "&amp;amp;"},
        {"وزارة 中 \xF0\x9F\x95\x8A", "وزارة 中 \xF0\x9F\x95\x8A"},
        {"\xF0\x9F", "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_buffer *buffer;
        assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
        ent_sink sink = ent_buffer_sink(buffer);
        ent__out out = {&sink, NULL, ENT_OK};
        ent__out_xml(&out, table[i][0]);
        assert_string_equal(ent_buffer_data(buffer), table[i][1]);
        ent_buffer_free(buffer);
    }
}

static void test_graphml_declares_typed_keys(void **state) {
    (void)state;
    ent_graph *graph = dated_graph();
    char *text = write_graph(ent_graphml_write, graph, NULL);
    assert_in(text, "<graph id=\"entente\" edgedefault=\"undirected\">");
    assert_in(text, "for=\"node\" attr.name=\"name\" attr.type=\"string\"/>");
    assert_in(text, "<key id=\"e0\" for=\"edge\" attr.name=\"interaction\" attr.type=\"string\"/>");
    assert_in(text, "for=\"edge\" attr.name=\"positive\" attr.type=\"double\"/>");
    assert_in(text, "for=\"edge\" attr.name=\"relations\" attr.type=\"long\"/>");
    assert_not_in(text, "attr.name=\"length\""); /* none was given */
    assert_in(text, "<data key=\"e0\">diplomatic</data>"); /* three of four */
    assert_in(text, "<data key=\"e11\">#0 #1 #2 #3</data>");
    assert_in(text, ">2024-01-16</data>");
    assert_not_in(text, "<data key=\"e10\">"); /* the last day is open */
    free(text);
    ent_graph_free(graph);
}

static void test_scores_without_value_are_left_out(void **state) {
    (void)state;
    ent_graph *graph = dated_graph();
    const double betweenness[2] = {0.1, NAN}, resistance[2] = {INFINITY, -INFINITY};
    const double *const scores[2] = {betweenness, resistance};
    const char *const names[2] = {"betweenness", "a <name>"};
    ent_export_options options = ENT_EXPORT_OPTIONS_INIT;
    options.score_count = 2;
    options.score_names = names;
    options.scores = scores;
    char *text = write_graph(ent_graphml_write, graph, &options);
    assert_in(text, "attr.name=\"betweenness\" attr.type=\"double\"/>");
    assert_in(text, "attr.name=\"a &lt;name&gt;\"");
    assert_in(text, "<data key=\"n3\">0.1</data>");
    assert_in(text, "<data key=\"n4\">-INF</data>");
    assert_null(strstr(strstr(text, "<data key=\"n3\">") + 1, "<data key=\"n3\">"));
    free(text);
    text = write_graph(ent_gexf_write, graph, &options);
    assert_in(text, "<attribute id=\"3\" title=\"betweenness\" type=\"double\"/>");
    assert_in(text, "<attvalue for=\"3\" value=\"0.1\"/>");
    free(text);
    ent_graph_free(graph);
}

static void test_gexf_versions(void **state) {
    (void)state;
    ent_graph *graph = dated_graph();
    ent_export_options options = ENT_EXPORT_OPTIONS_INIT;
    char *text = write_graph(ent_gexf_write, graph, &options);
    assert_in(text, "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">");
    assert_in(text, "mode=\"dynamic\" timeformat=\"date\"");
    free(text);
    options.gexf_1_3 = 1;
    text = write_graph(ent_gexf_write, graph, &options);
    assert_in(text, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">");
    free(text);
    ent_graph_free(graph);
}

/* Days that overlap or follow each other become one spell; an open end is left out. On the edge, and on its ends. */
static void test_spells_do_not_overlap(void **state) {
    (void)state;
    ent_graph *graph = dated_graph();
    char *text = write_graph(ent_gexf_write, graph, NULL);
    const char *spells = "<spells>\n"
                         "          <spell start=\"2024-01-16\" end=\"2024-01-21\"/>\n"
                         "          <spell start=\"2024-01-25\"/>\n"
                         "        </spells>\n";
    unsigned count = 0;
    for (const char *at = strstr(text, spells); at; at = strstr(at + 1, spells)) {
        count++;
    }
    assert_int_equal(count, 3);
    free(text);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, NULL, 1);
    text = write_graph(ent_gexf_write, graph, NULL);
    assert_not_in(text, "<spell"); /* now they are always tied */
    free(text);
    ent_graph_free(graph);
}

static void test_networks_from_arrays(void **state) {
    (void)state;
    static const uint32_t from[] = {0, 1}, to[] = {1, 2};
    static const double positive[] = {2.5, 0}, length[] = {4, 1};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 4;
    list.directed = 1;
    list.edge_count = 2;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.length = length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    char *text = write_network(ent_graphml_write, network, NULL, NULL);
    assert_in(text, "edgedefault=\"directed\"");
    assert_in(text, "<node id=\"3\">");
    assert_in(text, "<data key=\"e3\">4</data>");
    assert_not_in(text, "INF"); /* the second has no positive record, so no length */
    assert_not_in(text, "attr.name=\"kind\"");
    free(text);
    text = write_network(ent_gexf_write, network, NULL, NULL);
    assert_in(text, "<node id=\"3\" label=\"3\">");
    assert_not_in(text, "<spell");
    free(text);
    text = write_network(ent_node_link_write, network, NULL, NULL);
    assert_in(text, "{\"directed\": true,");
    assert_in(text, "{\"id\": 3}");
    assert_in(text,
              "{\"source\": 0, \"target\": 1, \"interaction\": \"diplomatic\", \"positive\": 2.5, \"negative\": 0, "
              "\"length\": 4, ");
    assert_in(text, "\"evidence\": [1]");
    free(text);
    ent_network_free(network);
}

static void test_node_link_writes_what_is_known(void **state) {
    (void)state;
    ent_graph *graph = dated_graph();
    const double resistance[2] = {0.25, INFINITY}, undefined[2] = {NAN, NAN};
    const double *const scores[2] = {resistance, undefined};
    const char *const names[2] = {"a \"score\"", "undefined"};
    ent_export_options options = ENT_EXPORT_OPTIONS_INIT;
    options.score_count = 2;
    options.score_names = names;
    options.scores = scores;
    assert_int_equal(ent_graph_set_title(graph, "A & \"B\"", NULL), ENT_OK);
    char *text = write_graph(ent_node_link_write, graph, &options);
    assert_string_equal(text,
                        "{\"directed\": false, \"multigraph\": false, \"graph\": {\"title\": \"A & \\\"B\\\"\"}, "
                        "\"nodes\": [\n"
                        "  {\"id\": \"A\", \"name\": \"Aland\", \"kind\": \"state\", \"a \\\"score\\\"\": 0.25},\n"
                        "  {\"id\": \"B\", \"name\": \"Borduria\", \"kind\": \"state\", \"a \\\"score\\\"\": null}], "
                        "\"edges\": [\n"
                        "  {\"source\": \"A\", \"target\": \"B\", \"interaction\": \"diplomatic\", \"positive\": 3, "
                        "\"negative\": 1, \"relations\": 4, \"mediation\": 0, \"attack\": 1, \"diplomatic\": 3, "
                        "\"affiliation\": 0, \"first\": \"2024-01-16\", "
                        "\"evidence\": [\"#0\", \"#1\", \"#2\", \"#3\"]}]}\n");
    free(text);
    ent_graph_free(graph);
}

static void test_the_same_graph_gives_the_same_bytes(void **state) {
    (void)state;
    static writing *const writers[] = {ent_graphml_write, ent_gexf_write, ent_node_link_write};
    for (size_t i = 0; i < 3; i++) {
        ent_graph *graph = io_hostile_graph(), *again = io_hostile_graph();
        char *text = write_graph(writers[i], graph, NULL), *copy = write_graph(writers[i], again, NULL);
        assert_string_equal(text, copy);
        free(text);
        free(copy);
        ent_graph_free(graph);
        ent_graph_free(again);
    }
}

static ent_status refuse(void *context, const char *bytes, size_t length, ent_error *error) {
    (void)context, (void)bytes, (void)length, (void)error;
    return ENT_EIO;
}

static void test_refusals(void **state) {
    (void)state;
    static writing *const writers[] = {ent_graphml_write, ent_gexf_write, ent_node_link_write};
    ent_graph *graph = dated_graph(), *empty;
    ent_network *network = io_compile(graph, NULL);
    assert_int_equal(ent_graph_new(&empty, NULL), ENT_OK);
    const double values[2] = {1, 2};
    const double *scores[2] = {values, values};
    const char *names[2] = {"x", "x"};
    ent_sink broken = {refuse, NULL};
    for (size_t i = 0; i < 3; i++) {
        ent_error error;
        ent_export_options options = ENT_EXPORT_OPTIONS_INIT;
        assert_int_equal(writers[i](&broken, network, graph, NULL, NULL, &error), ENT_EIO);
        assert_int_equal(writers[i](&broken, network, empty, NULL, NULL, &error), ENT_EINVAL);
        options.score_count = 2;
        assert_int_equal(writers[i](&broken, network, graph, &options, NULL, &error), ENT_EINVAL);
        options.score_names = names;
        options.scores = scores;
        assert_int_equal(writers[i](&broken, network, graph, &options, NULL, &error), ENT_EINVAL);
        assert_in(error.message, "\"x\"");
        names[0] = "kind";
        assert_int_equal(writers[i](&broken, network, graph, &options, NULL, &error), ENT_EINVAL);
        assert_in(error.message, "\"kind\"");
        names[0] = "id";
        assert_int_equal(writers[i](&broken, network, graph, &options, NULL, &error), ENT_EINVAL);
        names[0] = "x";
    }
    ent_network_free(network);
    ent_graph_free(graph);
    ent_graph_free(empty);
}

/* ---- Files for test_exchange.py ----------------------------------------------------------------------------------- */

static void save(const char *folder, const char *name, char *text) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    free(text);
}

static ent_status write_dot(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                            const ent_export_options *options, const ent_run *run, ent_error *error) {
    (void)options;
    return ent_dot_write(sink, network, graph, NULL, run, error);
}

static void save_all(const char *folder, const char *stem, const ent_graph *graph, const ent_view *view) {
    static const struct {
        writing *write;
        const char *ending;
        int32_t gexf_1_3;
    } formats[] = {{write_dot, "dot", 0},
                   {ent_graphml_write, "graphml", 0},
                   {ent_node_link_write, "json", 0},
                   {ent_gexf_write, "gexf", 0},
                   {ent_gexf_write, "1.3.gexf", 1}};
    ent_network *network = io_compile(graph, view);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        ent_export_options options = ENT_EXPORT_OPTIONS_INIT;
        options.gexf_1_3 = formats[i].gexf_1_3;
        char name[64];
        snprintf(name, sizeof name, "%s.%s", stem, formats[i].ending);
        save(folder, name, write_network(formats[i].write, network, graph, &options));
    }
    ent_network_free(network);
}

static int write_files(const char *folder) {
    ent_view view = ENT_VIEW_INIT;
    ent_graph *crisis, *hostile = io_hostile_graph(), *dated = dated_graph();
    assert_int_equal(ent_document_read(&crisis, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    save_all(folder, "hostile", hostile, NULL);
    save_all(folder, "dated", dated, NULL);
    save_all(folder, "crisis", crisis, NULL);
    view.kinds = ENT_KINDS_ALL;
    view.direction = ENT_DIRECTED;
    save_all(folder, "crisis-directed", crisis, &view);
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    save_all(folder, "crisis-rolled-up", crisis, &view);
    ent_graph_free(crisis);
    ent_graph_free(hostile);
    ent_graph_free(dated);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        return write_files(argv[1]);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xml_escaping),
        cmocka_unit_test(test_graphml_declares_typed_keys),
        cmocka_unit_test(test_scores_without_value_are_left_out),
        cmocka_unit_test(test_gexf_versions),
        cmocka_unit_test(test_spells_do_not_overlap),
        cmocka_unit_test(test_networks_from_arrays),
        cmocka_unit_test(test_node_link_writes_what_is_known),
        cmocka_unit_test(test_the_same_graph_gives_the_same_bytes),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
