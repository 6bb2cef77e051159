/*
 * Looks: shapes of actors, colours, strokes and heads of lines, and the legend that explains those that occur.
 *
 * Colours are those of Okabe and Ito, which people with any colour vision tell apart; in black and white stroke (solid,
 * bold, double, dashed, dotted) and head (arrow, bar, diamond) still do. A filled diamond is a mediation that took place, an open one is not.
 */
#include "dot_internal.h"

#include <math.h>
#include <string.h>

typedef struct look {
    const char *name; /* class attribute, for style sheets */
    const char *word; /* on the line */
    const char *legend;
    const char *colour;
    const char *text_colour; /* the same, dark enough to read */
    const char *stroke;
    const char *head;
    double extra_width;
} look;

static const look looks[ENT__STYLE_COUNT] = {
    {"attack", "attack", "attack", "#D55E00", "#9C4300", "bold", "normal", 1.2},
    {"hostile", "hostile", "diplomatic, hostile", "#CC79A7", "#8F3F6B", "solid", "tee", 0.4},
    {"neutral", "neutral", "diplomatic, neutral", "#7F7F7F", "#555555", "solid", "empty", 0.0},
    {"cooperative", "cooperative", "diplomatic, cooperative", "#009E73", "#00664A", "solid", "vee", 0.0},
    {"mediation", "mediation", "mediation", "#0072B2", "#004F7C", "solid", "diamond", 1.0},
    {"offered", "offer", "mediation offered", "#0072B2", "#004F7C", "solid", "odiamond", 0.0},
    {"appeal", "appeal", "appeal to settle", "#0072B2", "#004F7C", "dotted", "odiamond", 0.4},
    {"expected", "expected", "mediation expected", "#56B4E9", "#1F6FA3", "dashed", "odiamond", 0.4},
    {"rejected", "rejected", "mediation rejected", "#0072B2", "#004F7C", "dashed", "teeodiamond", 0.0},
    {"affiliation", "", "affiliation", "#999999", "#666666", "dotted", "odot", 0.0},
    {"positive", "", "positive tie", "#009E73", "#00664A", "solid", "vee", 0.0},
    {"negative", "", "negative tie", "#D55E00", "#9C4300", "dashed", "tee", 0.0},
};

/* ---- Actors ------------------------------------------------------------------------------------------------------- */

typedef enum shape { SHAPE_STATE, SHAPE_OFFICIAL, SHAPE_ORGANISATION, SHAPE_ARMED } shape;
static const struct {
    const char *legend, *attributes;
} shapes[4] = {
    {"state", "shape=box, style=filled, fillcolor=\"#DCE6F0\", penwidth=1.8, fontsize=14, width=1, height=0.6"},
    {"official", "shape=ellipse, style=filled, fillcolor=\"#FFFFFF\""},
    {"organisation", "shape=box, style=\"rounded,filled\", fillcolor=\"#FFF3D6\""},
    {"armed group", "shape=octagon, style=filled, fillcolor=\"#4D4D4D\", fontcolor=\"#FFFFFF\""},
};

static shape shape_of(const ent_actor *actor) {
    if (actor->kind == ENT_ACTOR_ORGANISATION && actor->type &&
        (strcmp(actor->type, "armed group") == 0 || strcmp(actor->type, "rebels") == 0)) {
        return SHAPE_ARMED;
    }
    return actor->kind == ENT_ACTOR_STATE      ? SHAPE_STATE
           : actor->kind == ENT_ACTOR_OFFICIAL ? SHAPE_OFFICIAL
                                               : SHAPE_ORGANISATION;
}

void ent__dot_node_style(ent__out *out, const ent__diagram *diagram, uint32_t node, const ent_actor *actor) {
    if (actor) {
        ent__out_text(out, shapes[shape_of(actor)].attributes);
    } else {
        ent__out_text(out, "shape=circle, style=filled, fillcolor=\"#FFFFFF\"");
    }
    if (diagram->places[node].step) {
        ent__out_text(out, ", penwidth=3, fillcolor=\"#F0E442\", fontcolor=\"#000000\""); /* the last wins */
    }
    uint8_t sides = ent__dot_node_sides(diagram, node);
    if (sides == ENT__BEFORE) {
        bool is_round = actor && shape_of(actor) == SHAPE_ORGANISATION;
        ent__out_format(out,
                        ", style=\"%sfilled,dashed\", fillcolor=\"#FFFFFF\", color=\"#999999\", fontcolor=\"#777777\"",
                        is_round ? "rounded," : "");
    } else if (sides == ENT__AFTER) {
        ent__out_text(out, ", penwidth=3.5");
    }
}

/* ---- Lines -------------------------------------------------------------------------------------------------------- */

/* Hundredths of a point: grows with the logarithm of strength, between 0.8 and 5 points. */
static unsigned width_of(const ent__line *line) {
    double width = 0.8 + 0.8 * log2(1.0 + line->strength) + looks[line->style].extra_width;
    return (unsigned)lround(100.0 * (width < 5.0 ? width : 5.0)) +
           (line->on_path || line->sides == ENT__AFTER ? 150u : 0u);
}

/* Colour and stroke; `alpha` is "" or two digits that make it pale. What is gone is grey and dotted, whatever it was. */
static void write_stroke(ent__out *out, const look *as, const char *alpha, uint8_t sides) {
    if (sides == ENT__BEFORE) {
        ent__out_text(out, "color=\"#8C8C8C\", style=dotted");
    } else {
        ent__out_format(out, "color=\"%s%s\", style=%s", as->colour, alpha, as->stroke);
    }
}

/* Heads as seen from the tail. */
static void write_heads(ent__out *out, const look *as, bool at_head, bool at_tail) {
    static const char *const ways[4] = {"none", "forward", "back", "both"};
    ent__out_format(out, ", dir=%s", ways[(at_head ? 1 : 0) + (at_tail ? 2 : 0)]);
    if (at_head) {
        ent__out_format(out, ", arrowhead=%s", as->head);
    }
    if (at_tail) {
        ent__out_format(out, ", arrowtail=%s", as->head);
    }
}

/* True if no relation says so: a tie that was put in. */
static bool is_assumed(const ent__diagram *diagram, const ent__line *line) {
    return diagram->graph && (line->style == ENT__STYLE_POSITIVE || line->style == ENT__STYLE_NEGATIVE);
}

/* What, how often, when, and how sure. */
static void write_label(ent__out *out, const ent__diagram *diagram, const ent__line *line) {
    char text[ENT__DAYS_TEXT];
    const look *as = &looks[line->style];
    bool is_changed = line->sides == ENT__BEFORE || line->sides == ENT__AFTER;
    ent__out_format(out, ", label=\"%s%s%s", is_changed ? ent__dot_state_word(line->sides) : "",
                    is_changed && as->word[0] ? ": " : "", as->word);
    if (line->count > 1) {
        ent__out_format(out, "%s×%u", as->word[0] ? " " : "", line->count);
    }
    if (is_assumed(diagram, line)) {
        ent__out_format(out, "%sassumed", is_changed ? ": " : "");
    } else if (diagram->graph && line->style != ENT__STYLE_AFFILIATION) {
        ent__dot_days(text, line->first, line->last, diagram->with_year);
        ent__out_format(out, "\\n%s", text);
        if (line->confidence < 1.0 && line->style != ENT__STYLE_EXPECTED) {
            ent__out_text(out, "\\nconfidence ");
            ent__out_bytes(out, text, ent__double_format(text, line->confidence));
        }
        ent__out_text(out, "\\n "); /* keeps the words clear of the line, which runs along the label's edge */
    } else if (!diagram->graph && !ent__equal(line->strength, 1.0)) {
        ent__out_text(out, line->style == ENT__STYLE_NEGATIVE ? " −" : " ");
        ent__out_bytes(out, text, ent__double_format(text, line->strength));
    }
    ent__out_text(out, "\"");
}

static void write_tooltips(ent__out *out, const ent__diagram *diagram, const ent__line *line) {
    static const char *const names[2] = {"tooltip", "labeltooltip"};
    for (int i = 0; i < 2; i++) {
        ent__out_format(out, ", %s=\"", names[i]);
        if (is_assumed(diagram, line)) {
            ent__out_text(out, "assumed: no relation says so");
        } else if (diagram->graph) {
            ent__dot_evidence(out, diagram, line);
        } else {
            ent__out_text(out, looks[line->style].legend);
        }
        ent__out_text(out, "\"");
    }
}

void ent__dot_line(ent__out *out, const ent__diagram *diagram, const ent__line *line) {
    const look *as = &looks[line->style];
    bool turned = diagram->places[line->u].order > diagram->places[line->v].order;
    uint8_t to_head = turned ? ENT__BACK : ENT__FORTH, to_tail = turned ? ENT__FORTH : ENT__BACK;
    bool is_same = line->sides == (ENT__BEFORE | ENT__AFTER);
    const char *alpha = (diagram->highlights && !line->on_path) || is_same ? "40" : "";
    const char *text_colour = line->sides == ENT__BEFORE ? "#6E6E6E" : as->text_colour;
    unsigned width = width_of(line);
    ent__out_text(out, "  ");
    ent__dot_node_name(out, diagram, turned ? line->v : line->u);
    ent__out_text(out, " -> ");
    ent__dot_node_name(out, diagram, turned ? line->u : line->v);
    ent__out_text(out, " [");
    write_stroke(out, as, alpha, line->sides);
    ent__out_format(out, ", penwidth=%u.%02u", width / 100, width % 100);
    write_heads(out, as, line->ways & to_head, line->ways & to_tail);
    ent__out_format(out, ", fontcolor=\"%s%s\"", text_colour, alpha[0] ? "70" : "");
    write_label(out, diagram, line);
    write_tooltips(out, diagram, line);
    ent__out_format(out, ", class=\"%s%s%s\"];\n", as->name, line->sides ? " " : "", ent__dot_state_word(line->sides));
}

/* ---- Legend ------------------------------------------------------------------------------------------------------- */

/* A strip of samples between invisible points, `columns` a row; laid over the ranks of the diagram it stays low. */
typedef struct strip {
    ent__out *out;
    unsigned columns;
    unsigned count; /* samples so far */
} strip;

/* The names of the two points of the next sample; a new row starts with a point of its own. */
static void next_sample(strip *samples) {
    unsigned row = samples->count / samples->columns, column = samples->count % samples->columns;
    if (column == 0) {
        ent__out_format(
            samples->out,
            "    \"legend %u.0\" [shape=box, fixedsize=true, width=0.01, height=0.27, label=\"\", style=invis];\n",
            row);
    }
    ent__out_format(
        samples->out,
        "    \"legend %u.%u\" [shape=box, fixedsize=true, width=0.01, height=0.27, label=\"\", style=invis];\n", row,
        column + 1);
    ent__out_format(samples->out, "    \"legend %u.%u\" -> \"legend %u.%u\" [", row, column, row, column + 1);
    samples->count++;
}

/* The bits of the styles that occur. */
static unsigned styles_of(const ent__diagram *diagram) {
    unsigned styles = 0;
    for (size_t l = 0; l < diagram->line_count; l++) {
        styles |= 1u << diagram->lines[l].style;
    }
    return styles;
}

/* What is new, gone and as before, where two networks are compared. */
static void legend_of_changes(strip *samples) {
    static const struct {
        const char *legend, *attributes;
    } states[3] = {{"new", "color=\"#000000\", style=solid, penwidth=3.1"},
                   {"gone", "color=\"#8C8C8C\", style=dotted, penwidth=1.6"},
                   {"as before", "color=\"#00000040\", style=solid, penwidth=1.6"}};
    for (int i = 0; i < 3; i++) {
        next_sample(samples);
        ent__out_format(samples->out, "%s, dir=none, label=\"%s\\n \", fontsize=9, weight=50];\n", states[i].attributes,
                        states[i].legend);
    }
}

static void legend_of_lines(ent__out *out, const ent__diagram *diagram, unsigned columns) {
    unsigned styles = styles_of(diagram);
    strip samples = {out, columns, 0};
    if (diagram->sides[0]) {
        legend_of_changes(&samples);
    }
    for (int i = 0; i < ENT__STYLE_COUNT; i++) {
        if (styles & 1u << i) {
            unsigned width = 160u + (unsigned)lround(100.0 * looks[i].extra_width);
            next_sample(&samples);
            write_stroke(out, &looks[i], "", 0);
            ent__out_format(out, ", penwidth=%u.%02u", width / 100, width % 100);
            write_heads(out, &looks[i], diagram->graph || ent_network_is_directed(diagram->network), false);
            ent__out_format(out, ", label=\"%s\\n \", fontsize=9, fontcolor=\"%s\", weight=50];\n", looks[i].legend,
                            looks[i].text_colour);
        }
    }
}

/* The shapes that occur, in one row. */
static void legend_of_shapes(ent__out *out, const ent__diagram *diagram) {
    bool present[4] = {false, false, false, false};
    for (uint32_t v = 0; diagram->graph && v < ent_network_node_count(diagram->network); v++) {
        ent_actor actor = ENT_ACTOR_INIT;
        if (ent_graph_get_actor(&actor, diagram->graph, ent_network_actor(diagram->network, v), NULL) == ENT_OK) {
            present[shape_of(&actor)] = true;
        }
    }
    int before = -1;
    for (int i = 0; i < 4; i++) {
        if (!present[i]) {
            continue;
        }
        ent__out_format(out, "    \"legend %s\" [label=\"%s\", %s, fontsize=9, width=0.3, height=0.2];\n",
                        shapes[i].legend, shapes[i].legend, shapes[i].attributes);
        if (before >= 0) {
            ent__out_format(out, "    \"legend %s\" -> \"legend %s\" [style=invis];\n", shapes[before].legend,
                            shapes[i].legend);
        }
        before = i;
    }
}

/* As many samples a row as the diagram has steps from left to right, within reason. */
static unsigned legend_columns(const ent__diagram *diagram) {
    int32_t least = 1, most = 1;
    for (uint32_t v = 0; v < ent_network_node_count(diagram->network); v++) {
        int32_t order = diagram->places[v].order;
        least = order < least ? order : least;
        most = order > most ? order : most;
    }
    return most - least < 3 ? 3u : most - least > 5 ? 5u : (unsigned)(most - least);
}

void ent__dot_legend(ent__out *out, const ent__diagram *diagram) {
    unsigned styles = styles_of(diagram);
    if (!diagram->graph && (styles & (styles - 1)) == 0) {
        return; /* numbers and lines of one style explain themselves */
    }
    ent__out_text(out, "  subgraph cluster_legend {\n"
                       "    label=\"\"; style=solid; color=\"#DDDDDD\"; tooltip=\"Legend\";\n");
    legend_of_shapes(out, diagram);
    legend_of_lines(out, diagram, legend_columns(diagram));
    ent__out_text(out, "  }\n");
}
