/*
 * Words of a diagram: names, days, evidence, and the escaping that makes Graphviz show a text as it is.
 *
 * Inside quotes DOT knows \" only; labels and tooltips further read \N, \n, ... and HTML entities. So quotes and
 * backslashes get a backslash and '&' becomes an entity. No label is ever HTML: all are quoted. Characters that turn the
 * direction of what follows are left out: a name must not rewrite its neighbours (Unicode TR 36).
 */
#include "dot_internal.h"

#include <stdio.h>
#include <string.h>

/* Rows of a wrapped name; the rest is in the tooltip. */
#define MOST_ROWS 4
/* Relations and characters of a summary in one tooltip. */
#define MOST_EVIDENCE 12
#define MOST_SUMMARY 300

/* Ids that DOT and any reader of it take as they are; others are named by their number. */
static bool is_plain(const char *id) {
    size_t length = strlen(id);
    if (length > 64) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = id[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
            return false;
        }
    }
    return true;
}

void ent__dot_actor_name(ent__out *out, const ent_graph *graph, ent_id actor) {
    ent_actor read = ENT_ACTOR_INIT;
    if (graph && ent_graph_get_actor(&read, graph, actor, NULL) == ENT_OK && is_plain(read.id)) {
        ent__out_format(out, "%s", read.id);
    } else if (graph) {
        ent__out_format(out, "actor %u", actor);
    } else {
        ent__out_format(out, "%u", actor);
    }
}

void ent__dot_node_name(ent__out *out, const ent__diagram *diagram, uint32_t node) {
    ent__out_text(out, "\"");
    ent__dot_actor_name(out, diagram->graph, ent_network_actor(diagram->network, node));
    ent__out_text(out, "\"");
}

/* Overrides and isolates of the bidirectional algorithm. */
static bool turns_direction(uint32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Inside quotes, for a label or tooltip; a line end becomes DOT's own. */
static void escape_character(ent__out *out, uint32_t c) {
    switch (c) {
    case '"':
        ent__out_text(out, "\\\"");
        break;
    case '\\':
        ent__out_text(out, "\\\\");
        break;
    case '&':
        ent__out_text(out, "&amp;");
        break;
    case '\n':
        ent__out_text(out, "\\n");
        break;
    case '\t':
        ent__out_text(out, " ");
        break;
    case '\r':
        break;
    default:
        if (!turns_direction(c)) {
            ent__out_character(out, c);
        }
    }
}

/* Escapes at most `most` characters, and says by an ellipsis that there were more. */
static void escape_some(ent__out *out, const char *text, size_t most) {
    uint32_t c;
    while (most-- && (c = ent__next_character(&text)) != 0) {
        escape_character(out, c);
    }
    if (*text) {
        ent__out_text(out, "…");
    }
}

void ent__dot_escape(ent__out *out, const char *text) {
    escape_some(out, text, SIZE_MAX);
}

static bool is_space(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Characters up to the next space. */
static unsigned word_length(const char *text) {
    unsigned length = 0;
    for (uint32_t c; (c = ent__next_character(&text)) != 0 && !is_space(c);) {
        length++;
    }
    return length;
}

/* Breaks at spaces, and inside a word only where it is wider than the row. */
void ent__dot_wrap(ent__out *out, const char *text, unsigned width) {
    unsigned column = 0, row = 1;
    bool gap = false;
    while (*text) {
        const char *next = text;
        uint32_t c = ent__next_character(&next);
        if (is_space(c)) {
            gap = column > 0;
            text = next;
            continue;
        }
        unsigned needed = gap ? 1 + word_length(text) : 1;
        if (column > 0 && column + needed > width && (gap || column >= width)) {
            if (row == MOST_ROWS) {
                ent__out_text(out, "…");
                return;
            }
            ent__out_text(out, "\\n");
            row++;
            column = 0;
        } else if (gap) {
            ent__out_text(out, " ");
            column++;
        }
        gap = false;
        escape_character(out, c);
        column++;
        text = next;
    }
}

static const char *const months[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

typedef struct day {
    int32_t year, month, day;
} day;

static day day_of(ent_date date) {
    day d;
    ent_date_to_ymd(date, &d.year, &d.month, &d.day);
    return d;
}

static int write_day(char *text, size_t room, day d, bool with_month, bool with_year) {
    if (!with_month) {
        return snprintf(text, room, "%d", (int)d.day);
    }
    if (!with_year) {
        return snprintf(text, room, "%d %s", (int)d.day, months[d.month - 1]);
    }
    return snprintf(text, room, "%d %s %d", (int)d.day, months[d.month - 1], (int)d.year);
}

/* As short as a reader needs: 16–18 Jan; the year only where labels of one diagram need it. */
void ent__dot_days(char text[ENT__DAYS_TEXT], ent_date first, ent_date last, bool with_year) {
    bool open_first = first == ENT_DATE_MIN, open_last = last == ENT_DATE_MAX;
    if (open_first && open_last) {
        snprintf(text, ENT__DAYS_TEXT, "standing");
        return;
    }
    if (open_first || open_last) {
        int used = snprintf(text, ENT__DAYS_TEXT, open_first ? "until " : "since ");
        write_day(text + used, ENT__DAYS_TEXT - (size_t)used, day_of(open_first ? last : first), true, with_year);
        return;
    }
    day from = day_of(first), to = day_of(last);
    bool same_year = from.year == to.year, same_month = same_year && from.month == to.month;
    int used = 0;
    if (first != last) {
        used = write_day(text, ENT__DAYS_TEXT, from, !same_month, with_year && !same_year);
        used += snprintf(text + used, ENT__DAYS_TEXT - (size_t)used, same_month ? "–" : " – ");
    }
    write_day(text + used, ENT__DAYS_TEXT - (size_t)used, to, true, with_year);
}

/* "[title, title]" of the sources, if there are any. */
static void write_sources(ent__out *out, const ent_graph *graph, const ent_relation *relation) {
    for (size_t i = 0; i < relation->source_count; i++) {
        ent_source source = ENT_SOURCE_INIT;
        if (ent_graph_get_source(&source, graph, relation->sources[i], NULL) == ENT_OK) {
            ent__out_text(out, i ? "; " : " [");
            escape_some(out, source.title ? source.title : source.id, MOST_SUMMARY);
        }
    }
    ent__out_text(out, relation->source_count ? "]" : "");
}

/* " file:line, event id" that a relation was read from, if it was. */
static void write_origin(ent__out *out, const ent_graph *graph, ent_id number) {
    ent_origin origin = ENT_ORIGIN_INIT;
    if (ent_graph_relation_origin(&origin, graph, number, NULL) != ENT_OK) {
        return;
    }
    ent__out_text(out, " ");
    escape_some(out, origin.file, MOST_SUMMARY);
    ent__out_format(out, ":%u", origin.line);
    if (origin.event_text) {
        ent__out_text(out, ", event ");
        escape_some(out, origin.event_text, MOST_SUMMARY);
    } else if (origin.event) {
        ent__out_format(out, ", event %llu", (unsigned long long)origin.event);
    }
}

static void write_relation(ent__out *out, const ent_graph *graph, ent_id number) {
    ent_relation relation = ENT_RELATION_INIT;
    if (ent_graph_get_relation(&relation, graph, number, NULL) != ENT_OK) {
        return;
    }
    char days[ENT__DAYS_TEXT], value[32];
    ent__dot_days(days, relation.first, relation.last, true);
    ent__out_format(out, "%s: ", days);
    if (relation.kind == ENT_KIND_AFFILIATION) {
        ent__out_text(out, ent_affiliation_kind_name(relation.affiliation));
    } else {
        ent__out_text(out, ent_kind_name(relation.kind));
    }
    if (relation.status != ENT_MEDIATION_UNSTATED) {
        ent__out_format(out, " (%s)", ent_mediation_status_name(relation.status));
    }
    if (relation.code) {
        ent__out_text(out, ", code ");
        ent__dot_escape(out, relation.code);
    }
    if (relation.confidence < 1.0) {
        ent__out_text(out, ", confidence ");
        ent__out_bytes(out, value, ent__double_format(value, relation.confidence));
    }
    ent__out_text(out, ". ");
    escape_some(out, relation.role ? relation.role : relation.summary ? relation.summary : "", MOST_SUMMARY);
    write_sources(out, graph, &relation);
    write_origin(out, graph, number);
}

void ent__dot_evidence(ent__out *out, const ent__diagram *diagram, const ent__line *line) {
    size_t shown = line->end - line->start > MOST_EVIDENCE ? MOST_EVIDENCE : line->end - line->start;
    for (size_t i = 0; i < shown; i++) {
        ent__out_text(out, i ? "\\n" : "");
        write_relation(out, diagram->graph, diagram->items[line->start + i].relation);
    }
    if (line->end - line->start > shown) {
        ent__out_format(out, "\\nand %zu more", line->end - line->start - shown);
    }
}
