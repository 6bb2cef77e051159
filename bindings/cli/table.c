/*
 * Tables of rows that are objects: aligned by the width that characters have on a terminal, or separated by tabs.
 *
 * In tables numbers are rounded to four digits and stand right, what is missing is a dash, control characters are
 * blanked (a document must not drive the terminal), and on a terminal the last column is wrapped. Tsv has a line of keys, then
 * a line a row, numbers in full, what is missing empty, tabs and line ends as spaces.
 */
#include "answer.h"
#include "complain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

typedef struct writer {
    const ent_sink *sink;
    ent_error *error;
    ent_status status;
    bool is_coloured;
} writer;

static void put(writer *to, const char *text, size_t length) {
    if (to->status == ENT_OK && length) {
        to->status = to->sink->write(to->sink->context, text, length, to->error);
    }
}

static void puts_to(writer *to, const char *text) {
    put(to, text, strlen(text));
}

/* ---- Values ------------------------------------------------------------------------------------------------------- */

static char *number_text(const cJSON *value, bool is_full) {
    double number = value->valuedouble;
    if (is_full) {
        return cJSON_PrintUnformatted(value);
    }
    return fabs(number) >= 1000 || number == floor(number) ? format_text("%.0f", number) : format_text("%.4g", number);
}

/* What a list shows of an item: its text, or the id or the name of an object. */
static const char *item_text(const cJSON *item, bool is_full) {
    const cJSON *part = cJSON_IsObject(item) ? cJSON_GetObjectItemCaseSensitive(item, is_full ? "id" : "name") : item;
    part = part ? part : cJSON_GetObjectItemCaseSensitive(item, "id");
    return cJSON_IsString(part) ? part->valuestring : "";
}

/* Texts, which may have commas and spaces, are joined otherwise than names and ids. */
static char *list_text(const cJSON *list, bool is_full) {
    const char *comma = cJSON_IsString(list->child) ? "; " : is_full ? " " : ", ";
    const cJSON *item;
    size_t room = 1, used = 0;
    cJSON_ArrayForEach(item, list) {
        room += strlen(item_text(item, is_full)) + 2;
    }
    char *text = allocate(room, 1);
    cJSON_ArrayForEach(item, list) {
        used += (size_t)snprintf(text + used, room - used, "%s%s", used ? comma : "", item_text(item, is_full));
    }
    return text;
}

/* What would break lines or columns, or speak to the terminal, becomes a space. */
static void blank_controls(char *text) {
    for (; *text; text++) {
        *text = ((unsigned char)*text < 0x20 || *text == 0x7F) ? ' ' : *text;
    }
}

/* The text of a row under a key; is_full: as tsv has it. */
static char *cell_text(const cJSON *row, const char *key, bool is_full) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(row, key);
    char *text = NULL;
    if (cJSON_IsString(value)) {
        text = copy_text(value->valuestring, strlen(value->valuestring));
    } else if (cJSON_IsNumber(value) && isfinite(value->valuedouble)) {
        text = number_text(value, is_full);
    } else if (cJSON_IsBool(value)) {
        text = format_text("%s", cJSON_IsTrue(value) ? "yes" : "no");
    } else if (cJSON_IsArray(value)) {
        text = list_text(value, is_full);
    } else {
        text = copy_text("-", is_full ? 0 : 1);
    }
    blank_controls(text);
    return text;
}

/* Columns of the character at `text`, whose bytes *used gets; what is no UTF-8 counts as one. */
static size_t character_width(const char *text, size_t *used) {
    utf8proc_int32_t character;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &character);
    int columns = bytes > 0 ? utf8proc_charwidth(character) : 1;
    *used = bytes > 0 ? (size_t)bytes : 1;
    return columns > 0 ? (size_t)columns : 0;
}

static size_t width_of(const char *text) {
    size_t width = 0, used;
    for (; *text; text += used) {
        width += character_width(text, &used);
    }
    return width;
}

/* ---- Aligned tables ----------------------------------------------------------------------------------------------- */

typedef struct cli_table {
    const cli_column *shown[32]; /* columns with a heading */
    size_t column_count, row_count;
    char **cells; /* row by row */
    size_t widths[32];
    bool is_right[32];
} cli_table;

static void table_fill(cli_table *table, const cli_section *section) {
    *table = (cli_table){.row_count = (size_t)cJSON_GetArraySize(section->rows)};
    for (const cli_column *column = section->columns; column->key && table->column_count < 32; column++) {
        if (column->heading) {
            table->widths[table->column_count] = width_of(column->heading);
            table->is_right[table->column_count] = true;
            table->shown[table->column_count++] = column;
        }
    }
    table->cells = allocate(table->row_count * table->column_count, sizeof *table->cells);
    const cJSON *row;
    size_t cell = 0;
    cJSON_ArrayForEach(row, section->rows) {
        for (size_t c = 0; c < table->column_count; c++, cell++) {
            const cJSON *value = cJSON_GetObjectItemCaseSensitive(row, table->shown[c]->key);
            char *text = table->cells[cell] = cell_text(row, table->shown[c]->key, false);
            size_t width = width_of(text);
            table->widths[c] = width > table->widths[c] ? width : table->widths[c];
            bool is_blank = !value || cJSON_IsNull(value) || !*text;
            table->is_right[c] = table->is_right[c] && (is_blank || cJSON_IsNumber(value));
        }
    }
}

/* The colour of a word that says what a tie is or how far a mediation has come; NULL: none. */
static const char *colour_of(const char *word) {
    static const char *const colours[][2] = {
        {"attack", "\033[31m"},     {"rejected", "\033[31m"}, {"mediation", "\033[34m"}, {"conducted", "\033[32m"},
        {"accepted", "\033[32m"},   {"offered", "\033[34m"},  {"appeal", "\033[36m"},    {"expected", "\033[33m"},
        {"diplomatic", "\033[32m"}, {"certain", "\033[32m"},  {"possible", "\033[33m"},
    };
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        if (strncmp(word, colours[i][0], strlen(colours[i][0])) == 0) {
            return colours[i][1];
        }
    }
    return NULL;
}

static void put_coloured(writer *to, const char *text, size_t length, const char *colour) {
    bool is_coloured = to->is_coloured && colour && length;
    puts_to(to, is_coloured ? colour : "");
    put(to, text, length);
    puts_to(to, is_coloured ? "\033[0m" : "");
}

static void put_spaces(writer *to, size_t count) {
    while (count--) {
        put(to, " ", 1);
    }
}

/* The bytes of `text` that fit in `room` columns, up to a space if there is one; at least one character. */
static size_t fitting(const char *text, size_t room) {
    size_t width = 0, space = 0, at = 0, used;
    while (text[at]) {
        width += character_width(text + at, &used);
        if (text[at] == ' ') {
            space = at;
        }
        if (width > room && at > 0) {
            return space ? space : at;
        }
        at += used;
    }
    return at;
}

/* The last column: as it is, or in several lines of `room` columns. */
static void put_wrapped(writer *to, const char *text, size_t indent, size_t room, const char *colour) {
    while (room && width_of(text) > room) {
        size_t length = fitting(text, room);
        put_coloured(to, text, length, colour);
        text += length;
        text += strspn(text, " ");
        if (*text) {
            puts_to(to, "\n");
            put_spaces(to, indent);
        }
    }
    put_coloured(to, text, strlen(text), colour);
}

static const char *cell_colour(const cli_column *column, const char *text) {
    return column->look == LOOK_NAME    ? "\033[1m"
           : column->look == LOOK_FAINT ? "\033[2m"
           : column->look == LOOK_WORD  ? colour_of(text)
                                        : NULL;
}

/* The last column where it stands left: wrapped into what is left of the terminal, or if that is little, into lines below. */
static void put_last(writer *to, const char *text, size_t indent, size_t terminal, const char *colour) {
    enum { LEAST = 30, BELOW = 6 };
    if (terminal && terminal < indent + LEAST && indent + width_of(text) > terminal) {
        indent = terminal > BELOW + LEAST ? BELOW : 0;
        puts_to(to, "\n");
        put_spaces(to, indent);
    }
    put_wrapped(to, text, indent, terminal ? terminal - indent : 0, colour);
}

/* A line: headings if cells is NULL. */
static void put_line(writer *to, const cli_table *table, char *const *cells, size_t terminal) {
    size_t indent = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const char *text = cells ? cells[c] : table->shown[c]->heading;
        const char *colour = cells ? cell_colour(table->shown[c], text) : "\033[1;4m";
        size_t length = strlen(text), blank = table->widths[c] - width_of(text);
        if (c + 1 == table->column_count && !table->is_right[c]) {
            put_last(to, text, indent, terminal, colour);
            break;
        }
        put_spaces(to, table->is_right[c] ? blank : 0);
        put_coloured(to, text, length, colour);
        put_spaces(to, c + 1 == table->column_count ? 0 : (table->is_right[c] ? 0 : blank) + 2);
        indent += table->widths[c] + 2;
    }
    puts_to(to, "\n");
}

ent_status table_write(const ent_sink *sink, const cli_section *section, bool is_coloured, size_t width,
                       ent_error *error) {
    writer to = {sink, error, ENT_OK, is_coloured};
    cli_table table;
    table_fill(&table, section);
    if (section->title) {
        blank_controls(section->title);
        put_coloured(&to, section->title, strlen(section->title), "\033[1m");
        puts_to(&to, "\n");
    }
    if (table.row_count) {
        put_line(&to, &table, NULL, width);
    }
    for (size_t row = 0; row < table.row_count; row++) {
        put_line(&to, &table, table.cells + row * table.column_count, width);
    }
    for (size_t i = 0; i < table.row_count * table.column_count; i++) {
        free(table.cells[i]);
    }
    free(table.cells);
    return to.status;
}

/* ---- Tabs --------------------------------------------------------------------------------------------------------- */

ent_status tsv_write(const ent_sink *sink, const cli_section *section, ent_error *error) {
    writer to = {sink, error, ENT_OK, false};
    for (const cli_column *column = section->columns; column->key; column++) {
        puts_to(&to, column->key);
        puts_to(&to, column[1].key ? "\t" : "\n");
    }
    const cJSON *row;
    cJSON_ArrayForEach(row, section->rows) {
        for (const cli_column *column = section->columns; column->key; column++) {
            char *text = cell_text(row, column->key, true);
            puts_to(&to, text);
            puts_to(&to, column[1].key ? "\t" : "\n");
            free(text);
        }
    }
    return to.status;
}
