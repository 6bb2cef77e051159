/*
 * entente rank: every actor by a measure, most central first.
 */
#include "answer.h"
#include "certainty.h"
#include "complain.h"
#include "evidence.h"
#include "score.h"

#include <stdlib.h>

static const cli_option rank_options[] = {
    {"measure", 'm', "MEASURE", "%s; betweenness if not given", score_words, false},
    {"mode", 0, "MODE", "with --directed, which ties of an actor to follow; %s; out if not given", mode_words, false},
    {"top", 'n', "N", "only the first N actors", NULL, false},
    CERTAINTY_OPTIONS,
    {"compare", 0, "A B", "with --certainty, which of two actors comes first in how many draws", NULL, false},
    {0},
};

static const cli_column columns[] = {
    {"rank", "rank", LOOK_FAINT}, {"id", NULL, LOOK_PLAIN},       {"name", "actor", LOOK_NAME},
    {"kind", "kind", LOOK_PLAIN}, {"score", "score", LOOK_PLAIN}, {0},
};

/* The score, rank and order of every node; free() them. */
typedef struct cli_ranking {
    uint32_t count;
    double *scores;
    uint32_t *order, *ranks;
} cli_ranking;

static cli_ranking rank_network(const cli_question *question, const ent_network *network, cli_score *score) {
    cli_ranking made = {.count = ent_network_node_count(network)};
    ent_error error;
    made.scores = find_scores(question, network, score);
    made.order = allocate(made.count, sizeof *made.order);
    made.ranks = allocate(made.count, sizeof *made.ranks);
    if (ent_rank(made.order, made.ranks, made.scores, made.count, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return made;
}

static void ranking_free(cli_ranking *ranking) {
    free(ranking->scores);
    free(ranking->order);
    free(ranking->ranks);
}

static void add_ranked(cJSON *list, const cli_question *question, const ent_network *network,
                       const cli_ranking *ranking) {
    unsigned top = argument_number(question->arguments, "top", ENT_NONE);
    for (uint32_t i = 0; i < ranking->count && i < top; i++) {
        uint32_t node = ranking->order[i];
        ent_actor actor = ENT_ACTOR_INIT;
        ent_graph_get_actor(&actor, question->graph, ent_network_actor(network, node), NULL);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "rank", ranking->ranks[node]);
        cJSON_AddStringToObject(row, "id", actor.id);
        cJSON_AddStringToObject(row, "name", actor.name);
        cJSON_AddStringToObject(row, "kind", ent_actor_kind_name(actor.kind));
        cJSON_AddNumberToObject(row, "score", ranking->scores[node]);
        cJSON_AddItemToArray(list, row);
    }
}

static int rank_once(const cli_question *question, cli_score *score) {
    ent_network *network = question_compile(question);
    cli_ranking ranking = rank_network(question, network, score);
    cJSON *answer = question_answer(question);
    cJSON_AddStringToObject(answer, "measure", score->name);
    cJSON *actors = cJSON_AddArrayToObject(answer, "actors");
    add_ranked(actors, question, network, &ranking);
    cli_section section = {format_text("Actors by %s", score->name), columns, actors};
    answer_write(question->arguments, answer, &section, 1, &section);
    int status = ranking.count ? EXIT_ANSWER : no_answer("rank: the question leaves no tie");
    ranking_free(&ranking);
    ent_network_free(network);
    return status;
}

static int rank(const cli_arguments *arguments) {
    cli_question question;
    expect_with(arguments, "seed", "certainty");
    expect_with(arguments, "draw", "certainty");
    expect_with(arguments, "compare", "certainty");
    question_read(&question, arguments, ENT_KINDS_EVENTS, "unit");
    cli_score score = read_score(&question);
    int status =
        argument(arguments, "certainty") ? rank_with_certainty(&question, &score) : rank_once(&question, &score);
    question_free(&question);
    return status;
}

const cli_command rank_command = {
    .name = "rank",
    .usage = "FILE... [--measure MEASURE]",
    .summary = "who is most central",
    .details =
        "Orders the actors by a measure; equal scores share a rank. With --weight count or tone, the measures of\n"
        "distance take the inverse of a tie's strength as its length, and the others the strength itself. Those of\n"
        "signed ties go by the sign of a tie alone: signed_degree is friendly less hostile neighbours. Those in time\n"
        "count journeys with the fewest steps on which no meeting comes before one that it follows.\n"
        "With --certainty each draw takes as many sources as there are, some of them several times, and leaves out a\n"
        "relation as often as its confidence says; what the ranking is without each source stands below, and with\n"
        "--compare in which share of the draws the one of two actors comes first.",
    .example = "entente rank crisis.json --measure betweenness --rollup --since 2024-01-16 --top 5",
    .options = rank_options,
    .run = rank,
};
