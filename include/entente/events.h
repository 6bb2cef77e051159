/**
 * @file events.h
 * Files of coded events, read into a graph at the speed of the disk: every row becomes a relation or is counted with the
 * reason why it did not. Nothing is lost in silence, and every relation still knows its file, line and event.
 */
#ifndef ENTENTE_EVENTS_H
#define ENTENTE_EVENTS_H

#include <entente/ontology.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Formats ------------------------------------------------------------------------------------------------------ */

/** Every format of events: X(number, name, word, description). The words are those of the command and of Python. */
#define ENT_EVENT_FORMAT_MAP(X)                                                                                        \
    X(0, DETECT, "detect", "found out from the first bytes of each file")                                              \
    X(1, GDELT, "gdelt", "GDELT events: 1.0 with 57 or 58 columns, 2.0 with 61, also mixed")                           \
    X(2, GDELT_TABLE, "gdelt-table", "GDELT events with a header, as R and pandas write them")                         \
    X(3, ICEWS, "icews", "ICEWS coded events: tabs, also without header")                                              \
    X(4, POLECAT, "polecat", "POLECAT events in PLOVER's types: header, tabs")                                         \
    X(5, ACLED, "acled", "ACLED export: header, commas, quotes")                                                       \
    X(6, UCDP_GED, "ucdp-ged", "UCDP georeferenced events: header, commas, quotes")                                    \
    X(7, CLINE, "cline", "Phoenix of the Cline Center: header, commas, quotes")                                        \
    X(8, COW_DISPUTES, "cow-disputes", "Correlates of War, dyadic militarized interstate disputes")                    \
    X(9, COW_ALLIANCES, "cow-alliances", "Correlates of War, alliances by dyad, also directed and yearly")             \
    X(10, ATOP, "atop", "ATOP alliances by dyad and year")                                                             \
    X(11, COW_EXCHANGE, "cow-exchange", "Correlates of War, diplomatic exchange")                                      \
    X(12, PHOENIX, "phoenix", "Phoenix of the Open Event Data Alliance: 26 columns, tabs, no header")                  \
    X(13, TKG, "tkg", "quadruples of names: source, event text, target, day")                                          \
    X(14, TKG_IDS, "tkg-ids", "quadruples of numbers: with entity2id.txt and relation2id.txt beside")                  \
    X(15, TABLE, "table", "any table, with the caller's columns")                                                      \
    X(16, COW_MEMBERS, "cow-members", "Correlates of War, alliances by member, also yearly")                           \
    X(17, COW_WARS, "cow-wars", "Correlates of War, wars with two sides in a row: within, beyond and without states")  \
    X(18, COW_IGO, "cow-igo", "Correlates of War, pairs of states in the same intergovernmental organisations")

/*
 * What rows become where the format has no code of CAMEO and no score (our choice; there is no standard):
 *
 *     acled           Battles, Explosions/Remote violence 190, -10; Violence against civilians 180, -9; Riots 145, -7.5; Protests
 *                     141, -6.5 (of the old type Riots/Protests by who acts); the sub-type Agreement 057, +8; other strategic developments no code, 0. Mutual but for
 *                     violence against civilians
 *     ucdp-ged        state-based and non-state violence 190, -10, mutual; one-sided violence 180, -9
 *     cow-disputes    by the highest level of hostility: 5 war 190, -10; 4 use 190, -9; 3 display 150, -7.2; 2 threat 138, -5.8;
 *                     1 none: no code, 0. Once a dispute and directed dyad, whatever years it has rows for; but the
 *                     directed dyad-years of Gibler, Miller and Little, which have the level of each state, once a year
 *     cow-alliances,  diplomatic without code, of the strongest obligation: defence, offence 8, neutrality, consultation 5,
 *     atop            non-aggression 4. A file that lists each pair once (it has a column `asymmetric`) is mutual
 *     cow-exchange    none where the file says that there is none (DE is 0, whatever the levels); else diplomatic without code: the mission of the first in the second; that of the second in the first if it is
 *                     the only one; mutual if there are both, with the lower tone: ambassador 4.5, minister 3.5, chargé and
 *                     other 2.5
 *     cow-members     the state is a member of the alliance, an organisation, for as long as the row says
 *     cow-wars        190, -10, mutual, from the first day of the war's first spell to the last of that spell. A side with a COW
 *                     number is that state; any other is an organisation, an armed group, which never rolls up
 *     cow-igo         diplomatic without code, 0, mutual; pairs without a common organisation are no tie. The weight is how many
 *                     they share: the column `dyadigos`, or the ones among the columns of organisations
 *     polecat         the type of PLOVER, and the row's intensity, else the score of its mode or type. Cells that name several
 *                     actors ("Vladimir Putin; Russia") make one relation with several on a side; those who agree or consult
 *                     without a recipient do so with each other, the first with the rest
 *     tkg, tkg-ids    the code of the relation's name, and its score
 *
 * A row weighs 1 but in ucdp-ged (the best estimate of deaths, at least 1), in cow-igo (the organisations that both are in) and
 * where the caller's columns say: GDELT's mentions and articles are those of its first day, and are left aside.
 *
 * A row's tone, where there is a column for it, comes first; without one, that of the code. The source is the publisher (ICEWS,
 * UCDP, ACLED, POLECAT) or the host of the address (GDELT, Phoenix).
 */
typedef enum ent_event_format {
#define ENT_EVENT_FORMAT_ENUMERATOR(number, name, word, description) ENT_EVENTS_##name = (number),
    ENT_EVENT_FORMAT_MAP(ENT_EVENT_FORMAT_ENUMERATOR)
#undef ENT_EVENT_FORMAT_ENUMERATOR
} ent_event_format;

/** The word and the description of a format; NULL if it is none. Static. */
ENT_API const char *ent_event_format_name(ent_event_format format);
/** A line on a format for readers of help; NULL if it is none. Static. */
ENT_API const char *ent_event_format_description(ent_event_format format);

/* ---- Rows that do not become a relation --------------------------------------------------------------------------- */

/**
 * Every reason to reject a row: X(number, name, word, message, broken). The first that holds counts, in this order but
 * for DUPLICATE and SAME_ACTOR, which are found last. `broken` is 1 if the row is not as its format says, and 0 if it
 * is whole but ties no two actors anew (a third of GDELT's rows name one side only).
 */
#define ENT_REJECT_MAP(X)                                                                                              \
    X(0, COLUMNS, "columns", "number of columns", 1)                                                                   \
    X(1, NUL, "nul", "NUL byte", 1)                                                                                    \
    X(2, BYTES, "bytes", "bytes that are not UTF-8 in a code, date or number", 1)                                      \
    X(3, EVENT_ID, "event-id", "event id that is no number", 1)                                                        \
    X(4, DATE, "date", "no such date", 1)                                                                              \
    X(5, LATE, "late", "dated after the day on which it was added", 1)                                                 \
    X(6, CODE, "code", "unknown event code", 1)                                                                        \
    X(7, TONE, "tone", "tone that is no number from -10 to +10", 1)                                                    \
    X(8, NO_ACTORS, "no-actors", "neither source nor target", 1)                                                       \
    X(9, NO_SOURCE, "no-source", "no source actor", 0)                                                                 \
    X(10, NO_TARGET, "no-target", "no target actor", 0)                                                                \
    X(11, ACTOR, "actor", "actor code that cannot be read", 1)                                                         \
    X(12, SAME_ACTOR, "same-actor", "source and target are the same actor", 0)                                         \
    X(13, DUPLICATE, "duplicate", "event id read before", 0)                                                           \
    X(14, QUOTE, "quote", "quoted field that does not end", 1)                                                         \
    X(15, NO_TIE, "no-tie", "says that there is no tie", 0)                                                            \
    X(16, WEIGHT, "weight", "weight that is no number above 0", 1)

typedef enum ent_reject {
#define ENT_REJECT_ENUMERATOR(number, name, word, message, broken) ENT_REJECT_##name = (number),
    ENT_REJECT_MAP(ENT_REJECT_ENUMERATOR)
#undef ENT_REJECT_ENUMERATOR
} ent_reject;
/** How many there are. */
#define ENT_REJECT_COUNT 17

/** The word ("no-target") and the message of a reason; NULL if it is none. Static. */
ENT_API const char *ent_reject_name(ent_reject reason);
/** What was wrong, as a sentence; NULL if it is none. Static. */
ENT_API const char *ent_reject_message(ent_reject reason);
/** Non-zero if rows rejected for it are broken. */
ENT_API int ent_reject_is_broken(ent_reject reason);

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

/** When to stop instead of counting on. */
typedef enum ent_strictness {
    ENT_LENIENT = 0, /**< never: every row is read */
    ENT_STRICT = 1, /**< at the first broken row */
    ENT_STRICT_ALL = 2 /**< at the first row that is rejected for any reason */
} ent_strictness;

/**
 * Which columns of a table are what, for files of no known format. A column is named as in the header (letters and digits
 * count, regardless of case) or by its number from 1, if all are: then the first row is one of data. NULL: there is none.
 * Set with ENT_EVENT_COLUMNS_INIT.
 */
typedef struct ent_event_columns {
    size_t size; /**< sizeof(ent_event_columns) */
    const char *source, *target; /**< who and to whom; must be there */
    const char *date; /**< the day, or the first of several; must be there but for quadruples of numbers */
    const char *end; /**< the last day */
    const char *code; /**< a code of CAMEO, a type of PLOVER, or the name of a code of CAMEO; without it the kind is
                           diplomatic, or that of the rule for "" */
    const char *tone; /**< -10 to +10 */
    const char *
        weight; /**< how much a row stands for: mentions, events, deaths; above 0, 1 where it is empty. ENT_SCHEME_WEIGHT
                             counts with it */
    const char *id; /**< of the event: rows with an id read before are duplicates */
    const char *reference; /**< publisher, or address of the article */
    const char *
        actors; /**< what source and target hold: "name" (or NULL: of a state, of a group with a code, or of anybody), "cameo", or codes of
                             states: "iso2", "iso3", "isonum", "cow", "cowabb", "gw", "fips" */
    const char *dates; /**< the order of days with slashes: "mdy" or "dmy"; NULL: none are expected */
    const char *epoch; /**< where times are steps (quadruples of numbers): the day of step 0 */
    double steps_a_day; /**< and how many make a day: 24 for hours; 0: one */
} ent_event_columns;
#define ENT_EVENT_COLUMNS_INIT                                                                                         \
    { sizeof(ent_event_columns), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0.0 }

/** How to read events. Set with ENT_EVENTS_OPTIONS_INIT. */
typedef struct ent_events_options {
    size_t size; /**< sizeof(ent_events_options) */
    ent_event_format format; /**< of all the files; ENT_EVENTS_DETECT: each by its content */
    ent_strictness strict;
    int32_t repair_codes; /**< non-zero: a code that has lost its leading zero gets it back where only one code can be
                               meant ("43", "251"); never "10" to "20". Repairs are counted */
    uint32_t block_size; /**< bytes that a thread takes at once; 0: 256 KiB. The result does not depend on it */
    int32_t split_government; /**< non-zero: a country and GOV is an organisation, part of the state; 0: the state */
    uint32_t rule_count; /**< of `rules` */
    const ent_code_rule
        *rules; /**< what kind of relation a code is, asked before the built-in rules; NULL: only those */
    const ent_sink
        *rejects; /**< gets every rejected row as it is in the file and a line end, in order, behind the header of
                                  its file unless that stands before already: once mended it is a file to read; NULL: nobody.
                                  Called from one thread at a time, not always the calling one */
    const ent_event_columns *columns; /**< of a table without a known format; of ENT_EVENTS_TKG_IDS only epoch and
                                           steps_a_day are used. NULL: none */
} ent_events_options;
#define ENT_EVENTS_OPTIONS_INIT                                                                                        \
    { sizeof(ent_events_options), ENT_EVENTS_DETECT, ENT_LENIENT, 0, 0, 0, 0, NULL, NULL, NULL }

/** What reading found: counts, and the first row rejected for each reason. */
typedef struct ent_events_report ent_events_report;

/**
 * Reads files of events into a graph, in the order given, on several threads. Relations, actors and sources get the
 * numbers that reading row by row would give them, whatever the number of threads and the size of blocks.
 *
 * A row becomes one relation: its kind and status follow from the event code (ent_code_rule_find(); where the rule says
 * that the target mediates, the row is turned around), its tone is the row's own score (not the tone of the article), its
 * source the publisher of the article, its days are those of the event. Actors are those of the row's codes
 * (ent_actor_from_codes()), added when a kept row first names them, with the affiliation to their state just before that
 * row's relation. The row and so the address of its article can be read again (ent_events_row()).
 *
 * In tables with a header columns are found by their names, whatever their order and number; fields may stand in double quotes
 * (RFC 4180) and then hold line ends. A quote that does not end within a megabyte, or is followed by more text, spoils its line
 * only. A header that comes again is no row. Names that are not UTF-8 are kept with U+FFFD for the bad bytes, and counted.
 *
 * Rows may end in LF or CRLF, also mixed, or in CR if there is no LF in the file; a byte order mark, blank lines and a missing last line end are fine; spaces around a
 * field do not count. Bytes that are not UTF-8 in a field that is not used do no harm and are counted. An event id that
 * the graph already has from the same format is a duplicate, and not kept twice.
 *
 * @param report gets counts; free it. NULL: not wanted
 * @param graph gets the relations; on failure it is left as it was
 * @param paths at least one: files, also compressed (gzip, zip, zstd, bzip2, xz), folders (every file below them by rising
 *              name, but for hidden ones, `entity2id.txt` and its like, README and MANIFEST.TXT, .md and .pdf), or "-": standard
 *              input, once. A zip of several files is as a folder, and one of them is "years.zip/2012.csv"
 * @param options NULL: the defaults
 * @return ENT_EINVAL for options or rules that are none; ENT_EIO (with path and reason); ENT_EFORMAT if a file's
 *         format cannot be told, or in strict reading for the first row: error->line, column and offset point at it; what the sink returns; ENT_ELIMIT if the graph or the
 *         lines of a file (2^32 - 2) are full; ENT_ECANCELLED.
 *
 * O(bytes) time. 56 bytes a relation (record, line, event id, publisher) in the graph, and a few MiB a thread.
 */
ENT_API ent_status ent_events_read(ent_events_report **report, ent_graph *graph, const char *const *paths,
                                   size_t path_count, const ent_events_options *options, const ent_run *run,
                                   ent_error *error);

/**
 * Reads again the row that a relation came from and writes it to the sink as it is in the file, without its line end.
 * ENT_ENOTFOUND if the relation is from no file of events; ENT_EUNSUPPORTED if that cannot be read twice; ENT_EFORMAT
 * if the file has changed since, as far as its size and the place of its lines tell. Reads at most some 100 KB; of a
 * compressed file all before the row.
 */
ENT_API ent_status ent_events_row(const ent_sink *sink, const ent_graph *graph, ent_id relation, ent_error *error);

/* ---- The report --------------------------------------------------------------------------------------------------- */

/** Counts. Set `size` with ENT_EVENTS_COUNTS_INIT. rows = kept + rejected, always. */
typedef struct ent_events_counts {
    size_t size; /**< sizeof(ent_events_counts) */
    uint64_t bytes; /**< read (of compressed files: after decompression) */
    uint64_t rows; /**< rows read; headers and blank lines are none */
    uint64_t kept; /**< rows that became a relation, one each */
    uint64_t rejected; /**< rows that did not */
    uint64_t blank; /**< blank lines */
    uint64_t repaired_codes; /**< codes of kept rows that got a leading zero back */
    uint64_t bad_bytes; /**< kept rows with bytes that are not UTF-8 in a field without a use */
    uint64_t doubtful_dates; /**< kept rows dated more than two days before they were added */
    uint64_t filled_tones; /**< kept rows without a score, which have that of their code */
    uint64_t other_tones; /**< kept rows whose score is not that of their code; the row's own is kept */
} ent_events_counts;
#define ENT_EVENTS_COUNTS_INIT                                                                                         \
    { sizeof(ent_events_counts), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** A rejected row: the first for its reason. Set `size` with ENT_REJECTED_ROW_INIT. */
typedef struct ent_rejected_row {
    size_t size; /**< sizeof(ent_rejected_row) */
    const char *file; /**< its path */
    const char *text; /**< the row without its line end, may hold any byte; cut after 4096 bytes; borrowed */
    size_t text_length;
    uint64_t row_length; /**< of the row in the file */
    uint32_t line; /**< from 1 */
    uint32_t column; /**< byte in the line where the mistake is, from 1 */
} ent_rejected_row;
#define ENT_REJECTED_ROW_INIT                                                                                          \
    { sizeof(ent_rejected_row), NULL, NULL, 0, 0, 0, 0 }

/** The counts of all files. */
ENT_API ent_status ent_events_report_counts(ent_events_counts *counts, const ent_events_report *report,
                                            ent_error *error);
/** Rows rejected for a reason, in all files; 0 for what is none. */
ENT_API uint64_t ent_events_report_rejected(const ent_events_report *report, ent_reject reason);
/** The first row rejected for a reason; borrowed from the report. ENT_ENOTFOUND if there is none. */
ENT_API ent_status ent_events_report_first(ent_rejected_row *row, const ent_events_report *report, ent_reject reason,
                                           ent_error *error);
/** Number of files read. */
ENT_API uint32_t ent_events_report_file_count(const ent_events_report *report);
/** The path, format and counts of a file, from 0 in the order read; the path is borrowed from the report. */
ENT_API ent_status ent_events_report_file(const char **path, ent_event_format *format, ent_events_counts *counts,
                                          const ent_events_report *report, uint32_t file, ent_error *error);
/** Frees a report; NULL is fine. */
ENT_API void ent_events_report_free(ent_events_report *report);

#ifdef __cplusplus
}
#endif
#endif
