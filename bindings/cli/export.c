/*
 * entente export: the network in a format of other programs, or the relations the question leaves as a document or graph file.
 */
#include "answer.h"
#include "complain.h"
#include "question.h"
#include "save.h"

#include <string.h>

static const char *const format_words[] = {"json", "graphml", "gexf", "dot", "entente", NULL};
static const cli_option export_options[] = {
    {"format", 0, "FORMAT",
     "%s; by the ending of --output if not given. json: node-link as networkx reads it; entente: the relations "
     "the question leaves, all actors and affiliations, as a document, or as a graph file if --output ends in .entente",
     format_words, false},
    {"to-format", 0, "FORMAT", "the same", format_words, false},
    {0},
};

static ent_status write_dot(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                            const ent_export_options *options, const ent_run *run, ent_error *error) {
    (void)options;
    return ent_dot_write(sink, network, graph, NULL, run, error);
}

/* By the order of the words; the document is written from a graph. */
static ent_status (*const writers[])(const ent_sink *, const ent_network *, const ent_graph *,
                                     const ent_export_options *, const ent_run *, ent_error *) = {
    ent_node_link_write, ent_graphml_write, ent_gexf_write, write_dot, NULL};

/* The position of a format's word. */
static size_t read_format(const cli_arguments *arguments) {
    const char *word = argument(arguments, "format"), *path = argument(arguments, "output");
    word = word ? word : argument(arguments, "to-format");
    const char *ending = path ? strrchr(path, '.') : NULL;
    if (!word && !ending) {
        fail_usage(arguments->command, "export: no format; expected --format, or an --output that ends in one");
    }
    const char *asked = word ? word : ending + 1;
    for (size_t i = 0; format_words[i]; i++) {
        if (strcmp(asked, format_words[i]) == 0) {
            return i;
        }
    }
    if (strcmp(asked, "gv") == 0) {
        return 3;
    }
    fail_usage(arguments->command,
               "export: no format has the ending .%s; expected --format, or one of .json, .graphml, "
               ".gexf, .dot, .gv, .entente",
               asked);
}

static int export(const cli_arguments *arguments) {
    cli_question question;
    cli_output output;
    ent_error error;
    ent_status status;
    size_t format = read_format(arguments);
    question_read(&question, arguments, ENT_KINDS_EVENTS, "count");
    ent_network *network = question_compile(&question);
    int answer = EXIT_ANSWER;
    if (ent_network_node_count(network) == 0) {
        answer = no_answer("export: the question leaves no tie to write");
    } else if (writers[format]) {
        output_open(&output, arguments);
        status = writers[format](&output.sink, network, question.graph, NULL, NULL, &error);
        output_close(&output, status, &error);
    } else {
        ent_graph *selected = question_select(&question, NULL);
        save_graph(arguments, selected);
        ent_graph_free(selected);
    }
    ent_network_free(network);
    question_free(&question);
    return answer;
}

const cli_command export_command = {
    .name = "export",
    .usage = "FILE... [--format FORMAT] [-o FILE]",
    .summary = "write the network for other programs",
    .details = NULL,
    .example = "entente export crisis.json --rollup --directed -o crisis.graphml",
    .options = export_options,
    .has_no_format = true,
    .run = export,
};
