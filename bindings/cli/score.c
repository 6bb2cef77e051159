/*
 * Measures and the scores beside them by one name: see score.h. What the library asks of a scorer holds: the same network has the
 * same scores, on any thread.
 */
#include "score.h"
#include "complain.h"

#include <stdlib.h>
#include <string.h>

/* ---- Scores that are no measures ---------------------------------------------------------------------------------- */

static ent_status score_signed_degree(double *scores, const ent_network *network, void *context, const ent_run *run,
                                      ent_error *error) {
    const cli_score *score = context;
    uint32_t count = ent_network_node_count(network);
    uint32_t *positive = allocate(count, sizeof *positive), *negative = allocate(count, sizeof *negative);
    ent_status status = ent_signed_degree(positive, negative, network, score->options.mode, NULL, error);
    (void)run;
    for (uint32_t node = 0; status == ENT_OK && node < count; node++) {
        scores[node] = (double)positive[node] - negative[node];
    }
    free(positive);
    free(negative);
    return status;
}

static ent_status score_pn_index(double *scores, const ent_network *network, void *context, const ent_run *run,
                                 ent_error *error) {
    const cli_score *score = context;
    return ent_pn_index(scores, network, score->options.mode, NULL, run, error);
}

static ent_status score_signed_eigenvector(double *scores, const ent_network *network, void *context,
                                           const ent_run *run, ent_error *error) {
    (void)context;
    return ent_signed_eigenvector(scores, NULL, network, NULL, run, error);
}

static ent_status score_temporal_closeness(double *scores, const ent_contacts *contacts, void *context,
                                           const ent_run *run, ent_error *error) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    (void)context;
    options.objective = ENT_FEWEST_HOPS;
    return ent_contacts_closeness(scores, contacts, &options, run, error);
}

static ent_status score_temporal_betweenness(double *scores, const ent_contacts *contacts, void *context,
                                             const ent_run *run, ent_error *error) {
    (void)context;
    return ent_contacts_betweenness(scores, contacts, NULL, run, error);
}

/* Scores that are no measures: X(name, of a network, of contacts, whether it has a use for --mode). */
#define SCORE_MAP(X)                                                                                                   \
    X("signed_degree", score_signed_degree, NULL, true)                                                                \
    X("pn_index", score_pn_index, NULL, true)                                                                          \
    X("signed_eigenvector", score_signed_eigenvector, NULL, false)                                                     \
    X("temporal_closeness", NULL, score_temporal_closeness, false)                                                     \
    X("temporal_betweenness", NULL, score_temporal_betweenness, false)

#define MEASURE_WORD(code, name, text) text,
#define SCORE_WORD(name, scorer, contacts_scorer, has_mode) name,
const char *const score_words[] = {ENT_MEASURE_MAP(MEASURE_WORD) SCORE_MAP(SCORE_WORD) NULL};

#define SCORE_ROW(name, scorer, contacts_scorer, has_mode) {name, scorer, contacts_scorer, has_mode},
static const struct {
    const char *name;
    ent_scorer *scorer;
    ent_contacts_scorer *contacts_scorer;
    bool has_mode;
} others[] = {SCORE_MAP(SCORE_ROW)};

/* ---- One name ----------------------------------------------------------------------------------------------------- */

cli_score read_score(const cli_question *question) {
    const cli_arguments *arguments = question->arguments;
    const char *name = argument(arguments, "measure");
    cli_score score = {.measure = read_measure(arguments, ENT_MEASURE_BETWEENNESS)};
    for (size_t i = 0; name && i < sizeof others / sizeof *others; i++) {
        if (strcmp(name, others[i].name) != 0) {
            continue;
        }
        if (argument(arguments, "mode") && !others[i].has_mode) {
            fail_usage(arguments->command, "%s: %s has no use for --mode; leave it out", arguments->command->name,
                       name);
        }
        score.name = others[i].name;
        score.scorer = others[i].scorer;
        score.contacts_scorer = others[i].contacts_scorer;
        score.options.mode = read_mode(arguments);
        return score;
    }
    score.name = ent_measure_name(score.measure);
    score.options = measure_options(question, score.measure);
    return score;
}

static ent_status score_contacts(double *scores, const cli_question *question, cli_score *score, ent_error *error) {
    ent_contacts *contacts;
    ent_status status = ent_contacts_compile(&contacts, question->graph, &question->view, 0, NULL, error);
    if (status == ENT_OK) {
        status = score->contacts_scorer(scores, contacts, score, NULL, error);
    }
    ent_contacts_free(contacts);
    return status;
}

double *find_scores(const cli_question *question, const ent_network *network, cli_score *score) {
    double *scores = allocate(ent_network_node_count(network), sizeof *scores);
    ent_error error;
    ent_status status = score->contacts_scorer ? score_contacts(scores, question, score, &error)
                        : score->scorer
                            ? score->scorer(scores, network, score, NULL, &error)
                            : ent_network_score(scores, network, score->measure, &score->options, NULL, &error);
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
    return scores;
}

void set_score(ent_certainty_options *options, cli_score *score) {
    options->measure = score->measure;
    options->measure_options = score->scorer || score->contacts_scorer ? NULL : &score->options;
    options->scorer = score->scorer;
    options->contacts_scorer = score->contacts_scorer;
    options->context = score;
}
