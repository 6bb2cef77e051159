/*
 * What the parts of the DOT writer share. Private.
 * A diagram is made of lines (what runs between two nodes in one style) and places (where a node stands); the parts are
 * dot_lines.c, dot_places.c, dot_style.c (looks and legend), dot_text.c (words and escaping) and dot.c, which writes.
 */
#ifndef ENT_DOT_INTERNAL_H
#define ENT_DOT_INTERNAL_H

#include "out.h"

/* How a line looks; drawn and explained in this order. */
typedef enum ent__style {
    ENT__STYLE_ATTACK,
    ENT__STYLE_HOSTILE, /* diplomatic, tone < 0 */
    ENT__STYLE_NEUTRAL, /* diplomatic, tone 0 */
    ENT__STYLE_COOPERATIVE, /* diplomatic, tone > 0 */
    ENT__STYLE_MEDIATION, /* conducted, or not said how far it came */
    ENT__STYLE_OFFERED, /* offered or accepted */
    ENT__STYLE_APPEAL,
    ENT__STYLE_EXPECTED,
    ENT__STYLE_REJECTED,
    ENT__STYLE_AFFILIATION,
    ENT__STYLE_POSITIVE, /* without a graph only signs are known */
    ENT__STYLE_NEGATIVE
} ent__style;
#define ENT__STYLE_COUNT 12

#define ENT__FORTH 1u
#define ENT__BACK 2u

/* In which of two networks something is that are compared; 0: none are. */
#define ENT__BEFORE 1u
#define ENT__AFTER 2u

/* One relation between a pair of nodes. */
typedef struct ent__item {
    ent_id relation; /* ENT_NONE without a graph */
    uint32_t count; /* relations it stands for: 1 with a graph */
    double strength;
    uint8_t style;
    uint8_t ways; /* ENT__FORTH: from the pair's smaller node to the larger; ENT__BACK; both; 0: unknown */
    uint8_t positive; /* part of the layer that paths run over */
    uint8_t lane; /* `ways` where each direction is a line of its own, else 0 */
    uint8_t sides; /* ENT__BEFORE, ENT__AFTER */
} ent__item;

/* The relations of one style between a pair, drawn as one line. */
typedef struct ent__line {
    uint32_t u, v; /* u < v */
    size_t start, end; /* items */
    uint32_t count; /* relations */
    ent_date first, last;
    double strength;
    double confidence; /* of the surest of them */
    uint8_t style;
    uint8_t ways;
    uint8_t positive;
    uint8_t on_path;
    uint8_t sides; /* of any of its items */
} ent__line;

/* Orders of the two sides; those between them have the number between. */
#define ENT__LEFT 0
#define ENT__RIGHT 2

/* Where a node stands. */
typedef struct ent__place {
    ent_id box; /* actor in whose box it is drawn, ENT_NONE: in none */
    ent_id affiliation; /* relation by which it belongs there, ENT_NONE: it is the box's own actor */
    uint32_t group; /* number of what is kept together: a box, or a node alone */
    int32_t order; /* from left to right; smaller ones are tails */
    uint32_t step; /* position on the highlighted path, from 1; 0: not on it */
} ent__place;

typedef struct ent__diagram {
    const ent_network *network;
    const ent_network *sides[2]; /* what it is compared of: before, after; NULL: nothing is compared */
    const ent_graph *graph; /* NULL: none */
    const ent_dot_options *options;
    ent__item *items;
    size_t item_count, item_capacity;
    ent__line *lines;
    size_t line_count, line_capacity;
    ent__place *places; /* of each node */
    uint32_t group_count;
    bool with_year; /* days of more than one year are drawn */
    bool highlights; /* a path is shown */
    ent_error *error;
} ent__diagram;

/* dot_lines.c: fills items and lines. */
ent_status ent__lines_collect(ent__diagram *diagram, const ent_run *run);
/* Style of a relation. */
ent__style ent__style_of(const ent_relation *relation);

/* dot_places.c: fills places; needs the lines. */
ent_status ent__places_find(ent__diagram *diagram);

/* dot_style.c */
void ent__dot_line(ent__out *out, const ent__diagram *diagram, const ent__line *line);
void ent__dot_node_style(ent__out *out, const ent__diagram *diagram, uint32_t node, const ent_actor *actor);
void ent__dot_legend(ent__out *out, const ent__diagram *diagram);

/* dot_compare.c */
/* The two networks as one. ENT_EINVAL if they cannot be compared. */
ent_status ent__dot_overlay(ent_network **overlay, const ent_network *before, const ent_network *after,
                            const ent_graph *graph, ent_error *error);
/* In which networks a relation (ENT_NONE: any tie) joins two nodes; in which a node is. 0 where nothing is compared. */
uint8_t ent__dot_relation_sides(const ent__diagram *diagram, uint32_t from, uint32_t to, ent_id relation);
uint8_t ent__dot_node_sides(const ent__diagram *diagram, uint32_t node);
/* "new", "gone", "same", "". */
const char *ent__dot_state_word(uint8_t sides);
/* "from 16–18 Jan 2024 to 19–29 Jan 2024". */
void ent__dot_compared_title(ent__out *out, const ent__diagram *diagram);

/* dot_text.c */
/* The node's name in DOT: the actor's id where it needs no escaping, else "actor 12", which no such id is. */
void ent__dot_node_name(ent__out *out, const ent__diagram *diagram, uint32_t node);
void ent__dot_actor_name(ent__out *out, const ent_graph *graph, ent_id actor);
/* Text inside the quotes of a label or tooltip, shown as it is. */
void ent__dot_escape(ent__out *out, const char *text);
/* The same in lines of about `width` characters, cut after a few. */
void ent__dot_wrap(ent__out *out, const char *text, unsigned width);
/* "16-29 Jan", "since 16 Jan", "until 15 Jan 2024", "standing". */
#define ENT__DAYS_TEXT 64
void ent__dot_days(char text[ENT__DAYS_TEXT], ent_date first, ent_date last, bool with_year);
/* The evidence of a line, one relation a row. */
void ent__dot_evidence(ent__out *out, const ent__diagram *diagram, const ent__line *line);

#endif
