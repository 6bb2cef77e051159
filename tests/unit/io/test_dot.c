/*
 * Diagrams: that each text is shown as it is, that what differs in kind differs in looks, that arrows point the way the
 * relations ran, and that boxes, legend, path and title say what is there and nothing else.
 */
#include "io/dot_internal.h"
#include "io/io_graphs.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- What the tests look at --------------------------------------------------------------------------------------- */

/* The diagram of a view (NULL: everything) of a graph; the caller frees it. */
static char *draw(const ent_graph *graph, const ent_view *view, const ent_dot_options *options) {
    ent_network *network = io_compile(graph, view);
    ent_buffer *buffer;
    ent_error error;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    if (ent_dot_write(&sink, network, graph, options, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    char *text = strdup(ent_buffer_data(buffer));
    ent_buffer_free(buffer);
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

/* The line of text that starts with `start` (after spaces) and has `part` in it; the caller frees it. */
static char *statement(const char *text, const char *start, const char *part) {
    while (*text) {
        const char *end = strchr(text, '\n');
        char *line = strndup(text, (size_t)(end - text));
        if (strncmp(line + strspn(line, " "), start, strlen(start)) == 0 && strstr(line, part)) {
            return line;
        }
        free(line);
        text = end + 1;
    }
    fail_msg("no statement %s with %s", start, part);
    return NULL;
}

static void assert_statement(const char *text, const char *start, const char *first, const char *second) {
    char *line = statement(text, start, first);
    assert_in(line, second);
    free(line);
}

static unsigned occurrences(const char *text, const char *part) {
    unsigned count = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

/* Two states A and B, in this order. */
static ent_graph *two_states(void) {
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    io_actor(graph, "A", "Aland", ENT_ACTOR_STATE);
    io_actor(graph, "B", "Borduria", ENT_ACTOR_STATE);
    return graph;
}

static void draw_mediation(ent_graph *graph, ent_id mediator, ent_mediation_status status) {
    ent_id parties[2] = {0, 1};
    ent_relation relation = io_relation(ENT_KIND_MEDIATION, &mediator, parties, "2024-01-16");
    relation.to_count = 2;
    relation.status = status;
    io_add(graph, &relation);
}

/* ---- Text --------------------------------------------------------------------------------------------------------- */

static void write_into(char *text, size_t room, void (*write)(ent__out *, const char *), const char *from) {
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    ent__out out = {&sink, NULL, ENT_OK};
    write(&out, from);
    assert_int_equal(out.status, ENT_OK);
    snprintf(text, room, "%s", ent_buffer_data(buffer));
    ent_buffer_free(buffer);
}

static void test_text_is_shown_as_it_is(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"plain", "plain"},
        {"\"", "\\\""},
        {"\\", "\\\\"},
        {"\\N \\G", "\\\\N \\\\G"},
        {"a\nb", "a\\nb"},
        {"a\r\nb\tc", "a\\nb c"},
        {"<b>x</b>", "<b>x</b>"},
        {"AT&T &lt;", "AT&amp;T &amp;lt;"},
        {"\x01|\x7F", "\xEF\xBF\xBD|\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE", "\xEF\xBF\xBD"},
        {"\xC3", "\xEF\xBF\xBD"}, /* cut off */
        {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"}, /* an overlong slash */
        {"\xED\xA0\x80", "\xEF\xBF\xBD"}, /* half of a surrogate pair */
        {"a\xE2\x80\xAE"
         "b\xE2\x81\xA6"
         "c",
         "abc"}, /* U+202E and U+2066 turn what follows */
        {"ﷲ ש 中 \xF0\x9F\x95\x8A", "ﷲ ש 中 \xF0\x9F\x95\x8A"},
    };
    char text[256];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        write_into(text, sizeof text, ent__dot_escape, table[i][0]);
        assert_string_equal(text, table[i][1]);
    }
}

static void wrap_at_ten(ent__out *out, const char *text) {
    ent__dot_wrap(out, text, 10);
}

static void test_names_are_wrapped(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"short", "short"},
        {"ten wide x", "ten wide x"},
        {"United Nations", "United\\nNations"},
        {"  many   spaces ", "many\\nspaces"},
        {"abcdefghijklmno", "abcdefghij\\nklmno"},
        {"a very long name that goes on and on for ever", "a very\\nlong name\\nthat goes\\non and on…"},
        {"\"\"\"\"\"\"\"\"\"\" x", "\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\nx"},
        {"", ""},
    };
    char text[256];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        write_into(text, sizeof text, wrap_at_ten, table[i][0]);
        assert_string_equal(text, table[i][1]);
    }
}

static void test_days_in_words(void **state) {
    (void)state;
    static const struct {
        const char *date;
        bool with_year;
        const char *words;
    } table[] = {
        {"2024-01-16", false, "16 Jan"},
        {"2024-01-16", true, "16 Jan 2024"},
        {"2024-01-16/2024-01-29", false, "16–29 Jan"},
        {"2024-01-30/2024-02-02", false, "30 Jan – 2 Feb"},
        {"2024-01-30/2024-02-02", true, "30 Jan – 2 Feb 2024"},
        {"2023-12-30/2024-01-02", true, "30 Dec 2023 – 2 Jan 2024"},
        {"2024-01-16/", false, "since 16 Jan"},
        {"/2024-01-15", true, "until 15 Jan 2024"},
    };
    char text[ENT__DAYS_TEXT];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_date first, last;
        assert_int_equal(ent_date_parse(&first, &last, table[i].date, NULL), ENT_OK);
        ent__dot_days(text, first, last, table[i].with_year);
        assert_string_equal(text, table[i].words);
    }
    ent__dot_days(text, ENT_DATE_MIN, ENT_DATE_MAX, true);
    assert_string_equal(text, "standing");
}

/* Outside of quotes there is only what the writer itself says: none of the hostile names. */
static void test_hostile_names_stay_in_quotes(void **state) {
    (void)state;
    ent_graph *graph = io_hostile_graph();
    char *text = draw(graph, NULL, NULL);
    bool quoted = false;
    for (const char *at = text; *at; at++) {
        if (quoted && *at == '\\') {
            assert_true(at[1] == '"' || at[1] == '\\' || at[1] == 'n');
            at++;
        } else if (*at == '"') {
            quoted = !quoted;
        } else {
            assert_false(quoted && *at == '\n');
            assert_false(!quoted && (*at == '<' || *at == '&' || (unsigned char)*at >= 0x80));
        }
    }
    assert_false(quoted);
    free(text);
    ent_graph_free(graph);
}

static void test_the_same_graph_gives_the_same_bytes(void **state) {
    (void)state;
    ent_graph *graph = io_hostile_graph(), *again = io_hostile_graph();
    char *text = draw(graph, NULL, NULL), *copy = draw(again, NULL, NULL);
    assert_string_equal(text, copy);
    free(text);
    free(copy);
    ent_graph_free(graph);
    ent_graph_free(again);
}

/* ---- Lines -------------------------------------------------------------------------------------------------------- */

static void test_kinds_look_different(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    io_relate(graph, ENT_KIND_ATTACK, 0, 1, "2024-01-16", -10);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, "2024-01-17", -2);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, "2024-01-18", 0);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, "2024-01-19", 3);
    static const ent_mediation_status statuses[] = {ENT_MEDIATION_CONDUCTED, ENT_MEDIATION_OFFERED,
                                                    ENT_MEDIATION_APPEALED, ENT_MEDIATION_EXPECTED,
                                                    ENT_MEDIATION_REJECTED};
    static const char *const ids[] = {"conducted", "offered", "appealed", "expected", "rejected"};
    for (size_t i = 0; i < 5; i++) {
        draw_mediation(graph, io_actor(graph, ids[i], NULL, ENT_ACTOR_ORGANISATION), statuses[i]);
    }
    char *text = draw(graph, NULL, NULL);
    assert_statement(text, "\"A\" -> \"B\"", "class=\"attack\"", "color=\"#D55E00\", style=bold");
    assert_statement(text, "\"A\" -> \"B\"", "class=\"hostile\"", "arrowhead=tee");
    assert_statement(text, "\"A\" -> \"B\"", "class=\"neutral\"", "arrowhead=empty");
    assert_statement(text, "\"A\" -> \"B\"", "class=\"cooperative\"", "arrowhead=vee");
    assert_statement(text, "\"conducted\" ->", "class=\"mediation\"", "arrowhead=diamond");
    assert_statement(text, "\"offered\" ->", "class=\"offered\"", "style=solid");
    assert_statement(text, "\"offered\" ->", "class=\"offered\"", "arrowhead=odiamond");
    assert_statement(text, "\"appealed\" ->", "class=\"appeal\"", "style=dotted");
    assert_statement(text, "\"expected\" ->", "class=\"expected\"", "style=dashed");
    assert_statement(text, "\"expected\" ->", "class=\"expected\"", "arrowhead=odiamond");
    assert_statement(text, "\"rejected\" ->", "class=\"rejected\"", "arrowhead=teeodiamond");
    free(text);
    ent_graph_free(graph);
}

static void test_a_blow_and_the_counterblow_are_two_lines(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    io_relate(graph, ENT_KIND_ATTACK, 1, 0, "2024-01-16", -10);
    io_relate(graph, ENT_KIND_ATTACK, 0, 1, "2024-01-18", -10);
    char *text = draw(graph, NULL, NULL);
    assert_int_equal(occurrences(text, "class=\"attack\""), 2);
    assert_statement(text, "\"A\" -> \"B\"", "16 Jan\\n", "dir=back");
    assert_statement(text, "\"A\" -> \"B\"", "18 Jan\\n", "dir=forward");
    free(text);
    ent_graph_free(graph);
}

static void test_what_else_runs_both_ways_is_one_line(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    io_relate(graph, ENT_KIND_DIPLOMATIC, 1, 0, "2024-01-26", 3);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, "2024-01-29", 3);
    char *text = draw(graph, NULL, NULL);
    assert_int_equal(occurrences(text, "class=\"cooperative\""), 1);
    assert_statement(text, "\"A\" -> \"B\"", "dir=both", "cooperative ×2\\n26–29 Jan");
    free(text);
    ent_view view = ENT_VIEW_INIT;
    view.direction = ENT_DIRECTED;
    text = draw(graph, &view, NULL);
    assert_int_equal(occurrences(text, "class=\"cooperative\""), 2);
    free(text);
    ent_graph_free(graph);
}

static void test_a_mutual_relation_is_drawn_once_in_a_directed_network(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    ent_id a = 0, b = 1;
    ent_relation relation = io_relation(ENT_KIND_DIPLOMATIC, &a, &b, "2024-01-19");
    relation.mutual = 1;
    relation.tone = 7;
    io_add(graph, &relation);
    ent_view view = ENT_VIEW_INIT;
    view.direction = ENT_DIRECTED;
    char *text = draw(graph, &view, NULL);
    assert_int_equal(occurrences(text, "class=\"cooperative\""), 1);
    assert_statement(text, "\"A\" -> \"B\"", "dir=both", "label=\"cooperative\\n19 Jan");
    free(text);
    ent_graph_free(graph);
}

static void test_direction_survives_the_roll_up(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    ent_id envoy = io_actor(graph, "envoy", NULL, ENT_ACTOR_OFFICIAL);
    io_serve(graph, envoy, 1, NULL, NULL);
    io_relate(graph, ENT_KIND_DIPLOMATIC, envoy, 0, "2024-01-27", 3);
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    char *text = draw(graph, &view, NULL);
    assert_statement(text, "\"A\" -> \"B\"", "class=\"cooperative\"", "dir=back");
    assert_not_in(text, "\"cluster_B\"");
    free(text);
    ent_graph_free(graph);
}

/* Whatever the ids, the parties stand left and right and the mediator between them. */
static void test_mediators_stand_between_the_parties(void **state) {
    (void)state;
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    ent_id mediator = io_actor(graph, "M", NULL, ENT_ACTOR_STATE);
    ent_id parties[2] = {io_actor(graph, "P", NULL, ENT_ACTOR_STATE), io_actor(graph, "Q", NULL, ENT_ACTOR_STATE)};
    ent_relation relation = io_relation(ENT_KIND_MEDIATION, &mediator, parties, NULL);
    relation.to_count = 2;
    io_add(graph, &relation);
    char *text = draw(graph, NULL, NULL);
    assert_statement(text, "\"P\" -> \"M\"", "class=\"mediation\"", "dir=back");
    assert_statement(text, "\"M\" -> \"Q\"", "class=\"mediation\"", "dir=forward");
    free(text);
    ent_graph_free(graph);
}

static void test_labels_and_tooltips_carry_the_evidence(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    ent_source source = ENT_SOURCE_INIT;
    ent_id number, a = 0, b = 1;
    source.id = "s";
    source.title = "A \"paper\"";
    assert_int_equal(ent_graph_add_source(&number, graph, &source, NULL), ENT_OK);
    ent_relation relation = io_relation(ENT_KIND_ATTACK, &a, &b, "2024-01-16");
    relation.summary = "Missiles \\ drones";
    relation.confidence = 0.5;
    relation.code = "195";
    relation.sources = &number;
    relation.source_count = 1;
    io_add(graph, &relation);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, "2023-12-31", 1);
    char *text = draw(graph, NULL, NULL);
    assert_statement(text, "\"A\" -> \"B\"", "class=\"attack\"", "label=\"attack\\n16 Jan 2024\\nconfidence 0.5");
    assert_statement(
        text, "\"A\" -> \"B\"", "class=\"attack\"",
        " tooltip=\"16 Jan 2024: attack, code 195, confidence 0.5. Missiles \\\\ drones [A \\\"paper\\\"]\"");
    free(text);
    ent_graph_free(graph);
}

static void assert_penwidth(double strength, const char *expected) {
    uint32_t from = 0, to = 1;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 2;
    list.edge_count = 1;
    list.from = &from;
    list.to = &to;
    list.positive = &strength;
    ent_network *network;
    ent_buffer *buffer;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_dot_write(&sink, network, NULL, NULL, NULL, NULL), ENT_OK);
    assert_statement(ent_buffer_data(buffer), "\"0\" -> \"1\"", "dir=none", expected);
    ent_buffer_free(buffer);
    ent_network_free(network);
}

/* 0.8 + 0.8 log2(1 + s), at most 5. */
static void test_width_grows_with_the_logarithm_of_strength(void **state) {
    (void)state;
    assert_penwidth(1.0, "penwidth=1.60");
    assert_penwidth(3.0, "penwidth=2.40");
    assert_penwidth(15.0, "penwidth=4.00");
    assert_penwidth(1e300, "penwidth=5.00");
}

/* ---- Boxes, legend, path, title ----------------------------------------------------------------------------------- */

static ent_graph *envoys(void) {
    ent_graph *graph = two_states();
    ent_id envoy = io_actor(graph, "envoy", "The Envoy", ENT_ACTOR_OFFICIAL);
    ent_id minister = io_actor(graph, "minister", "The Minister", ENT_ACTOR_OFFICIAL);
    io_serve(graph, envoy, 0, "2023-01-01/2023-12-31", "Ambassador");
    io_serve(graph, minister, 1, NULL, "Foreign Minister");
    io_relate(graph, ENT_KIND_DIPLOMATIC, envoy, minister, "2024-01-16", 1);
    return graph;
}

static void test_officials_are_boxed_with_whom_they_serve(void **state) {
    (void)state;
    ent_graph *graph = envoys();
    ent_view view = ENT_VIEW_INIT;
    view.since = io_day("2024-01-01");
    char *text = draw(graph, &view, NULL);
    assert_in(text, "subgraph \"cluster_B\" {\n    label=\"Borduria\"");
    assert_in(text, "\"minister\" [label=\"The Minister\\nForeign Minister\"");
    assert_not_in(text, "\"cluster_A\""); /* he served until 2023 */
    assert_in(text, "\"envoy\" [label=\"The Envoy\"");
    free(text);
    text = draw(graph, NULL, NULL);
    assert_in(text, "\"cluster_A\"");
    free(text);
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.no_clusters = 1;
    text = draw(graph, NULL, &options);
    assert_not_in(text, "\"cluster_B\"");
    free(text);
    ent_graph_free(graph);
}

/* Two who are part of each other: no box, no endless climb. */
static void test_a_cycle_of_affiliations_is_no_box(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    ent_id x = io_actor(graph, "x", NULL, ENT_ACTOR_ORGANISATION),
           y = io_actor(graph, "y", NULL, ENT_ACTOR_ORGANISATION);
    ent_relation relation = io_relation(ENT_KIND_AFFILIATION, &x, &y, NULL);
    relation.affiliation = ENT_AFFILIATION_PART_OF;
    io_add(graph, &relation);
    relation.from = &y;
    relation.to = &x;
    io_add(graph, &relation);
    io_relate(graph, ENT_KIND_DIPLOMATIC, x, y, NULL, 1);
    char *text = draw(graph, NULL, NULL);
    assert_not_in(text, "\"cluster_");
    free(text);
    ent_graph_free(graph);
}

static void test_the_legend_names_what_occurs(void **state) {
    (void)state;
    ent_graph *graph = envoys();
    io_relate(graph, ENT_KIND_ATTACK, 0, 1, NULL, -10);
    char *text = draw(graph, NULL, NULL);
    assert_in(text, "subgraph cluster_legend");
    assert_in(text, "label=\"attack\\n \"");
    assert_in(text, "label=\"diplomatic, cooperative\\n \"");
    assert_in(text, "\"legend official\"");
    assert_not_in(text, "diplomatic, hostile");
    assert_not_in(text, "\"legend armed group\"");
    free(text);
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.no_legend = 1;
    text = draw(graph, NULL, &options);
    assert_not_in(text, "legend");
    free(text);
    ent_graph_free(graph);
}

static void test_a_path_stands_out(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    io_actor(graph, "C", NULL, ENT_ACTOR_STATE);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, NULL, 3);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, NULL, -3);
    io_relate(graph, ENT_KIND_DIPLOMATIC, 1, 2, NULL, 3);
    uint32_t nodes[2] = {0, 1};
    ent_path path = ENT_PATH_INIT;
    path.hops = 1;
    path.nodes = nodes;
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.path = &path;
    char *text = draw(graph, NULL, &options);
    assert_statement(text, "\"A\" [", "Aland", "penwidth=3");
    assert_statement(text, "\"A\" -> \"B\"", "class=\"cooperative\"", "color=\"#009E73\"");
    assert_statement(text, "\"A\" -> \"B\"", "class=\"hostile\"", "color=\"#CC79A740\""); /* no path rests on it */
    assert_statement(text, "\"B\" -> \"C\"", "class=\"cooperative\"", "color=\"#009E7340\"");
    free(text);
    ent_graph_free(graph);
}

static void test_titles(void **state) {
    (void)state;
    ent_graph *graph = two_states();
    io_relate(graph, ENT_KIND_DIPLOMATIC, 0, 1, NULL, 3);
    ent_view view = ENT_VIEW_INIT;
    view.since = io_day("2024-01-16");
    view.until = io_day("2024-01-18");
    char *text = draw(graph, &view, NULL);
    assert_in(text, "  label=\"16–18 Jan 2024\";\n");
    free(text);
    assert_int_equal(ent_graph_set_title(graph, "A \"case\"", NULL), ENT_OK);
    text = draw(graph, &view, NULL);
    assert_in(text, "  label=\"A \\\"case\\\"\\n16–18 Jan 2024\";\n");
    free(text);
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.title = "Mine \\N";
    text = draw(graph, &view, &options);
    assert_in(text, "  label=\"Mine \\\\N\";\n");
    free(text);
    ent_graph_free(graph);
}

/* ---- Without a graph, and what is refused ------------------------------------------------------------------------- */

static ent_network *three_numbers(void) {
    static const uint32_t from[] = {0, 1}, to[] = {1, 2};
    static const double positive[] = {2.5, 0}, negative[] = {0, 1};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 3;
    list.directed = 1;
    list.edge_count = 2;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.negative = negative;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

static void test_numbers_and_signs_without_a_graph(void **state) {
    (void)state;
    ent_network *network = three_numbers();
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_dot_write(&sink, network, NULL, NULL, NULL, NULL), ENT_OK);
    const char *text = ent_buffer_data(buffer);
    assert_statement(text, "\"0\" -> \"1\"", "class=\"positive\"", "label=\" 2.5\"");
    assert_statement(text, "\"0\" -> \"1\"", "class=\"positive\"", "dir=forward");
    assert_statement(text, "\"1\" -> \"2\"", "class=\"negative\"", "style=dashed");
    ent_buffer_free(buffer);
    ent_network_free(network);
}

static ent_status refuse(void *context, const char *bytes, size_t length, ent_error *error) {
    (void)context, (void)bytes, (void)length, (void)error;
    return ENT_EIO;
}

static void test_refusals(void **state) {
    (void)state;
    ent_graph *graph = envoys(), *other = two_states();
    ent_network *network = io_compile(graph, NULL), *numbers = three_numbers();
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer), broken = {refuse, NULL};
    ent_error error;
    assert_int_equal(ent_dot_write(&sink, network, other, NULL, NULL, &error), ENT_EINVAL);
    assert_in(error.message, "actor 3");
    assert_int_equal(ent_dot_write(&sink, numbers, graph, NULL, NULL, &error), ENT_EINVAL);
    uint32_t nodes[1] = {9};
    ent_path path = ENT_PATH_INIT;
    path.nodes = nodes;
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    options.path = &path;
    assert_int_equal(ent_dot_write(&sink, network, graph, &options, NULL, &error), ENT_EINVAL);
    assert_in(error.message, "node 9");
    options.size = 0;
    assert_int_equal(ent_dot_write(&sink, network, graph, &options, NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_buffer_size(buffer), 0);
    assert_int_equal(ent_dot_write(&broken, network, graph, NULL, NULL, NULL), ENT_EIO);
    ent_buffer_free(buffer);
    ent_network_free(network);
    ent_network_free(numbers);
    ent_graph_free(graph);
    ent_graph_free(other);
}

static void test_nothing_to_draw(void **state) {
    (void)state;
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    char *text = draw(graph, NULL, NULL);
    assert_in(text, "digraph");
    free(text);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_shown_as_it_is),
        cmocka_unit_test(test_names_are_wrapped),
        cmocka_unit_test(test_days_in_words),
        cmocka_unit_test(test_hostile_names_stay_in_quotes),
        cmocka_unit_test(test_the_same_graph_gives_the_same_bytes),
        cmocka_unit_test(test_kinds_look_different),
        cmocka_unit_test(test_a_blow_and_the_counterblow_are_two_lines),
        cmocka_unit_test(test_what_else_runs_both_ways_is_one_line),
        cmocka_unit_test(test_a_mutual_relation_is_drawn_once_in_a_directed_network),
        cmocka_unit_test(test_direction_survives_the_roll_up),
        cmocka_unit_test(test_mediators_stand_between_the_parties),
        cmocka_unit_test(test_labels_and_tooltips_carry_the_evidence),
        cmocka_unit_test(test_width_grows_with_the_logarithm_of_strength),
        cmocka_unit_test(test_officials_are_boxed_with_whom_they_serve),
        cmocka_unit_test(test_a_cycle_of_affiliations_is_no_box),
        cmocka_unit_test(test_the_legend_names_what_occurs),
        cmocka_unit_test(test_a_path_stands_out),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_numbers_and_signs_without_a_graph),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_nothing_to_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
