/*
 * From rows to relations: the only part that touches the graph. Blocks come in the order of the files, one at a time, so
 * that actors, sources and relations get the numbers that reading row by row would give them. Some 20 ns a row.
 *
 * A thread's numbers become the builder's (one a distinct actor, whichever thread found it), and those the graph's when a
 * row that is kept first needs them.
 */
#include "event_internal.h"
#include "event_table.h"

#include <stdio.h>
#include <stdlib.h>

/* The builder's numbers of what one thread has found, by the thread's own. */
typedef struct known {
    uint32_t *actors, *publishers;
    size_t actor_count, actor_capacity, publisher_count, publisher_capacity;
} known;

struct ent__builder {
    ent_graph *graph;
    const ent_events_options *options;
    const ent__codes *codes;
    ent_events_report *report;
    known *workers;
    uint32_t worker_count;
    size_t first_relation; /* of those that are built */
    ent__strings actor_ids, publisher_names; /* their numbers are the builder's */
    ent__found_actor **actors; /* of each number */
    ent_id *graph_actors, *graph_sources; /* of each number, ENT_NONE: not in the graph yet */
    size_t actor_capacity, graph_actor_capacity, graph_source_capacity;
    uint16_t *graph_codes; /* of each place in `codes`; 0: not in the graph yet */
    ent__field header; /* the last that was written before rejected rows; borrowed from its file */
    ent__seen seen[ENT__EVENT_FORMATS];
    bool is_open[ENT__EVENT_FORMATS];
};

ent_status ent__builder_new(ent__builder **out, ent_graph *graph, const ent_events_options *options,
                            const ent__codes *codes, ent_events_report *report, uint32_t workers, ent_error *error) {
    *out = NULL;
    ent__builder *builder = ent__calloc(1, sizeof *builder);
    if (builder) {
        builder->workers = ent__calloc(workers, sizeof *builder->workers);
        builder->graph_codes = ent__calloc(codes->count, sizeof *builder->graph_codes);
    }
    if (!builder || !builder->workers || !builder->graph_codes) {
        ent__builder_free(builder);
        return ent__fail_memory(error);
    }
    builder->graph = graph;
    builder->options = options;
    builder->codes = codes;
    builder->report = report;
    builder->worker_count = workers;
    builder->first_relation = graph->relation_count;
    *out = builder;
    return ENT_OK;
}

void ent__builder_free(ent__builder *builder) {
    if (!builder) {
        return;
    }
    for (uint32_t i = 0; builder->workers && i < builder->worker_count; i++) {
        free(builder->workers[i].actors);
        free(builder->workers[i].publishers);
    }
    for (size_t i = 0; builder->actors && i < builder->actor_ids.count; i++) {
        free(builder->actors[i]);
    }
    for (int i = 0; i < ENT__EVENT_FORMATS; i++) {
        ent__seen_free(&builder->seen[i]);
    }
    free(builder->workers);
    free(builder->actors);
    free(builder->graph_actors);
    free(builder->graph_sources);
    free(builder->graph_codes);
    ent__strings_free(&builder->actor_ids);
    ent__strings_free(&builder->publisher_names);
    free(builder);
}

/* ---- What threads have found -------------------------------------------------------------------------------------- */

/* Numbers an actor, and takes it over if no thread had found it before. */
static ent_status number_actor(uint32_t *number, ent__builder *builder, ent__found_actor **found, ent_error *error) {
    const char *id = (*found)->spec.id;
    size_t count = builder->actor_ids.count;
    if (!ENT__RESERVE(builder->actors, builder->actor_capacity, count + 1) ||
        !ENT__RESERVE(builder->graph_actors, builder->graph_actor_capacity, count + 1)) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__strings_intern(number, &builder->actor_ids, id, strlen(id), error);
    if (status == ENT_OK && *number == count) {
        builder->actors[count] = *found;
        builder->graph_actors[count] = ENT_NONE;
        *found = NULL;
    }
    return status;
}

static ent_status number_publisher(uint32_t *number, ent__builder *builder, const char *name, ent_error *error) {
    size_t count = builder->publisher_names.count;
    if (!ENT__RESERVE(builder->graph_sources, builder->graph_source_capacity, count + 1)) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__strings_intern(number, &builder->publisher_names, name, strlen(name), error);
    if (status == ENT_OK && *number == count) {
        builder->graph_sources[count] = ENT_NONE;
    }
    return status;
}

/* Numbers what the thread had not met before this block. */
static ent_status absorb(ent__builder *builder, ent__block *block, ent_error *error) {
    known *worker = &builder->workers[block->worker];
    if (!ENT__RESERVE(worker->actors, worker->actor_capacity, worker->actor_count + block->actor_count) ||
        !ENT__RESERVE(worker->publishers, worker->publisher_capacity,
                      worker->publisher_count + block->publisher_count)) {
        return ent__fail_memory(error);
    }
    ent_status status = ENT_OK;
    for (size_t i = 0; i < block->actor_count && status == ENT_OK; i++) {
        status = number_actor(&worker->actors[worker->actor_count++], builder, &block->actors[i], error);
        free(block->actors[i]);
        block->actors[i] = NULL;
    }
    for (size_t i = 0; i < block->publisher_count && status == ENT_OK; i++) {
        uint32_t *number = &worker->publishers[worker->publisher_count++];
        status = number_publisher(number, builder, block->publishers[i], error);
        free(block->publishers[i]);
        block->publishers[i] = NULL;
    }
    if (status == ENT_OK) {
        block->actor_count = block->publisher_count = 0;
    }
    return status;
}

/* ---- Rejected rows ------------------------------------------------------------------------------------------------ */

/* Everything that building one block needs at hand. */
typedef struct work {
    ent__builder *builder;
    ent__event_file *file;
    ent__block *block;
    uint32_t first_line; /* of the block in the file */
    size_t next_rejected;
    size_t pending, kept; /* rows [pending, kept) are to be appended */
    ent_error *error;
} work;

/* The row that begins with a line, which goes on over the next ones where a line end stands in quotes. */
static ent__field text_of(const work *at, uint32_t line) {
    const ent__block *block = at->block;
    size_t start = ent__line_start(block, line), end = ent__line_end(block, line);
    if (at->file->reader->is_quoted) {
        end = ent__record_end((ent__field){block->bytes, block->length}, start, at->file->reader, at->file->newline,
                              true, NULL);
        end -= end > start && block->bytes[end - 1] == at->file->newline;
        end -= end > start && block->bytes[end - 1] == '\r';
    }
    return (ent__field){block->bytes + start, end - start};
}

/* What of a text an error message shows: up to a tab, 40 bytes, printable. */
static void excerpt(char shown[48], ent__field row, uint32_t column) {
    size_t length = 0;
    for (size_t i = column; i < row.length && row.text[i] != '\t' && length < 40; i++) {
        unsigned char byte = (unsigned char)row.text[i];
        shown[length++] = byte < 32 || byte > 126 ? '?' : (char)byte;
    }
    shown[length] = '\0';
}

static ent_status fail_strictly(const work *at, const ent__rejected *rejected, ent__field row) {
    char shown[48];
    excerpt(shown, row, rejected->column);
    uint32_t line = at->first_line + rejected->line + 1;
    return ent__fail_at(at->error, ENT_EFORMAT, line, rejected->column + 1,
                        at->block->offset + ent__line_start(at->block, rejected->line) + rejected->column,
                        "%.200s, line %u: %s: \"%s\"", at->file->path, line, ent_reject_message(rejected->reason),
                        shown);
}

static ent_status write_line(work *at, ent__field line) {
    const ent_sink *rejects = at->builder->options->rejects;
    ent_status status = ent__write(rejects, at->error, line.text, line.length);
    return status == ENT_OK ? ent__write(rejects, at->error, "\n", 1) : status;
}

/* Gives a rejected row to the caller, behind the header of its file unless that stands before them already: so that the rows,
 * once mended, can be read as a file. */
static ent_status hand_out(work *at, ent__field row) {
    ent__builder *builder = at->builder;
    const ent__table *table = at->file->table;
    ent__field header = {table && table->header ? table->header : "", table ? table->header_length : 0};
    bool is_written = builder->header.length == header.length &&
                      memcmp(builder->header.text ? builder->header.text : "", header.text, header.length) == 0;
    builder->header = header;
    ent_status status = is_written || header.length == 0 ? ENT_OK : write_line(at, header);
    return status == ENT_OK ? write_line(at, row) : status;
}

static ent_status reject(work *at, const ent__rejected *rejected) {
    ent_events_report *report = at->builder->report;
    const ent_events_options *options = at->builder->options;
    bool is_strict =
        options->strict == ENT_STRICT_ALL || (options->strict == ENT_STRICT && ent_reject_is_broken(rejected->reason));
    bool is_first = report->rejected[rejected->reason] == 0;
    ent_status status = ENT_OK;
    ent__field row = {"", 0}; /* of most nobody wants the text, which lies in another processor's cache */
    if (is_strict || is_first || options->rejects) {
        row = text_of(at, rejected->line);
    }
    if (is_strict) {
        return fail_strictly(at, rejected, row);
    }
    report->rejected[rejected->reason]++;
    if (is_first) {
        status = ent__report_first(report, rejected->reason, at->block->file, at->first_line + rejected->line,
                                   rejected->column, row, at->error);
    }
    if (status == ENT_OK && options->rejects) {
        status = hand_out(at, row);
    }
    at->file->counts.rejected++;
    return status;
}

/* Those that the format rejected before a line. */
static ent_status reject_before(work *at, uint32_t line) {
    const ent__block *block = at->block;
    ent_status status = ENT_OK;
    while (at->next_rejected < block->rejected_count && block->rejected[at->next_rejected].line < line &&
           status == ENT_OK) {
        status = reject(at, &block->rejected[at->next_rejected++]);
    }
    return status;
}

/* ---- What kept rows need ------------------------------------------------------------------------------------------ */

static bool has_weights(const work *at) {
    return at->file->table && at->file->table->columns[ENT__WEIGHT] >= 0;
}

static ent_status flush(work *at) {
    if (at->kept == at->pending) {
        return ENT_OK;
    }
    const double *weights = has_weights(at) ? at->block->weights + at->pending : NULL;
    ent_status status =
        ent__graph_append_events(at->builder->graph, at->file->graph_file, at->block->rows + at->pending, weights,
                                 at->kept - at->pending, at->error);
    at->pending = at->kept;
    return status;
}

/* Puts an actor into the graph, behind the rows before it: adding it may add its affiliation. */
static ent_status add_actor(work *at, uint32_t number) {
    ent__builder *builder = at->builder;
    ent_status status = flush(at);
    if (status == ENT_OK) {
        status = ent_graph_add_spec(&builder->graph_actors[number], builder->graph, &builder->actors[number]->spec,
                                    at->error);
    }
    return status;
}

static ent_status add_publisher(work *at, uint32_t number) {
    ent__builder *builder = at->builder;
    ent_source source = ENT_SOURCE_INIT;
    source.id = source.publisher = ent__strings_get(&builder->publisher_names, number);
    builder->graph_sources[number] = ent_graph_source_by_id(builder->graph, source.id);
    return builder->graph_sources[number] != ENT_NONE
               ? ENT_OK
               : ent_graph_add_source(&builder->graph_sources[number], builder->graph, &source, at->error);
}

/* ---- Rows with several actors on a side --------------------------------------------------------------------------- */

/* Puts the sides of a row into the graph, with all their actors. */
static ent_status keep_sides(work *at, ent__event *row) {
    ent__builder *builder = at->builder;
    uint32_t *sides = at->block->sides + row->relation.extra, *actors = sides + 2;
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < sides[0] + sides[1] && status == ENT_OK; i++) {
        if (builder->graph_actors[actors[i]] == ENT_NONE) {
            status = add_actor(at, actors[i]);
        }
        actors[i] = builder->graph_actors[actors[i]];
    }
    row->relation.kind |= ENT__MANY;
    return status == ENT_OK
               ? ent__graph_put_sides(&row->relation.extra, builder->graph,
                                      (ent__sides){actors, actors + sides[0], sides[0], sides[1]}, at->error)
               : status;
}

/* ---- Kept rows ---------------------------------------------------------------------------------------------------- */

/* Turns the builder's numbers of a row that is kept into the graph's. */
static ent_status keep(work *at, ent__event *row) {
    ent__builder *builder = at->builder;
    uint32_t from = row->relation.from, to = row->relation.to, code = row->relation.code;
    ent_status status = ENT_OK;
    if (builder->graph_actors[from] == ENT_NONE) {
        status = add_actor(at, from);
    }
    if (status == ENT_OK && builder->graph_actors[to] == ENT_NONE) {
        status = add_actor(at, to);
    }
    if (status == ENT_OK && row->publisher != ENT_NONE) {
        if (builder->graph_sources[row->publisher] == ENT_NONE) {
            status = add_publisher(at, row->publisher);
        }
        row->publisher = builder->graph_sources[row->publisher];
    }
    if (status == ENT_OK && code && builder->graph_codes[code - 1] == 0) {
        status = ent__graph_code_number(&builder->graph_codes[code - 1], builder->graph,
                                        builder->codes->codes[code - 1].text, at->error);
    }
    if (status == ENT_OK && row->relation.extra != ENT_NONE) {
        status = keep_sides(at, row);
    }
    row->relation.from = builder->graph_actors[from];
    row->relation.to = builder->graph_actors[to];
    row->relation.code = code ? builder->graph_codes[code - 1] : 0;
    row->line += at->first_line;
    return status;
}

static void count_kept(ent_events_counts *counts, unsigned flags) {
    counts->kept++;
    if (flags) {
        counts->bad_bytes += (flags & ENT__ROW_BAD_BYTES) != 0;
        counts->doubtful_dates += (flags & ENT__ROW_DOUBTFUL_DATE) != 0;
        counts->filled_tones += (flags & ENT__ROW_FILLED_TONE) != 0;
        counts->other_tones += (flags & ENT__ROW_OTHER_TONE) != 0;
        counts->repaired_codes += (flags & ENT__ROW_REPAIRED_CODE) != 0;
    }
}

/* Turns the place of an id's text into the text's number in the graph. */
static ent_status number_id(work *at, uint64_t *event) {
    if (!at->file->reader->has_text_ids || *event == 0) {
        return ENT_OK;
    }
    const char *text = at->block->texts + (*event - 1);
    uint32_t number = 0;
    ent_status status = ent__strings_intern(&number, &at->builder->graph->texts, text, strlen(text), at->error);
    *event = number;
    return status;
}

/* Whether the id of a row was read before. */
static ent_status is_duplicate(work *at, const ent__event *row, bool *is_one) {
    ent_event_format format = at->file->reader->format;
    ent__seen *seen = &at->builder->seen[format];
    uint64_t id = ent__seen_key(seen, row->event, row->relation.first);
    *is_one = false;
    if (id == 0 || ent__seen_rises(seen, id)) {
        return ENT_OK;
    }
    ent_status status = ent__seen_ask(is_one, seen, id, at->builder->graph, ent_event_format_name(format),
                                      at->block->rows + at->pending, at->kept - at->pending, at->error);
    *is_one = !*is_one;
    return status;
}

static ent_status build_row(work *at, size_t i) {
    ent__block *block = at->block;
    const known *worker = &at->builder->workers[block->worker];
    ent__event row = block->rows[i];
    if (row.relation.extra == ENT_NONE) {
        row.relation.from = worker->actors[row.relation.from];
        row.relation.to = worker->actors[row.relation.to];
    } else {
        ent__sides_number(at->block->sides + row.relation.extra, &row.relation, worker->actors);
    }
    row.publisher = row.publisher == ENT_NONE ? ENT_NONE : worker->publishers[row.publisher];
    if (row.relation.from == row.relation.to) {
        return reject(at, &(ent__rejected){row.line, 0, ENT_REJECT_SAME_ACTOR});
    }
    bool is_one = false;
    ent_status status = number_id(at, &row.event);
    if (status == ENT_OK) {
        status = is_duplicate(at, &row, &is_one);
    }
    if (status == ENT_OK && is_one) {
        return reject(at, &(ent__rejected){row.line, 0, ENT_REJECT_DUPLICATE});
    }
    if (status == ENT_OK) {
        status = keep(at, &row);
    }
    if (status == ENT_OK) {
        count_kept(&at->file->counts, block->row_flags[i]);
        if (has_weights(at)) {
            block->weights[at->kept] = block->weights[i];
        }
        block->rows[at->kept++] = row;
    }
    return status;
}

/* ---- Blocks ------------------------------------------------------------------------------------------------------- */

/* Bytes between lines of which the place is kept. */
#define MARK_EVERY 65536u

/* What of a file the graph and the report must know when its first block comes. */
static ent_status begin_file(work *at) {
    ent__builder *builder = at->builder;
    ent__event_file *file = at->file;
    const char *format = ent_event_format_name(file->reader->format);
    ent_status status = ent__graph_add_file(&file->graph_file, builder->graph, file->path, format, at->error);
    if (status == ENT_OK) {
        ent__origin_file *origin = &builder->graph->origins.files[file->graph_file];
        origin->size = file->size;
        origin->rereadable = file->is_rereadable;
        origin->newline = file->newline;
        origin->separator = file->reader->separator;
        origin->quoted = file->reader->is_quoted;
        origin->text_ids = file->reader->has_text_ids;
        builder->seen[file->reader->format].is_dated = file->reader->has_dated_ids;
        builder->report->files[at->block->file].format = file->reader->format;
        if (!builder->is_open[file->reader->format]) {
            ent__seen_open(&builder->seen[file->reader->format], builder->graph, format);
            builder->is_open[file->reader->format] = true;
        }
    }
    return status;
}

/* The first line of a block, from `line` on, that begins at a byte of the file or behind it; end_count: none. */
static size_t line_from(const ent__block *block, size_t line, uint64_t offset) {
    size_t high = block->scan.end_count;
    while (line < high) {
        size_t middle = line + (high - line) / 2;
        if (block->offset + ent__line_start(block, middle) < offset) {
            line = middle + 1;
        } else {
            high = middle;
        }
    }
    return line;
}

/* Notes where the file's first line begins, and then one in every MARK_EVERY bytes. */
static ent_status mark_lines(work *at) {
    ent__event_file *file = at->file;
    const ent__block *block = at->block;
    size_t line = file->is_stream ? block->scan.end_count : line_from(block, 0, file->next_mark);
    ent_status status = ENT_OK;
    while (line < block->scan.end_count && status == ENT_OK) {
        ent__origin_mark mark = {block->offset + ent__line_start(block, line), at->first_line + (uint32_t)line};
        status = ent__graph_mark_line(at->builder->graph, file->graph_file, mark, at->error);
        file->next_mark = mark.offset + MARK_EVERY;
        line = line_from(block, line, file->next_mark);
    }
    return status;
}

ent_status ent__build(ent__builder *builder, ent__event_file *file, ent__block *block, ent_error *error) {
    work at = {.builder = builder, .file = file, .block = block, .first_line = (uint32_t)file->lines, .error = error};
    ent_status status = file->graph_file == ENT_NONE ? begin_file(&at) : ENT_OK;
    if (status == ENT_OK && file->lines + block->scan.end_count >= ENT_NONE) {
        status = ent__fail(error, ENT_ELIMIT, "%.300s has more than %u lines", file->path, ENT_NONE - 1);
    }
    if (status == ENT_OK) {
        status = absorb(builder, block, error);
    }
    if (status == ENT_OK) {
        status = mark_lines(&at);
    }
    for (size_t i = 0; i < block->row_count && status == ENT_OK; i++) {
        status = reject_before(&at, block->rows[i].line);
        status = status == ENT_OK ? build_row(&at, i) : status;
    }
    if (status == ENT_OK) {
        status = reject_before(&at, ENT_NONE);
    }
    if (status == ENT_OK) {
        status = flush(&at);
    }
    file->lines += block->scan.end_count;
    file->counts.bytes += block->length - block->completed;
    file->counts.rows += block->scan.end_count - block->blank_count - block->extra_count;
    file->counts.blank += block->blank_count;
    builder->report->files[block->file].counts = file->counts;
    return status;
}

void ent__build_expect(ent__builder *builder, double share) {
    double built = (double)(builder->graph->relation_count - builder->first_relation);
    double more = built / share * 1.05 - built; /* a guess: a little more costs nothing, a little less a move */
    if (more > 0.0 && more < (double)ENT_NONE) {
        ent__graph_expect_events(builder->graph, (size_t)more);
    }
}
