/*
 * Rows of tables whose columns were bound when the file was opened: every record is taken apart, checked, and becomes an
 * event with the thread's numbers. Some 400 ns a record of twenty columns.
 */
#include "event_table.h"
#include "event_local.h"

#include <stdlib.h>

/* ---- Fields ------------------------------------------------------------------------------------------------------- */

/* Whether a text stands for nothing: one of those between the bars. */
static bool is_missing(const char *missing, ent__field text) {
    for (const char *at = missing; at && at[1];) {
        size_t same = 0;
        for (at++; same < text.length && at[same] == text.text[same] && at[same] != '|';) {
            same++;
        }
        if (same == text.length && at[same] == '|') {
            return true;
        }
        while (*at != '|') {
            at++;
        }
    }
    return false;
}

/* The name that a number stands for; an unknown number is nobody. */
static ent__field entity_named(const ent__ids *entities, ent__field text) {
    int64_t number;
    bool is_known = ent__field_int(text, &number) && number >= 0 && (uint64_t)number < entities->count;
    const char *name = is_known ? entities->names[number] : NULL;
    return name ? (ent__field){name, strlen(name)} : (ent__field){"", 0};
}

/* Where UCDP gives a side no country, that of the event tells whose civilians they are. */
static ent__field civilians_place(const ent__record *record, int role) {
    bool is_third = role == ENT__SOURCE + 2 || role == ENT__TARGET + 2;
    return is_third && ent__field_is(ent__record_field(record, role - 2), "Civilians")
               ? ent__record_field(record, ENT__PLACE)
               : (ent__field){"", 0};
}

ent__field ent__record_field(const ent__record *record, int role) {
    const ent__table *table = record->table;
    int32_t column = table->columns[role];
    if (column < 0) {
        return table->format.actors == ENT__ACTORS_UCDP && role >= ENT__SOURCE ? civilians_place(record, role)
                                                                               : (ent__field){"", 0};
    }
    ent__field text = ent__trimmed(record->worker->fields[column]);
    if (is_missing(table->format.missing, text)) {
        text.length = 0;
    }
    if ((role == ENT__SOURCE || role == ENT__TARGET) && table->entities.count && text.length) {
        text = entity_named(&table->entities, text);
    }
    return text;
}

bool ent__field_int(ent__field field, int64_t *number) {
    double value;
    if (!ent__double_parse(&value, field.text, field.length) || !(value >= -9e15 && value <= 9e15)) {
        return false;
    }
    *number = (int64_t)value;
    return (double)*number >= value && (double)*number <= value;
}

/* Where the text of a role begins in the record; of one that was moved for its doubled quotes, and of none, the start. */
static size_t place_of(const ent__record *record, int role) {
    int32_t column = record->table->columns[role];
    const char *start = record->block->bytes + record->start, *end = record->block->bytes + record->block->length;
    const char *text = column >= 0 ? record->worker->fields[column].text : NULL;
    return text && text >= start && text < end ? (size_t)(text - start) : 0;
}

bool ent__record_reject(const ent__record *record, int role, ent_reject reason) {
    ent__row_reject(record->block, record->line, place_of(record, role), reason);
    return false;
}

/* ---- Bytes -------------------------------------------------------------------------------------------------------- */

/* Roles in which bytes that are not UTF-8 are replaced: names and addresses, no codes, dates and numbers. */
static bool is_text_role(const ent__table *table, int role) {
    bool is_actor = role >= ENT__SOURCE;
    return role == ENT__REFERENCE || role == ENT__PLACE ||
           (is_actor && table->format.actors != ENT__ACTORS_CAMEO && table->format.actors != ENT__ACTORS_STATE);
}

static bool has_good_bytes(ent__record *record, size_t end) {
    const ent__table *table = record->table;
    const char *text = record->block->bytes + record->start;
    size_t length = end - record->start;
    if (!record->has_odd_bytes) {
        return true;
    }
    const char *nul = memchr(text, '\0', length);
    if (nul) {
        ent__row_reject(record->block, record->line, (size_t)(nul - text), ENT_REJECT_NUL);
        return false;
    }
    if (ent__utf8_valid(text, length, NULL)) {
        return true;
    }
    record->flags |= ENT__ROW_BAD_BYTES;
    for (int role = 0; role < ENT__ROLES; role++) {
        int32_t column = table->columns[role];
        if (column >= 0 && !is_text_role(table, role) &&
            !ent__utf8_valid(record->worker->fields[column].text, record->worker->fields[column].length, NULL)) {
            return ent__record_reject(record, role, ENT_REJECT_BYTES);
        }
    }
    return true;
}

/* ---- Ids ---------------------------------------------------------------------------------------------------------- */

/* A text id: all columns of it joined, behind the texts of the block. */
static bool read_text_id(ent__record *record) {
    ent__block *block = record->block;
    size_t begin = block->text_length;
    for (int role = ENT__ID; role <= ENT__ID_LAST; role++) {
        ent__field part = ent__record_field(record, role);
        if (part.length == 0) {
            continue;
        }
        if (!ENT__RESERVE(block->texts, block->text_capacity, block->text_length + part.length + 2)) {
            block->status = ent__fail_memory(&block->error);
            return false;
        }
        if (block->text_length > begin) {
            block->texts[block->text_length++] = ' ';
        }
        memcpy(block->texts + block->text_length, part.text, part.length);
        block->text_length += part.length;
    }
    record->event.event = block->text_length > begin ? begin + 1 : 0;
    if (block->text_length > begin) {
        block->texts[block->text_length++] = '\0';
    }
    return true;
}

static bool read_id(ent__record *record) {
    ent__field text = ent__record_field(record, ENT__ID);
    int64_t number;
    record->event.event = 0;
    if (record->table->reader.has_text_ids) {
        return read_text_id(record);
    }
    if (record->table->columns[ENT__ID] < 0) {
        return true;
    }
    if (!ent__field_int(text, &number) || number < 0) {
        return ent__record_reject(record, ENT__ID, ENT_REJECT_EVENT_ID);
    }
    record->event.event = (uint64_t)number;
    return true;
}

/* ---- Records ------------------------------------------------------------------------------------------------------ */

/* Takes a record apart whose fields lie between the marks of its line; else as ent__record_split() does. */
static size_t split(const ent__record *record, size_t end) {
    const ent__scan *scan = &record->block->scan;
    const char *bytes = record->block->bytes;
    ent__field *fields = record->worker->fields;
    size_t room = record->table->column_count + 1;
    if (record->has_quotes) {
        return ent__record_split(fields, room, (ent__field){bytes + record->start, end - record->start},
                                 &record->table->reader, record->worker->scratch);
    }
    size_t first = record->line ? scan->ends[record->line - 1] + 1 : 0, last = scan->ends[record->line],
           start = record->start;
    for (size_t i = first; i <= last && i - first < room; i++) {
        size_t stop = i < last ? scan->marks[i] : end;
        fields[i - first] = (ent__field){bytes + start, stop - start};
        start = stop + 1;
    }
    return last - first + 1;
}

static void read_record(ent__record *record, size_t end) {
    ent__worker *worker = record->worker;
    ent__block *block = record->block;
    const ent__table *table = record->table;
    size_t length = end - record->start;
    if (!ENT__RESERVE(worker->fields, worker->field_capacity, table->column_count + 1) ||
        !ENT__RESERVE(worker->scratch, worker->scratch_capacity, length + ENT__PAD)) {
        block->status = ent__fail_memory(&block->error);
        return;
    }
    size_t count = split(record, end);
    if (count != table->column_count) {
        const char *extra = count > table->column_count ? worker->fields[table->column_count].text : NULL;
        bool is_inside = extra >= block->bytes + record->start && extra < block->bytes + end;
        ent__row_reject(block, record->line, is_inside ? (size_t)(extra - block->bytes) - record->start : length,
                        ENT_REJECT_COLUMNS);
        return;
    }
    record->flags = 0;
    record->event.line = (uint32_t)record->line;
    if (has_good_bytes(record, end) && read_id(record) && ent__record_when(record) && ent__record_what(record) &&
        ent__record_who(record) && ent__record_weight(record)) {
        ent__field reference = ent__record_field(record, ENT__REFERENCE);
        ent__wanted publisher;
        ent__local_want_publisher(&publisher, worker, reference);
        record->event.publisher = ent__local_publisher(worker, block, &publisher);
        if (table->columns[ENT__WEIGHT] >= 0) {
            block->weights[block->row_count] = record->weight;
        }
        ent__row_put(block, &record->event, record->flags);
    }
}

static bool is_header(const ent__table *table, const char *text, size_t length) {
    return table->header && length == table->header_length && memcmp(text, table->header, length) == 0;
}

static bool is_blank(const char *text, size_t length) {
    while (length && text[length - 1] == ' ') {
        length--;
    }
    return length == 0;
}

/* Finds where the record that begins with a line ends, without its line end; *broken: a quote in it is not closed. */
static size_t find_end(ent__record *record, bool *broken) {
    const ent__block *block = record->block;
    size_t line_end = block->scan.marks[block->scan.ends[record->line]], behind = line_end + 1;
    char newline = block->bytes[line_end];
    *broken = false;
    record->start = ent__line_start(block, record->line);
    record->has_quotes =
        record->table->reader.is_quoted && memchr(block->bytes + record->start, '"', line_end - record->start);
    if (record->has_quotes) {
        behind = ent__record_end((ent__field){block->bytes, block->length}, record->start, &record->table->reader,
                                 newline, true, broken);
    }
    size_t end = behind - 1;
    return end - (end > record->start && newline == '\n' && block->bytes[end - 1] == '\r');
}

void ent__table_read(ent__worker *worker, ent__block *block) {
    const ent__scan *scan = &block->scan;
    const ent__table *table = block->table;
    ent__record record = {.worker = worker, .block = block, .table = table};
    record.event.relation.confidence = 1.0;
    record.event.relation.extra = ENT_NONE;
    size_t odd = 0;
    if (table->columns[ENT__WEIGHT] >= 0 && !ENT__RESERVE(block->weights, block->weight_capacity, scan->end_count)) {
        block->status = ent__fail_memory(&block->error);
    }
    for (size_t line = 0; line < scan->end_count && block->status == ENT_OK; line++) {
        bool broken;
        record.line = line;
        size_t end = find_end(&record, &broken);
        for (; scan->marks[scan->ends[line]] < end; line++) {
            block->extra_count++;
        }
        while (odd < scan->odd_count && scan->odd[odd] + 64 <= record.start) {
            odd++;
        }
        record.has_odd_bytes = odd < scan->odd_count && scan->odd[odd] < end;
        const char *text = block->bytes + record.start;
        if (is_blank(text, end - record.start)) {
            block->blank_count++;
        } else if (is_header(table, text, end - record.start)) {
            block->extra_count++;
        } else if (broken) {
            ent__row_reject(block, record.line, 0, ENT_REJECT_QUOTE);
        } else {
            read_record(&record, end);
        }
    }
}
