/*
 * Reading a row again by its origin: from the nearest line whose place is known, a few tens of kilobytes on; in a compressed
 * file from its beginning, for there no place is known.
 */
#include "event_record.h"

#include <stdlib.h>

#define BLOCK_SIZE 65536u

/* The last line of a known place that is not behind `line`; where none is known, the first. */
static ent__origin_mark mark_before(const ent__origin_file *file, uint32_t line) {
    size_t low = 0, high = file->mark_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->marks[middle].line <= line) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high ? file->marks[low] : (ent__origin_mark){0, 0};
}

/* The row as far as it was read. */
typedef struct again {
    ent__event_reader reader; /* how its fields stand */
    char newline;
    uint64_t lines; /* before it that are still to come */
    char *text;
    size_t length, capacity;
    size_t end; /* of the row with its line end; 0: not known yet */
} again;

/* Takes from a block what belongs to the row. */
static ent_status take(again *row, const ent__block *block, bool at_end, ent_error *error) {
    size_t at = 0;
    while (row->lines && at < block->length) {
        const char *end = memchr(block->bytes + at, row->newline, block->length - at);
        at = end ? (size_t)(end - block->bytes) + 1 : block->length;
        row->lines--;
    }
    size_t more = block->length - at;
    if (row->lines || (more == 0 && row->length == 0)) {
        return ENT_OK;
    }
    if (!ENT__RESERVE(row->text, row->capacity, row->length + more)) {
        return ent__fail_memory(error);
    }
    memcpy(row->text + row->length, block->bytes + at, more);
    row->length += more;
    row->end = ent__record_end((ent__field){row->text, row->length}, 0, &row->reader, row->newline, at_end, NULL);
    return ENT_OK;
}

static ent_status read_row(again *row, ent__event_file *file, ent_error *error) {
    ent__block block = {0};
    ent_status status = ENT_OK;
    while (status == ENT_OK && row->end == 0 && !file->is_done) {
        status = ent__event_file_next(file, &block, BLOCK_SIZE, error);
        if (status == ENT_OK) {
            status = ent__event_file_read(file, &block, BLOCK_SIZE, error);
        }
        if (status == ENT_OK) {
            status = take(row, &block, file->is_done, error);
        }
    }
    ent__block_free(&block);
    return status;
}

static ent_status write_row(const ent_sink *sink, again *row, const char *path, uint32_t line, ent_error *error) {
    if (row->end == 0) {
        return ent__fail(error, ENT_EFORMAT, "%.300s has no line %u any more; it has changed", path, line + 1);
    }
    size_t length = row->end;
    length -= length > 0 && row->text[length - 1] == row->newline;
    length -= length > 0 && row->text[length - 1] == '\r';
    return ent__write(sink, error, row->text, length);
}

/* Finds the row in the file that was opened. */
static ent_status find_row(const ent_sink *sink, ent__event_file *file, const ent__origin_file *origin, uint32_t line,
                           ent_error *error) {
    ent__origin_mark mark = mark_before(origin, line);
    /* Blocks of whole lines: that a row may go on over several is this file's own. */
    const ent__event_reader lines = {.separator = origin->separator};
    again row = {.reader = {.separator = origin->separator, .is_quoted = origin->quoted},
                 .newline = origin->newline,
                 .lines = line - mark.line};
    if (file->size != origin->size) {
        return ent__fail(error, ENT_EFORMAT, "%.300s has changed: it had %llu bytes, now %llu", file->path,
                         (unsigned long long)origin->size, (unsigned long long)file->size);
    }
    if (!file->archive) {
        file->next = mark.offset;
        file->head_length = 0;
    }
    file->reader = &lines;
    file->newline = origin->newline;
    file->is_in_order = true;
    ent_status status = read_row(&row, file, error);
    if (status == ENT_OK) {
        status = write_row(sink, &row, file->path, line, error);
    }
    free(row.text);
    return status;
}

ent_status ent_events_row(const ent_sink *sink, const ent_graph *graph, ent_id relation, ent_error *error) {
    const ent__origin_run *run = ent__graph_origin_run(graph, relation);
    if (!run) {
        return ent__fail(error, ENT_ENOTFOUND, "relation %u was not read from a file of events", relation);
    }
    const ent__origin_file *origin = &graph->origins.files[run->file];
    if (!origin->rereadable) {
        return ent__fail(error, ENT_EUNSUPPORTED, "%.300s cannot be read a second time at a place", origin->path);
    }
    ent__event_file file = {.path = origin->path, .descriptor = -1};
    ent_status status = ent__event_file_open(&file, error);
    if (status == ENT_OK) {
        uint32_t line = graph->origins.lines[run->column + (relation - run->first)];
        status = find_row(sink, &file, origin, line, error);
    }
    ent__event_file_free(&file);
    return status;
}
