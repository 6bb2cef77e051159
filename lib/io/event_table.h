/*
 * Formats that are tables: what their columns mean, and how dates, codes and actors are written in them. A format is a row
 * of ent__table_formats; reading is the same for all. Private to io/.
 */
#ifndef ENT_EVENT_TABLE_H
#define ENT_EVENT_TABLE_H

#include "event_record.h"

/* What a column is for. */
enum ent__role {
    ENT__ID, /* the event's id: of all these columns that there are, joined by spaces */
    ENT__ID_LAST = ENT__ID + 3,
    ENT__DATE,
    ENT__END,
    ENT__YEAR, /* a date in three columns */
    ENT__MONTH,
    ENT__DAY,
    ENT__END_YEAR,
    ENT__END_MONTH,
    ENT__END_DAY,
    ENT__ADDED, /* the day on which the row was added */
    ENT__CODE,
    ENT__CODE_MORE, /* what else decides of the code: mode, sub-type, root */
    ENT__CODE_CLASS,
    ENT__LEVEL, /* levels of a tie, as the format has them */
    ENT__LEVEL_LAST = ENT__LEVEL + 4,
    ENT__TONE,
    ENT__WEIGHT,
    ENT__REFERENCE, /* publisher, or address of the article */
    ENT__PLACE, /* the country in which it happened */
    ENT__SOURCE, /* name or code, and what else tells who it is */
    ENT__SOURCE_LAST = ENT__SOURCE + 8,
    ENT__TARGET,
    ENT__TARGET_LAST = ENT__TARGET + 8,
    ENT__ROLES
};

/* How actors are written. */
typedef enum ent__actors {
    ENT__ACTORS_NAME, /* a state's name, or anybody's */
    ENT__ACTORS_CAMEO, /* chain, then country, group, ethnic, two religions, three types: those that there are */
    ENT__ACTORS_ICEWS, /* name, sectors, country */
    ENT__ACTORS_PLOVER, /* name, country (ISO 3166-1 alpha-3), sector, title */
    ENT__ACTORS_ACLED, /* name, sort */
    ENT__ACTORS_UCDP, /* side, number of Gleditsch and Ward */
    ENT__ACTORS_SIDE, /* of a war: name, COW number */
    ENT__ACTORS_MEMBER, /* the source a code of the format's scheme; the target an alliance: number, type */
    ENT__ACTORS_STATE /* a code of the format's scheme */
} ent__actors;

/* How codes are written, or what stands for them. */
typedef enum ent__code_style {
    ENT__CODES_NONE, /* there are none: kind by the rule of "", tone 0 unless a column has it */
    ENT__CODES_CAMEO,
    ENT__CODES_PLOVER, /* type, mode */
    ENT__CODES_NAME, /* the name of a code of CAMEO */
    ENT__CODES_ANY, /* code of CAMEO, type of PLOVER, or name of a code */
    ENT__CODES_ACLED,
    ENT__CODES_UCDP,
    ENT__CODES_DISPUTE,
    ENT__CODES_ALLIANCE,
    ENT__CODES_EXCHANGE,
    ENT__CODES_WAR, /* every row is one */
    ENT__CODES_MEMBER, /* every row is a membership */
    ENT__CODES_SHARED, /* how many memberships are shared: ENT__LEVEL */
    ENT__CODES_JOINT /* a column for each organisation, 1 where both are full members */
} ent__code_style;

typedef enum ent__date_order { ENT__DATES_ISO, ENT__DATES_MDY, ENT__DATES_DMY, ENT__DATES_STEPS } ent__date_order;

typedef struct ent__table_format {
    ent_event_format format;
    char separator; /* 0: the one of comma, tab, semicolon and bar that the header has most of */
    bool is_quoted, has_header, has_text_ids, has_dated_ids;
    ent__actors actors;
    ent__code_style codes;
    ent__date_order dates;
    const char *scheme; /* of ENT__ACTORS_STATE */
    const char *missing; /* what stands for nothing, with bars around each: "|NA|NULL|" */
    /* Of each role the names of its column, the best first, with bars between them; "!" before: the format has it always;
     * "#3": the third column. NULL: none. */
    const char *names[ENT__ROLES];
    /* Whether a record without header is of the format. NULL: it has a header. */
    bool (*fits)(const ent__field *fields, size_t count);
} ent__table_format;

extern const ent__table_format ent__table_formats[];
extern const size_t ent__table_format_count;

/* Names by number, of a file beside. */
typedef struct ent__ids {
    char **names; /* NULL: the number is free */
    size_t count, capacity;
} ent__ids;

/* A file as a table: its format and where its columns are. Made when the file is opened, then only read. */
typedef struct ent__table {
    ent__event_reader reader;
    ent__table_format format;
    int32_t columns[ENT__ROLES]; /* -1: there is none */
    uint32_t column_count;
    char *header; /* the first record, which may come again where files were joined; NULL: none */
    size_t header_length;
    ent__ids entities, relations; /* of quadruples of numbers */
    ent_date epoch;
    double steps_a_day;
} ent__table;

/* Finds the table format of a file and binds its columns; *table is NULL if it is none. */
ent_status ent__table_new(ent__table **table, const ent__event_file *file, const ent_events_options *options,
                          ent_error *error);
void ent__table_free(ent__table *table);
void ent__table_read(ent__worker *worker, ent__block *block);
/* Checks the caller's columns. */
ent_status ent__columns_check(const ent_event_columns *columns, ent_error *error);

/* Reads the names that the numbers of a file stand for. */
ent_status ent__table_read_ids(ent__table *table, const char *path, ent_error *error);
void ent__ids_free(ent__ids *ids);

/* ---- Records ------------------------------------------------------------------------------------------------------ */

/* A record being read. */
typedef struct ent__record {
    ent__worker *worker;
    ent__block *block;
    const ent__table *table;
    size_t line;
    size_t start; /* of the record in the block */
    bool has_quotes; /* its fields are not simply what lies between the separators */
    bool has_odd_bytes; /* there may be a NUL or a byte above 127 in it */
    ent__event event;
    double weight;
    unsigned flags;
    bool swapped; /* the source is the target's side: who acts stands second */
} ent__record;

/* The text of a role without the spaces around it; empty if there is no such column, or nothing in it. */
ent__field ent__record_field(const ent__record *record, int role);
/* Rejects the record for what is in a role's column; always false. */
bool ent__record_reject(const ent__record *record, int role, ent_reject reason);

static inline bool ent__field_is(ent__field field, const char *text) {
    return field.length == strlen(text) && memcmp(field.text, text, field.length) == 0;
}
/* A whole number that may have a sign; false if it is none. */
bool ent__field_int(ent__field field, int64_t *number);

/* The texts that tell who an actor is. */
#define ENT__ACTOR_PARTS 9
/* Of one of POLECAT's: not empty if the country stands for several actors. */
#define ENT__PLOVER_SHARED 4

/* The thread's number of the actor that some texts tell of, ENT__NOBODY or ENT__UNREADABLE. */
uint32_t ent__record_actor(ent__record *record, int role, const ent__field parts[ENT__ACTOR_PARTS]);

/* Whether a cell names several actors; then who they are, as ent__record_who(). */
bool ent__record_is_of_several(const ent__record *record);
bool ent__record_who_of_several(ent__record *record);

/* The parts of a record. False if it was rejected, or block->status is set. */
bool ent__record_when(ent__record *record);
bool ent__record_what(ent__record *record);
bool ent__record_who(ent__record *record);
bool ent__record_weight(ent__record *record);

/* The days that a text writes; false if it writes none. */
bool ent__days_read(ent__field text, ent__date_order order, ent_date *first, ent_date *last);

#endif
