/*
 * Rows of GDELT, 1.0 (57 columns, 58 with the address) and 2.0 (61): every row is checked in full, its columns, bytes, id,
 * dates, code, score and actors, and becomes an event with the thread's numbers. Some 60 ns a row.
 *
 * Fields are read where they lie; only eleven of the 61 are looked at, and of those that hold codes whole words at once.
 */
#include "event_digits.h"
#include "event_local.h"

#include <math.h>

/* Columns from 0, the same in all versions; the day of adding is the last but one or, of 57 columns, the last. */
enum {
    EVENT_ID = 0,
    DAY = 1,
    ACTOR1 = 5, /* chain, name, then country to third type */
    ACTOR2 = 15,
    CODE = 26,
    ROOT = 28,
    QUAD = 29,
    GOLDSTEIN = 30
};
#define ACTOR_COLUMNS 10

/* A line being read. */
typedef struct row {
    ent__worker *worker;
    ent__block *block;
    size_t line;
    const uint32_t *marks; /* where its fields end */
    uint32_t start, end, columns; /* `end` is that of the last field, without CR */
    ent_date day;
    ent__event event;
    unsigned flags;
    ent__wanted source, target, publisher;
    bool has_source, has_target;
} row;

static inline uint32_t field_start(const row *in, uint32_t column) {
    return column ? in->marks[column - 1] + 1 : in->start;
}

/* A field without the spaces around it. */
static inline ent__field field_of(const row *in, uint32_t column) {
    const char *text = in->block->bytes + field_start(in, column);
    const char *end = in->block->bytes + (column + 1 == in->columns ? in->end : in->marks[column]);
    while (text < end && *text == ' ') {
        text++;
    }
    while (text < end && end[-1] == ' ') {
        end--;
    }
    return (ent__field){text, (size_t)(end - text)};
}

/* Rejects the row for what is in a column; always false. */
static bool reject(const row *in, uint32_t column, ent_reject reason) {
    ent__row_reject(in->block, in->line, field_start(in, column) - in->start, reason);
    return false;
}

static uint32_t added_column(const row *in) {
    return in->columns == 57 ? 56 : in->columns - 2;
}

/* ---- Columns and bytes -------------------------------------------------------------------------------------------- */

static bool has_columns(const row *in) {
    if (in->columns == 61 || in->columns == 58 || in->columns == 57) {
        return true;
    }
    if (in->columns > 61) {
        return reject(in, 61, ENT_REJECT_COLUMNS);
    }
    ent__row_reject(in->block, in->line, in->end - in->start, ENT_REJECT_COLUMNS);
    return false;
}

/* Whether a byte of the line lies in a column that is used; names of actors are not. */
static bool is_used(const row *in, uint32_t position) {
    uint32_t column = 0;
    while (column + 1 < in->columns && in->marks[column] < position) {
        column++;
    }
    return column <= DAY ||
           (column >= ACTOR1 && column < ACTOR2 + ACTOR_COLUMNS && column != ACTOR1 + 1 && column != ACTOR2 + 1) ||
           column == CODE || column == GOLDSTEIN || column == added_column(in);
}

/* A line with unusual bytes: a NUL rejects it, and what is not UTF-8 does in a column that is used. */
static bool has_good_bytes(row *in) {
    const char *text = in->block->bytes + in->start;
    size_t length = in->end - in->start;
    const char *nul = memchr(text, '\0', length);
    if (nul) {
        ent__row_reject(in->block, in->line, (size_t)(nul - text), ENT_REJECT_NUL);
        return false;
    }
    for (size_t bad, from = 0; !ent__utf8_valid(text + from, length - from, &bad); from += bad + 1) {
        if (is_used(in, in->start + (uint32_t)(from + bad))) {
            ent__row_reject(in->block, in->line, from + bad, ENT_REJECT_BYTES);
            return false;
        }
        in->flags |= ENT__ROW_BAD_BYTES;
    }
    return true;
}

/* ---- When --------------------------------------------------------------------------------------------------------- */

/* The day that eight digits write, if there is one. */
static bool read_day(ent__worker *worker, const char *text, ent_date *day) {
    uint64_t word = ent__load8(text);
    size_t place = (size_t)(word * 0x9E3779B97F4A7C15u >> 54);
    uint32_t number;
    if (worker->days[place].text == word) {
        *day = worker->days[place].day;
        return true;
    }
    if (!ent__digits8(text, &number) || ent_date_from_ymd(day, (int32_t)(number / 10000), (int32_t)(number / 100 % 100),
                                                          (int32_t)(number % 100), NULL) != ENT_OK) {
        return false;
    }
    worker->days[place].text = word;
    worker->days[place].day = *day;
    return true;
}

/* The day of eight digits, or of fourteen: with a time of day, in UTC. Most rows were added when the one before was. */
static bool read_added(ent__worker *worker, ent__field text, ent_date *day) {
    uint64_t key[2];
    if (text.length != 8 && text.length != 14) {
        return false;
    }
    ent__key_put(key, 2, text.text, text.length);
    if (key[0] == worker->added_text[0] && key[1] == worker->added_text[1]) {
        *day = worker->added_day;
        return true;
    }
    uint64_t time = 0;
    if (!read_day(worker, text.text, day) ||
        (text.length == 14 &&
         (!ent__digits(text.text + 8, 6, &time) || time / 10000 > 23 || time / 100 % 100 > 59 || time % 100 > 59))) {
        return false;
    }
    worker->added_text[0] = key[0];
    worker->added_text[1] = key[1];
    worker->added_day = *day;
    return true;
}

static bool read_when(row *in) {
    ent__field id = field_of(in, EVENT_ID), day = field_of(in, DAY), added = field_of(in, added_column(in));
    ent_date added_day;
    if (!ent__digits(id.text, id.length, &in->event.event)) {
        return reject(in, EVENT_ID, ENT_REJECT_EVENT_ID);
    }
    if (day.length != 8 || !read_day(in->worker, day.text, &in->day)) {
        return reject(in, DAY, ENT_REJECT_DATE);
    }
    if (!read_added(in->worker, added, &added_day)) {
        return reject(in, added_column(in), ENT_REJECT_DATE);
    }
    if (in->day > added_day) {
        return reject(in, DAY, ENT_REJECT_LATE);
    }
    in->flags |= added_day - in->day > 2 ? ENT__ROW_DOUBTFUL_DATE : 0;
    in->event.relation.first = in->event.relation.last = in->day;
    return true;
}

/* ---- What --------------------------------------------------------------------------------------------------------- */

/* The score that a text writes, if there is one within the scale. A file has some fifty of them. */
static bool read_score(ent__worker *worker, ent__field text, double *score) {
    uint64_t word = 0;
    size_t place = 0;
    if (text.length <= sizeof word) {
        ent__key_put(&word, 1, text.text, text.length);
        place = (size_t)(word * 0x9E3779B97F4A7C15u >> 56);
        if (word && worker->scores[place].text == word) {
            *score = worker->scores[place].score;
            return true;
        }
    }
    if (!ent__score(text.text, text.length, score) || !(*score >= -10.0 && *score <= 10.0)) {
        return false;
    }
    if (word) {
        worker->scores[place].text = word;
        worker->scores[place].score = *score;
    }
    return true;
}

/* The row's own score; without one, that of the code. */
static bool read_tone(row *in, const ent__code *code) {
    ent__field text = field_of(in, GOLDSTEIN);
    double tone;
    if (text.length == 0) {
        in->flags |= ENT__ROW_FILLED_TONE;
        in->event.relation.tone = isnan(code->tone) ? 0.0 : code->tone;
        return true;
    }
    if (!read_score(in->worker, text, &tone)) {
        return reject(in, GOLDSTEIN, ENT_REJECT_TONE);
    }
    in->flags |= tone != code->tone && !isnan(code->tone) ? ENT__ROW_OTHER_TONE : 0;
    in->event.relation.tone = tone;
    return true;
}

static bool read_what(row *in, const ent__code **code) {
    ent__field text = field_of(in, CODE);
    uint32_t number = ent__codes_find(in->worker->codes, text);
    if (in->worker->options->repair_codes && text.length > 0) {
        number = ent__codes_repair(in->worker->codes, text, field_of(in, ROOT), field_of(in, QUAD), &in->flags);
    }
    if (number == 0) {
        return reject(in, CODE, ENT_REJECT_CODE);
    }
    *code = &in->worker->codes->codes[number - 1];
    in->event.relation.code = (uint16_t)number;
    in->event.relation.kind = (*code)->kind;
    in->event.relation.status = (*code)->status;
    return read_tone(in, *code);
}

/* ---- Who ---------------------------------------------------------------------------------------------------------- */

/* False if there is nothing but the tabs between empty fields. */
static bool want_actor(const row *in, ent__wanted *wanted, uint32_t column) {
    const char *bytes = in->block->bytes;
    uint32_t chain = field_start(in, column), country = field_start(in, column + 2);
    ent__field chain_text = {bytes + chain, in->marks[column] - chain};
    ent__field rest = {bytes + country, in->marks[column + ACTOR_COLUMNS - 1] - country};
    if (chain_text.length == 0 && rest.length == ACTOR_COLUMNS - 3) {
        return false;
    }
    ent__local_want_actor(wanted, in->worker, chain_text, rest);
    return true;
}

static void want_who(row *in) {
    in->has_source = want_actor(in, &in->source, ACTOR1);
    in->has_target = want_actor(in, &in->target, ACTOR2);
    in->event.publisher = ENT_NONE;
    if (in->has_source && in->has_target && in->columns != 57) {
        ent__local_want_publisher(&in->publisher, in->worker, field_of(in, in->columns - 1));
    }
}

static bool read_who(row *in, const ent__code *code) {
    uint32_t source = in->has_source ? ent__local_actor(in->worker, in->block, &in->source) : ENT__NOBODY;
    uint32_t target = in->has_target ? ent__local_actor(in->worker, in->block, &in->target) : ENT__NOBODY;
    if (source == ENT__NOBODY && target == ENT__NOBODY) {
        return reject(in, ACTOR1, ENT_REJECT_NO_ACTORS);
    }
    if (source == ENT__NOBODY) {
        return reject(in, ACTOR1, ENT_REJECT_NO_SOURCE);
    }
    if (target == ENT__NOBODY) {
        return reject(in, ACTOR2, ENT_REJECT_NO_TARGET);
    }
    if (source == ENT__UNREADABLE || target == ENT__UNREADABLE) {
        return reject(in, source == ENT__UNREADABLE ? ACTOR1 : ACTOR2, ENT_REJECT_ACTOR);
    }
    in->event.relation.from = code->turned ? target : source;
    in->event.relation.to = code->turned ? source : target;
    if (in->columns != 57) {
        in->event.publisher = ent__local_publisher(in->worker, in->block, &in->publisher);
    }
    return true;
}

/* ---- Rows --------------------------------------------------------------------------------------------------------- */

static void read_row(row *in) {
    const ent__code *code = NULL;
    want_who(in);
    if (read_when(in) && read_what(in, &code) && read_who(in, code)) {
        in->event.line = (uint32_t)in->line;
        ent__row_put(in->block, &in->event, in->flags);
    }
}

static bool is_blank(const row *in) {
    if (in->columns > 1) {
        return false;
    }
    return field_of(in, 0).length == 0;
}

static void read_rows(ent__worker *worker, ent__block *block) {
    const ent__scan *scan = &block->scan;
    size_t odd = 0;
    uint32_t first_mark = 0;
    row in = {.worker = worker, .block = block};
    in.event.relation.confidence = 1.0;
    in.event.relation.extra = ENT_NONE;
    for (size_t line = 0; line < scan->end_count && block->status == ENT_OK; line++) {
        in.line = line;
        in.marks = scan->marks + first_mark;
        in.start = ent__line_start(block, line);
        in.end = ent__line_end(block, line);
        in.columns = scan->ends[line] - first_mark + 1;
        in.flags = 0;
        first_mark = scan->ends[line] + 1;
        while (odd < scan->odd_count && scan->odd[odd] + 64 <= in.start) {
            odd++;
        }
        if (is_blank(&in)) {
            block->blank_count++;
        } else if (has_columns(&in) && (odd == scan->odd_count || scan->odd[odd] >= in.end || has_good_bytes(&in))) {
            read_row(&in);
        }
    }
}

/* One of the first lines has an id, a day, and the columns of GDELT. */
static bool fits(const char *bytes, size_t length, char newline) {
    const char *end = bytes + length;
    for (int lines = 0; bytes < end && lines < 100; lines++) {
        const char *stop = memchr(bytes, newline, (size_t)(end - bytes));
        stop = stop ? stop : end;
        uint32_t tabs = 0;
        for (const char *at = bytes; at < stop; at++) {
            tabs += *at == '\t';
        }
        const char *tab = memchr(bytes, '\t', (size_t)(stop - bytes));
        if ((tabs == 56 || tabs == 57 || tabs == 60) && tab > bytes && *bytes >= '0' && *bytes <= '9' &&
            tab[1] >= '0' && tab[1] <= '9') {
            return true;
        }
        bytes = stop + 1;
    }
    return false;
}

const ent__event_reader ent__gdelt_reader = {
    .format = ENT_EVENTS_GDELT, .separator = '\t', .fits = fits, .read = read_rows};
