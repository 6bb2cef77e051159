/*
 * A graph from columns that are not trusted. Actors and sources are added one by one by the rules of the store; relations are
 * left where they lie, in the file's mapping, after every one has been looked at: plain ones by a short check on all threads, those
 * with a side record or an affiliation by the store's own check. O(everything).
 */
#include "../base/parallel.h"
#include "image.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

/* Relations or origins in one item of work. */
#define BLOCK ((size_t)1 << 16)

/* One message for what no writer of ours makes: a file that passed its checksums and still is not right. */
static ent_status wrong(ent_error *error, const char *what, size_t number) {
    return ent__fail(error, ENT_EFORMAT, "%s %zu of the graph file is not as it must be", what, number);
}

static const void *items_of(const ent__image *image, ent__column_name column) {
    return image->columns[column].items;
}

static size_t count_of(const ent__image *image, ent__column_name column) {
    return image->columns[column].count;
}

/* ---- Texts -------------------------------------------------------------------------------------------------------- */

/* Each text must get the number of its place: a text that is there twice would shift all behind it. */
static ent_status adopt_strings(ent__strings *strings, const ent__image *image, ent__column_name column,
                                ent_error *error) {
    const char *bytes = items_of(image, column);
    size_t length = count_of(image, column);
    if (length && bytes[length - 1]) {
        return ent__fail(error, ENT_EFORMAT, "the last text of the graph file does not end");
    }
    for (size_t at = 0, expected = 0; at < length; expected++) {
        uint32_t number;
        size_t size = strlen(bytes + at);
        ent_status status = ent__strings_intern(&number, strings, bytes + at, size, error);
        if (status != ENT_OK) {
            return status;
        }
        if (number != expected) {
            return wrong(error, "text", expected);
        }
        at += size + 1;
    }
    return ENT_OK;
}

/* The text of a number (NULL for ENT_NONE), which must be UTF-8 unless it is a path; false if there is none. */
static bool text_at(const char **text, const ent_graph *graph, uint32_t number, bool is_path) {
    *text = NULL;
    if (number == ENT_NONE) {
        return true;
    }
    if (number >= graph->texts.count) {
        return false;
    }
    *text = graph->texts.texts[number];
    return is_path || ent__utf8_valid(*text, strlen(*text), NULL);
}

/* `count` texts in a row; false if one is none. */
static bool texts_at(const char **texts, const ent_graph *graph, const uint32_t *numbers, size_t count, bool needed) {
    for (size_t i = 0; i < count; i++) {
        if (!text_at(&texts[i], graph, numbers[i], false) || (needed && !texts[i])) {
            return false;
        }
    }
    return true;
}

static ent_status adopt_head(ent_graph *graph, const ent__image *image, ent_error *error) {
    const uint32_t *head = items_of(image, ENT__COLUMN_HEAD);
    if (count_of(image, ENT__COLUMN_HEAD) != 2 || !text_at(&graph->title, graph, head[0], false) ||
        !text_at(&graph->description, graph, head[1], false)) {
        return ent__fail(error, ENT_EFORMAT, "the head of the graph file is not as it must be");
    }
    return ENT_OK;
}

/* ---- Actors and sources ------------------------------------------------------------------------------------------- */

/* One actor: its row and its texts (`left` of them), of which it takes *used. */
static ent_status adopt_actor(ent_graph *graph, const uint32_t *row, const uint32_t *texts, size_t left, size_t *used,
                              ent_error *error) {
    ent_actor actor = ENT_ACTOR_INIT;
    const char *own[4];
    size_t aliases = row[5], codes = row[6];
    *used = aliases + 2 * codes;
    if (aliases > left || codes > left || *used > left || !texts_at(own, graph, row, 4, false)) {
        return wrong(error, "actor", graph->actor_count);
    }
    const char **lists = ent__calloc(*used, sizeof(char *));
    ent_code *pairs = ent__calloc(codes, sizeof *pairs);
    ent_status status = lists && pairs ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK && !texts_at(lists, graph, texts, *used, true)) {
        status = wrong(error, "actor", graph->actor_count);
    }
    for (size_t i = 0; status == ENT_OK && i < codes; i++) {
        pairs[i] = (ent_code){lists[aliases + 2 * i], lists[aliases + 2 * i + 1]};
    }
    if (status == ENT_OK) {
        actor = (ent_actor){sizeof actor, own[0], own[1],      (ent_actor_kind)(row[4] & 0xff),
                            own[2],       lists,  aliases,     pairs,
                            codes,        own[3], row[4] >> 8, 0};
        status = ent_graph_add_actor(NULL, graph, &actor, error);
    }
    free((void *)lists);
    free(pairs);
    return status;
}

/* By the store's own addition, so that its rules hold and its indexes are made; actors are few. */
static ent_status adopt_actors(ent_graph *graph, const ent__image *image, ent_error *error) {
    const uint32_t *rows = items_of(image, ENT__COLUMN_ACTORS), *texts = items_of(image, ENT__COLUMN_ACTOR_TEXTS);
    size_t left = count_of(image, ENT__COLUMN_ACTOR_TEXTS), used;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count_of(image, ENT__COLUMN_ACTORS); i++) {
        status = adopt_actor(graph, rows + 7 * i, texts, left, &used, error);
        if (status == ENT_OK) {
            texts += used;
            left -= used;
        }
    }
    return status;
}

static ent_status adopt_sources(ent_graph *graph, const ent__image *image, ent_error *error) {
    const uint32_t *rows = items_of(image, ENT__COLUMN_SOURCES);
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count_of(image, ENT__COLUMN_SOURCES); i++) {
        const char *own[5];
        if (!texts_at(own, graph, rows + 5 * i, 5, false)) {
            return wrong(error, "source", i);
        }
        ent_source source = {sizeof source, own[0], own[1], own[2], own[3], own[4]};
        status = ent_graph_add_source(NULL, graph, &source, error);
    }
    return status;
}

/* ---- Relations ---------------------------------------------------------------------------------------------------- */

/* Written so that no sum can overflow. */
static bool is_list(const ent_graph *graph, const ent__list *list) {
    return list->start <= graph->list_count && list->count <= graph->list_count - list->start;
}

static ent_status adopt_extras(ent_graph *graph, const ent__image *image, ent_error *error) {
    const char *rows = items_of(image, ENT__COLUMN_EXTRAS);
    size_t count = count_of(image, ENT__COLUMN_EXTRAS);
    if (!ENT__RESERVE(graph->extras, graph->extra_capacity, count)) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++, rows += ent__column_size(ENT__COLUMN_EXTRAS)) {
        uint32_t numbers[6];
        uint64_t starts[3];
        const char *own[3];
        memcpy(numbers, rows, sizeof numbers);
        memcpy(starts, rows + sizeof numbers, sizeof starts);
        if (!texts_at(own, graph, numbers, 3, false)) {
            return wrong(error, "side record", i);
        }
        ent__extra extra = {
            own[0], own[1], own[2], {starts[0], numbers[3]}, {starts[1], numbers[4]}, {starts[2], numbers[5]}};
        if (!is_list(graph, &extra.from) || !is_list(graph, &extra.to) || !is_list(graph, &extra.sources)) {
            return wrong(error, "side record", i);
        }
        graph->extras[graph->extra_count++] = extra;
    }
    return ENT_OK;
}

/* With several actors on a side the record names the first of each, as the store writes it. */
static bool is_many(const ent_graph *graph, const ent__relation *relation) {
    const ent__extra *extra = &graph->extras[relation->extra];
    return extra->from.count && extra->to.count && (extra->from.count > 1 || extra->to.count > 1) &&
           graph->lists[extra->from.start] == relation->from && graph->lists[extra->to.start] == relation->to;
}

/* What can be asked of a record alone: it leads nowhere that is not. */
static bool is_sound(const ent_graph *graph, const ent__relation *relation) {
    bool many = relation->kind & ENT__MANY;
    return relation->kind < 2 * ENT__MUTUAL && relation->from < graph->actor_count &&
           relation->to < graph->actor_count && relation->code <= graph->codes.count &&
           (relation->extra == ENT_NONE ? !many
                                        : relation->extra < graph->extra_count && (!many || is_many(graph, relation)));
}

/* The rules of ent__relation_check() for a record without side record that is no affiliation. */
static bool is_good_event(const ent__relation *relation) {
    return relation->from != relation->to && relation->first <= relation->last && relation->tone >= -10.0 &&
           relation->tone <= 10.0 && relation->confidence > 0.0 && relation->confidence <= 1.0 &&
           ent__relation_affiliation(relation) == ENT_AFFILIATION_NONE &&
           relation->status < (ent__relation_kind(relation) == ENT_KIND_MEDIATION ? ENT_MEDIATION_STATUS_COUNT : 1);
}

static bool is_plain(const ent__relation *relation) {
    return relation->extra == ENT_NONE && ent__relation_kind(relation) != ENT_KIND_AFFILIATION;
}

/* The check of all relations: which blocks have some that need the store's own. */
typedef struct relations_check {
    const ent_graph *graph;
    bool *has_special; /* of each block */
} relations_check;

static size_t block_end(size_t block, size_t count) {
    return count - block * BLOCK < BLOCK ? count : (block + 1) * BLOCK;
}

static size_t blocks_of(size_t count) {
    return count / BLOCK + (count % BLOCK > 0);
}

static ent_status check_block(void *context, uint32_t worker, size_t item, ent_error *error) {
    const relations_check *check = context;
    const ent_graph *graph = check->graph;
    size_t end = block_end(item, graph->relation_count);
    bool has_special = false;
    (void)worker;
    for (size_t i = item * BLOCK; i < end; i++) {
        const ent__relation *relation = &graph->relations[i];
        double weight = ent__graph_weight(graph, (ent_id)i);
        if (!is_sound(graph, relation) || (is_plain(relation) && !is_good_event(relation)) ||
            !(weight > 0.0 && weight <= DBL_MAX)) {
            return wrong(error, "relation", i);
        }
        has_special = has_special || !is_plain(relation);
    }
    check->has_special[item] = has_special;
    return ENT_OK;
}

/* By the store's own check; notes its id and its place on the way upward. */
static ent_status check_special(ent_graph *graph, ent_id number, ent_error *error) {
    ent_relation read = ENT_RELATION_INIT;
    ent_status status = ent_graph_get_relation(&read, graph, number, error);
    if (status == ENT_OK) {
        status = ent__relation_check(graph, &read, error);
    }
    if (status == ENT_OK && read.id) {
        status = ent__map_put(&graph->relation_ids, ent__graph_text_number(graph, read.id), number, error);
    }
    if (status == ENT_OK &&
        (read.affiliation == ENT_AFFILIATION_SERVES || read.affiliation == ENT_AFFILIATION_PART_OF)) {
        ent__actor *actor = &graph->actors[read.from[0]];
        if (!ENT__RESERVE(actor->employers, actor->employer_capacity, actor->employer_count + 1)) {
            return ent__fail_memory(error);
        }
        actor->employers[actor->employer_count++] = number;
    }
    return status;
}

/* Codes are looked at once each, on a relation that has nothing else. */
static ent_status check_codes(const ent_graph *graph, ent_error *error) {
    ent_status status = ENT_OK;
    static const ent_id ends[2] = {0, 1};
    if (graph->codes.count >= UINT16_MAX) {
        return ent__fail(error, ENT_EFORMAT, "the graph file has %zu event codes; expected fewer than %d",
                         graph->codes.count, UINT16_MAX);
    }
    for (size_t i = 0; status == ENT_OK && graph->actor_count > 1 && i < graph->codes.count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        relation.from = &ends[0];
        relation.to = &ends[1];
        relation.from_count = relation.to_count = 1;
        relation.code = graph->codes.texts[i];
        status = ent__relation_check(graph, &relation, error);
    }
    return status;
}

/* An array of the graph that stays in the mapping: not its own, which capacity 0 says. */
static void *take(const ent__image *image, ent__column_name column, size_t *count) {
    const ent__column *taken = &image->columns[column];
    *count = taken->count;
    return taken->count ? taken->items : NULL;
}

/* One after another: they share the map of ids and the actors' ways upward. */
static ent_status check_specials(ent_graph *graph, const bool *has_special, ent_error *error) {
    ent_status status = ENT_OK;
    for (size_t block = 0; block < blocks_of(graph->relation_count); block++) {
        size_t end = has_special[block] ? block_end(block, graph->relation_count) : 0;
        for (size_t i = block * BLOCK; status == ENT_OK && i < end; i++) {
            if (!is_plain(&graph->relations[i])) {
                status = check_special(graph, (ent_id)i, error);
            }
        }
    }
    return status;
}

static ent_status check_relations(ent_graph *graph, const ent_run *run, ent_error *error) {
    size_t blocks = blocks_of(graph->relation_count);
    relations_check check = {graph, ent__calloc(blocks, sizeof(bool))};
    if (!check.has_special) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__parallel(blocks, ent__threads(run), check_block, &check, NULL, error);
    if (status == ENT_OK) {
        status = check_specials(graph, check.has_special, error);
    }
    free(check.has_special);
    return status;
}

static ent_status adopt_relations(ent_graph *graph, const ent__image *image, const ent_run *run, ent_error *error) {
    if (count_of(image, ENT__COLUMN_RELATIONS) >= ENT_NONE) {
        return ent__fail(error, ENT_ELIMIT, "a graph has room for %u relations", ENT_NONE - 1);
    }
    graph->lists = take(image, ENT__COLUMN_LISTS, &graph->list_count);
    ent_status status = adopt_extras(graph, image, error);
    if (status == ENT_OK) {
        status = check_codes(graph, error);
    }
    graph->relations = take(image, ENT__COLUMN_RELATIONS, &graph->relation_count);
    graph->weights = take(image, ENT__COLUMN_WEIGHTS, &graph->weight_count);
    if (status == ENT_OK && graph->weight_count > graph->relation_count) {
        status = ent__fail(error, ENT_EFORMAT, "the graph file has weights of no relation");
    }
    return status == ENT_OK ? check_relations(graph, run, error) : status;
}

/* ---- Origins ------------------------------------------------------------------------------------------------------ */

static ent_status adopt_file(ent_graph *graph, const char *row, const uint64_t *marks, uint64_t left, uint64_t *used,
                             ent_error *error) {
    uint32_t numbers[4], file;
    uint64_t sizes[2];
    const char *path, *format;
    memcpy(numbers, row, sizeof numbers);
    memcpy(sizes, row + sizeof numbers, sizeof sizes);
    *used = sizes[1];
    if (!text_at(&path, graph, numbers[0], true) || !text_at(&format, graph, numbers[1], false) || !path || !format ||
        numbers[2] > 7 || sizes[1] > left) {
        return wrong(error, "file", graph->origins.file_count);
    }
    ent_status status = ent__graph_add_file(&file, graph, path, format, error);
    for (uint64_t i = 0; status == ENT_OK && i < sizes[1]; i++) {
        ent__origin_mark mark = {marks[2 * i], (uint32_t)marks[2 * i + 1]};
        if (marks[2 * i + 1] > UINT32_MAX || marks[2 * i] > sizes[0] ||
            (i && (marks[2 * i + 1] <= marks[2 * i - 1] || marks[2 * i] <= marks[2 * i - 2]))) {
            return wrong(error, "file", file);
        }
        status = ent__graph_mark_line(graph, file, mark, error);
    }
    if (status == ENT_OK) {
        ent__origin_file *made = &graph->origins.files[file];
        made->size = sizes[0];
        made->text_ids = numbers[2] & 1u;
        made->rereadable = numbers[2] >> 1 & 1u;
        made->quoted = numbers[2] >> 2 & 1u;
        made->separator = (char)(unsigned char)numbers[3];
        made->newline = (char)(unsigned char)(numbers[3] >> 8);
    }
    return status;
}

static ent_status adopt_files(ent_graph *graph, const ent__image *image, ent_error *error) {
    const char *rows = items_of(image, ENT__COLUMN_FILES);
    const uint64_t *marks = items_of(image, ENT__COLUMN_MARKS);
    uint64_t left = count_of(image, ENT__COLUMN_MARKS), used = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count_of(image, ENT__COLUMN_FILES); i++) {
        status = adopt_file(graph, rows + i * ent__column_size(ENT__COLUMN_FILES), marks, left, &used, error);
        if (status == ENT_OK) {
            marks += 2 * used;
            left -= used;
        }
    }
    return status;
}

/* Runs rise, lie within the relations and share the columns out without a gap. */
static ent_status check_run(const ent_graph *graph, size_t number, uint64_t *relation, uint64_t *column,
                            ent_error *error) {
    const ent__origins *origins = &graph->origins;
    const ent__origin_run *run = &origins->runs[number];
    if (run->first < *relation || (uint64_t)run->first + run->count > graph->relation_count || !run->count ||
        run->column != *column || *column + run->count > origins->count || run->file >= origins->file_count) {
        return wrong(error, "run", number);
    }
    *relation = (uint64_t)run->first + run->count;
    *column += run->count;
    return ENT_OK;
}

/* With a source and a text that are there. */
static ent_status check_origins(void *context, uint32_t worker, size_t item, ent_error *error) {
    const ent_graph *graph = context;
    const ent__origins *origins = &graph->origins;
    size_t end = block_end(item, origins->count);
    const ent__origin_run *run = ent__origins_run_at(origins, item * BLOCK);
    (void)worker;
    for (size_t i = item * BLOCK; i < end; i++) {
        run += i - run->column == run->count;
        size_t relation = run->first + (i - run->column);
        uint32_t publisher = origins->publishers[i];
        uint64_t event = origins->events[i];
        if ((publisher != ENT_NONE && publisher >= graph->source_count) ||
            (origins->files[run->file].text_ids && event != ENT_NONE && event >= graph->texts.count)) {
            return wrong(error, "the origin of relation", relation);
        }
    }
    return ENT_OK;
}

static ent_status adopt_origins(ent_graph *graph, const ent__image *image, const ent_run *run, ent_error *error) {
    ent__origins *origins = &graph->origins;
    size_t lines, publishers;
    ent_status status = adopt_files(graph, image, error);
    origins->runs = take(image, ENT__COLUMN_RUNS, &origins->run_count);
    origins->events = take(image, ENT__COLUMN_EVENTS, &origins->count);
    origins->lines = take(image, ENT__COLUMN_LINES, &lines);
    origins->publishers = take(image, ENT__COLUMN_PUBLISHERS, &publishers);
    if (status == ENT_OK && (lines != origins->count || publishers != origins->count)) {
        status = ent__fail(error, ENT_EFORMAT, "the columns of origins in the graph file differ in length");
    }
    uint64_t relation = 0, column = 0;
    for (size_t i = 0; status == ENT_OK && i < origins->run_count; i++) {
        status = check_run(graph, i, &relation, &column, error);
    }
    if (status == ENT_OK && column != origins->count) {
        status = ent__fail(error, ENT_EFORMAT, "the graph file has origins of no relation");
    }
    return status == ENT_OK
               ? ent__parallel(blocks_of(origins->count), ent__threads(run), check_origins, graph, NULL, error)
               : status;
}

ent_status ent__image_adopt(ent_graph **graph, ent__image *image, const ent_run *run, ent_error *error) {
    ent_graph *made;
    *graph = NULL;
    ent_status status = ent_graph_new(&made, error);
    if (status == ENT_OK) {
        made->mapping = image->mapping;
        image->mapping = (ent__mapping){0};
        status = adopt_strings(&made->texts, image, ENT__COLUMN_TEXTS, error);
    }
    if (status == ENT_OK) {
        status = adopt_strings(&made->codes, image, ENT__COLUMN_CODES, error);
    }
    if (status == ENT_OK) {
        status = adopt_head(made, image, error);
    }
    if (status == ENT_OK) {
        status = adopt_actors(made, image, error);
    }
    if (status == ENT_OK) {
        status = adopt_sources(made, image, error);
    }
    if (status == ENT_OK) {
        status = adopt_relations(made, image, run, error);
    }
    if (status == ENT_OK) {
        status = adopt_origins(made, image, run, error);
    }
    if (status != ENT_OK) {
        ent_graph_free(made);
        /* What the store refuses of a file is a mistake of the file, not of the call. */
        bool is_refused = status == ENT_EINVAL || status == ENT_EEXISTS || status == ENT_EPARSE;
        if (is_refused && error) {
            error->code = ENT_EFORMAT;
        }
        return is_refused ? ENT_EFORMAT : status;
    }
    *graph = made;
    return ENT_OK;
}
