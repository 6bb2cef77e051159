/*
 * How event files become relations. Private to io/.
 *
 *     event_input    files, pipes        -> blocks of whole lines                     (a block is read by one thread)
 *     event_scan     a block's bytes     -> positions of separators and line ends
 *     event_gdelt    lines of a format   -> rows: checked, with the thread's own numbers for actors, publishers, codes
 *     event_table    records of a table  -> the same, for every other format: columns bound by name (event_bind,
 *                                           event_formats), their dates, codes and actors (event_when, event_what, event_who)
 *     event_local    texts of actors     -> those numbers, each text resolved once a thread
 *     event_build    rows of all blocks  -> relations of the graph, in the order of the files: the graph's numbers
 *     event_threads  runs all that: blocks in any order on any thread, building in order by whoever is ready
 *     event_report   counts, and the first row of each reason
 *
 * A format is a function that finds out whether a file is of it, and one that makes rows of a block (ent__event_reader).
 * Only event_build touches the graph, and only one thread at a time is in it.
 */
#ifndef ENT_EVENT_INTERNAL_H
#define ENT_EVENT_INTERNAL_H

#include "../graph/graph_internal.h"
#include "event_keys.h"
#include <entente/events.h>

/* A piece of text in a block. */
typedef struct ent__field {
    const char *text;
    size_t length;
} ent__field;

/* An actor or a publisher as a thread found it, for the building to number. */
typedef struct ent__found_actor {
    ent_actor_spec spec;
    char buffer[];
} ent__found_actor;

/* Instead of a thread's number of an actor: there is none, or its code cannot be read. */
#define ENT__NOBODY ENT_NONE
#define ENT__UNREADABLE (ENT_NONE - 1)

/* What the counts of the report say of a row if it is kept. */
#define ENT__ROW_BAD_BYTES 1u
#define ENT__ROW_DOUBTFUL_DATE 2u
#define ENT__ROW_FILLED_TONE 4u
#define ENT__ROW_OTHER_TONE 8u
#define ENT__ROW_REPAIRED_CODE 16u

typedef struct ent__rejected {
    uint32_t line, column; /* of the block, of the line; from 0 */
    ent_reject reason;
} ent__rejected;

/* A run of whole lines of one file: what a thread reads at once. The last line end is there even if the file lacks it. */
typedef struct ent__block {
    char *memory; /* with ENT__PAD bytes before and behind the text */
    size_t memory_size;
    char *bytes;
    size_t length;
    uint64_t ticket; /* blocks are built in this order */
    uint64_t offset; /* of `bytes` in the file */
    uint32_t file; /* number among those read */
    uint32_t worker; /* who read it */
    bool completed; /* the final line end is not in the file */
    ent_status status; /* reading it failed */
    ent_error error;
    ent__scan scan;
    /* What became of its lines. Rows and rejected ones rise by line, no line is in both; a blank line is in neither. */
    ent__event *rows; /* from, to, publisher: the thread's numbers; code: ent__codes' number; line: of the block */
    uint8_t *row_flags;
    ent__rejected *rejected;
    size_t row_count, rejected_count, blank_count;
    size_t extra_count; /* lines that are no row: headers, and what belongs to the row that began before */
    char *texts; /* ids of events that are texts, each with its NUL: a row's event is the place of its id + 1 */
    size_t text_length, text_capacity;
    uint32_t *sides; /* of rows with several actors on one side, from `extra`: how many each has, then all of them */
    size_t side_count, side_capacity;
    double *weights; /* of each row, where the table has a column of them */
    size_t weight_capacity;
    const struct ent__table *table; /* of the file, if it is a table with columns bound by name */
    size_t row_capacity, flag_capacity, rejected_capacity;
    /* What the thread had not met before, in the order of its numbers. */
    ent__found_actor **actors;
    char **publishers;
    size_t actor_count, actor_capacity, publisher_count, publisher_capacity;
} ent__block;

/* Turns the thread's numbers of a row's sides, which lie in a block, into others, and the first of each into the relation's:
 * each actor once, and of one on both sides the longer side has others to act for it. A relation of one and one has no sides
 * beside it any more (its `extra` is ENT_NONE); if it names the same actor twice, nobody else is on one side. */
void ent__sides_number(uint32_t *sides, ent__relation *relation, const uint32_t *numbers);

/* Where line `i` of a scanned block begins, and where it ends without LF or CR LF. */
static inline uint32_t ent__line_start(const ent__block *block, size_t line) {
    return line ? block->scan.marks[block->scan.ends[line - 1]] + 1 : 0;
}
static inline uint32_t ent__line_end(const ent__block *block, size_t line) {
    uint32_t end = block->scan.marks[block->scan.ends[line]];
    return end > ent__line_start(block, line) && block->bytes[end - 1] == '\r' ? end - 1 : end;
}

/* ---- Codes -------------------------------------------------------------------------------------------------------- */

/* What every event code of CAMEO, and behind them every type of PLOVER, means under the options; made once, then only read. */
typedef struct ent__code {
    const char *text; /* "190", "ASSAULT" */
    double tone; /* NaN: none is known */
    uint8_t kind, status;
    bool turned; /* the target mediates */
} ent__code;
typedef struct ent__codes {
    ent__code *codes;
    uint32_t count;
    uint16_t numbers[11100]; /* by ent__code_slot(): place in `codes` + 1; 0: no code */
} ent__codes;

ent_status ent__codes_new(ent__codes **codes, const ent_events_options *options, ent_error *error);
void ent__codes_free(ent__codes *codes);
/* The place of a code in `codes` + 1; 0: there is none. */
uint32_t ent__codes_find(const ent__codes *codes, ent__field text);
/* The same of a code that may have lost its leading zero, by the row's root code and quad class; notes in `flags` what was done. */
uint32_t ent__codes_repair(const ent__codes *codes, ent__field code, ent__field root, ent__field quad, unsigned *flags);
/* The same of a type of PLOVER, regardless of case. */
uint32_t ent__codes_find_plover(const ent__codes *codes, ent__field type);

/* ---- Threads ------------------------------------------------------------------------------------------------------ */

/* What a thread has for itself. */
typedef struct ent__worker {
    const ent_events_options *options;
    const ent__codes *codes;
    ent__scanner *scan;
    uint32_t number;
    ent__keys actors;
    ent__keys hosts, citations; /* publishers: an address and a plain text are told apart */
    uint32_t actor_count, publisher_count; /* numbers given */
    struct {
        uint64_t text; /* eight digits; 0: none */
        ent_date day;
    } days[1024]; /* dates met before, by a hash of their text */
    struct {
        uint64_t text; /* up to eight bytes; 0: none */
        double score;
    } scores[256]; /* scores met before, by a hash of their text */
    uint64_t added_text[2]; /* the last time of adding that was met, and its day */
    ent_date added_day;
    /* What reading a table needs for a record. */
    ent__field *fields;
    char *scratch;
    size_t field_capacity, scratch_capacity;
} ent__worker;

void ent__worker_free(ent__worker *worker);

/* A row of the block that is kept unless the building finds it to be a duplicate; there is room. */
static inline void ent__row_put(ent__block *block, const ent__event *row, unsigned flags) {
    block->rows[block->row_count] = *row;
    block->row_flags[block->row_count++] = (uint8_t)flags;
}
static inline void ent__row_reject(ent__block *block, size_t line, size_t column, ent_reject reason) {
    block->rejected[block->rejected_count++] = (ent__rejected){(uint32_t)line, (uint32_t)column, reason};
}

/* ---- Formats ------------------------------------------------------------------------------------------------------ */

typedef struct ent__event_reader {
    ent_event_format format;
    char separator;
    /* True if the first bytes of a file look like this format. */
    bool (*fits)(const char *bytes, size_t length, char newline);
    /* Makes rows of the lines of a block that has been scanned and has room for a row and a rejection a line. */
    void (*read)(ent__worker *worker, ent__block *block);
    bool is_quoted; /* fields may stand in double quotes and then hold line ends: blocks are cut in order */
    bool has_text_ids; /* ids of events are texts */
    bool has_dated_ids; /* an id is of one event only together with its day */
} ent__event_reader;

extern const ent__event_reader ent__gdelt_reader;

/* How many formats there are, with ENT_EVENTS_DETECT. */
#define ENT__COUNT_FORMAT(number, name, word, description) +1
#define ENT__EVENT_FORMATS (0 ENT_EVENT_FORMAT_MAP(ENT__COUNT_FORMAT))

/* ---- Input -------------------------------------------------------------------------------------------------------- */

typedef struct ent__event_file {
    const char *path;
    const ent__event_reader *reader;
    int descriptor; /* -1: closed */
    bool is_stream; /* read once, in order; else at any place */
    bool is_rereadable; /* a file, not a pipe; also if it is compressed */
    bool is_in_order; /* blocks are cut one after the other */
    struct ent__archive *archive; /* it is compressed: what takes the text out; NULL: it is not */
    struct ent__table *table; /* NULL: its reader needs none */
    bool is_open, is_done; /* all blocks are given out */
    uint64_t size; /* of a file */
    uint64_t begin; /* of the text: behind a byte order mark */
    uint64_t next; /* byte at which the next block begins */
    char newline;
    char *head; /* the first bytes, and of a stream what is read but not given out */
    size_t head_length, head_capacity;
    uint32_t in_flight; /* blocks given out and not yet read */
    /* The building's own: */
    uint32_t graph_file; /* ENT_NONE: none yet */
    uint64_t lines; /* in the blocks built so far */
    uint64_t next_mark; /* the first line at or behind this byte is to be marked */
    ent_events_counts counts;
} ent__event_file;

/* Opens the file, reads its first bytes into `head` and finds its newline. */
ent_status ent__event_file_open(ent__event_file *file, ent_error *error);
void ent__event_file_close(ent__event_file *file);
/* Frees what is kept until the building is done too. */
void ent__event_file_free(ent__event_file *file);
/* Gives out the next block: of a stream with its bytes, of a file with its place only. One thread at a time. */
ent_status ent__event_file_next(ent__event_file *file, ent__block *block, size_t block_size, ent_error *error);
/* Reads the bytes of a block that was given out. */
ent_status ent__event_file_read(const ent__event_file *file, ent__block *block, size_t block_size, ent_error *error);
void ent__block_free(ent__block *block);

/* ---- Report ------------------------------------------------------------------------------------------------------- */

struct ent_events_report {
    ent_events_counts counts;
    uint64_t rejected[ENT_REJECT_COUNT];
    struct ent__first {
        char *text; /* NULL: none yet */
        size_t length;
        uint64_t row_length;
        uint32_t file, line, column;
    } first[ENT_REJECT_COUNT];
    struct ent__file_report {
        char *path;
        ent_event_format format;
        ent_events_counts counts;
    } * files;
    uint32_t file_count;
};
ent_status ent__report_new(ent_events_report **report, const char *const *paths, size_t count, ent_error *error);
/* Keeps the first row of a reason; line and column from 0. */
ent_status ent__report_first(ent_events_report *report, ent_reject reason, uint32_t file, uint32_t line,
                             uint32_t column, ent__field row, ent_error *error);
/* Adds up the counts of files. */
void ent__report_sum(ent_events_report *report);

/* ---- Ids that were read before ------------------------------------------------------------------------------------- */

/* The event ids of one format in a graph, and those read since. As long as ids rise, which they do in the files of a day,
 * the last one tells; from the first that does not, a table of all. */
typedef struct ent__seen {
    bool is_dated; /* ids count together with their day */
    uint64_t last; /* the largest */
    uint64_t *slots; /* open addressing; 0: empty. NULL: ids have risen so far */
    size_t slot_count, used;
} ent__seen;
/* Learns the ids that the graph has from a format. */
void ent__seen_open(ent__seen *seen, const ent_graph *graph, const char *format);
/* What stands for an id and its day. */
static inline uint64_t ent__seen_key(const ent__seen *seen, uint64_t id, ent_date day) {
    return seen->is_dated && id ? (id ^ (uint64_t)(uint32_t)day << 40) : id;
}
/* True if the id (not 0) rises above all others, and then learns it: no look at a table. */
static inline bool ent__seen_rises(ent__seen *seen, uint64_t id) {
    if (seen->slots || id <= seen->last) {
        return false;
    }
    seen->last = id;
    return true;
}
/* For an id that does not rise: *is_new says whether it is, and then it is learnt. `graph` has all ids learnt before but for
 * those of `pending` events. */
ent_status ent__seen_ask(bool *is_new, ent__seen *seen, uint64_t id, const ent_graph *graph, const char *format,
                         const ent__event *pending, size_t pending_count, ent_error *error);
void ent__seen_free(ent__seen *seen);

/* ---- Building ----------------------------------------------------------------------------------------------------- */

typedef struct ent__builder ent__builder;
ent_status ent__builder_new(ent__builder **builder, ent_graph *graph, const ent_events_options *options,
                            const ent__codes *codes, ent_events_report *report, uint32_t workers, ent_error *error);
/* Adds the rows of a block to the graph; blocks come in the order of their tickets. */
ent_status ent__build(ent__builder *builder, ent__event_file *file, ent__block *block, ent_error *error);
/* Makes room for what is to come if the blocks built so far are that share of all, above 0. */
void ent__build_expect(ent__builder *builder, double share);
void ent__builder_free(ent__builder *builder);

/* ---- All of it ---------------------------------------------------------------------------------------------------- */

/* What tests choose beside the options. */
typedef struct ent__event_tuning {
    ent__scanner *scan;
} ent__event_tuning;

typedef struct ent__event_job {
    ent__event_file *files;
    size_t file_count;
    const ent_events_options *options;
    const ent__codes *codes;
    ent__scanner *scan;
    ent__builder *builder;
    uint64_t size; /* of all files, as far as known */
    bool has_streams; /* of which it is not */
} ent__event_job;
ent_status ent__event_threads(const ent__event_job *job, uint32_t threads, const ent_run *run, ent_error *error);
/* Finds the reader for a file whose first bytes are known. */
ent_status ent__event_reader_choose(ent__event_file *file, const ent_events_options *options, ent_error *error);
ent_status ent__events_read(ent_events_report **report, ent_graph *graph, const char *const *paths, size_t path_count,
                            const ent_events_options *options, const ent__event_tuning *tuning, const ent_run *run,
                            ent_error *error);

#endif
