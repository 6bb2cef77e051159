/*
 * A series as an SVG plot: axes with round numbers, bars or a line, and a key. Positions are hundredths of a unit, written as
 * such, so that no host's locale has a say. O(periods). Computes nothing but where things stand.
 */
#include "out.h"

#include <math.h>
#include <stdlib.h>

/* The plot and the frame in it, in units. */
#define WIDTH 720
#define HEIGHT 320
#define LEFT 64
#define RIGHT 704
#define TOP 52
#define BOTTOM 272

/* Marks on the axes, at most. */
#define MOST_MARKS 6
#define MOST_LABELS 7

typedef struct plot {
    ent__out *out;
    ent_series_columns columns;
    double low, high, step; /* of the value axis: multiples of step */
} plot;

/* ---- Places ------------------------------------------------------------------------------------------------------- */

/* "123.45" */
static void write_place(ent__out *out, double place) {
    long hundredths = lround(100.0 * place);
    ent__out_format(out, "%s%ld.%02ld", hundredths < 0 ? "-" : "", labs(hundredths) / 100, labs(hundredths) % 100);
}

/* ` name="123.45"` */
static void write_at(ent__out *out, const char *name, double place) {
    ent__out_format(out, " %s=\"", name);
    write_place(out, place);
    ent__out_text(out, "\"");
}

static double slot_width(const plot *it) {
    return (double)(RIGHT - LEFT) / (it->columns.count ? it->columns.count : 1);
}

/* The middle of a period. */
static double across(const plot *it, uint32_t period) {
    return LEFT + (period + 0.5) * slot_width(it);
}

static double down(const plot *it, double value) {
    return BOTTOM - (value - it->low) / (it->high - it->low) * (BOTTOM - TOP);
}

static double net_of(const plot *it, uint32_t period) {
    return it->columns.values ? it->columns.values[period]
                              : it->columns.positive[period] - it->columns.negative[period];
}

/* The least of 1, 2 and 5 times a power of ten that parts a range into a few steps. */
static double round_step(double range) {
    double power = pow(10.0, floor(log10(range / MOST_MARKS)));
    double parts = range / MOST_MARKS / power;
    return power * (parts <= 1.0 ? 1.0 : parts <= 2.0 ? 2.0 : parts <= 5.0 ? 5.0 : 10.0);
}

/* The range of values, with 0 in it, out to the next round numbers. */
static void find_scale(plot *it) {
    double low = 0.0, high = 0.0;
    for (uint32_t i = 0; i < it->columns.count; i++) {
        double top = it->columns.values ? net_of(it, i) : it->columns.positive[i];
        double bottom = it->columns.values ? net_of(it, i) : -it->columns.negative[i];
        high = isfinite(top) && top > high ? top : high;
        low = isfinite(bottom) && bottom < low ? bottom : low;
    }
    high = low < high ? high : low + 1.0;
    it->step = round_step(high - low);
    it->low = it->step * floor(low / it->step + 1e-9);
    it->high = it->step * ceil(high / it->step - 1e-9);
}

/* ---- Axes --------------------------------------------------------------------------------------------------------- */

static void write_line(ent__out *out, const double ends[4], const char *attributes) {
    static const char *const names[4] = {"x1", "y1", "x2", "y2"};
    ent__out_text(out, "  <line");
    for (int i = 0; i < 4; i++) {
        write_at(out, names[i], ends[i]);
    }
    ent__out_format(out, " %s/>\n", attributes);
}

static void write_value_axis(const plot *it) {
    long marks = lround((it->high - it->low) / it->step);
    for (long i = 0; i <= marks; i++) {
        /* The nearest multiple, so that 0.30000000000000004 is never written. */
        double value = it->low + (double)i * it->step, y = down(it, value);
        char text[32];
        value = fabs(value) < it->step / 2.0 ? 0.0 : round(value / it->step * 1e6) / 1e6 * it->step;
        value = it->step < 1.0 ? round(value / it->step) / round(1.0 / it->step) : value;
        size_t length = ent__double_format(text, value);
        bool is_zero = value == 0.0;
        write_line(it->out, (const double[4]){LEFT, y, RIGHT, y},
                   is_zero ? "stroke=\"#333333\"" : "stroke=\"#E3E3E3\"");
        ent__out_text(it->out, "  <text");
        write_at(it->out, "x", LEFT - 6);
        write_at(it->out, "y", y + 4);
        ent__out_text(it->out, " text-anchor=\"end\">");
        ent__out_bytes(it->out, text, length);
        ent__out_text(it->out, "</text>\n");
    }
}

static void write_time_axis(const plot *it) {
    uint32_t every = (it->columns.count + MOST_LABELS - 1) / MOST_LABELS;
    for (uint32_t i = 0; i < it->columns.count; i += every) {
        char text[ENT_DATE_TEXT];
        double x = across(it, i);
        ent_period_format(text, it->columns.period, it->columns.first[i]);
        write_line(it->out, (const double[4]){x, BOTTOM, x, BOTTOM + 4}, "stroke=\"#333333\"");
        ent__out_text(it->out, "  <text");
        write_at(it->out, "x", x);
        write_at(it->out, "y", BOTTOM + 18);
        ent__out_format(it->out, " text-anchor=\"middle\">%s</text>\n", text);
    }
    ent__out_format(it->out, "  <text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", (LEFT + RIGHT) / 2,
                    BOTTOM + 38, ent_period_name(it->columns.period));
}

static void write_titles(const plot *it, const char *title, const char *value) {
    bool is_events = !it->columns.values;
    if (title) {
        ent__out_format(it->out, "  <text x=\"%d\" y=\"24\" text-anchor=\"middle\" font-size=\"16\">", WIDTH / 2);
        ent__out_xml(it->out, title);
        ent__out_text(it->out, "</text>\n");
    }
    ent__out_format(it->out, "  <text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">",
                    (TOP + BOTTOM) / 2, (TOP + BOTTOM) / 2);
    ent__out_xml(it->out, value ? value : is_events ? "P, N and net" : ent_indicator_name(it->columns.indicator));
    ent__out_text(it->out, "</text>\n");
}

/* ---- What is shown ------------------------------------------------------------------------------------------------ */

static void write_bar(const plot *it, uint32_t period, double value, const char *colour) {
    double width = slot_width(it) * 0.7, top = down(it, fmax(value, 0.0)), bottom = down(it, fmin(value, 0.0));
    if (value == 0.0) {
        return;
    }
    ent__out_text(it->out, "  <rect");
    write_at(it->out, "x", across(it, period) - width / 2.0);
    write_at(it->out, "y", top);
    write_at(it->out, "width", width);
    write_at(it->out, "height", bottom - top);
    ent__out_format(it->out, " fill=\"%s\"/>\n", colour);
}

static void write_bars(const plot *it) {
    for (uint32_t i = 0; !it->columns.values && i < it->columns.count; i++) {
        write_bar(it, i, it->columns.positive[i], "#009E73");
        write_bar(it, i, -it->columns.negative[i], "#D55E00");
    }
}

/* The net or the indicator: a line that breaks where there is no number. */
static void write_curve(const plot *it) {
    bool is_drawing = false;
    ent__out_text(it->out, "  <path fill=\"none\" stroke=\"#000000\" stroke-width=\"1.6\" d=\"");
    for (uint32_t i = 0; i < it->columns.count; i++) {
        double value = net_of(it, i);
        if (isfinite(value)) {
            ent__out_text(it->out, is_drawing ? "L" : "M");
            write_place(it->out, across(it, i));
            ent__out_text(it->out, " ");
            write_place(it->out, down(it, value));
        }
        is_drawing = isfinite(value);
    }
    ent__out_text(it->out, "\"/>\n");
    for (uint32_t i = 0; i < it->columns.count && slot_width(it) >= 6.0; i++) {
        if (isfinite(net_of(it, i))) {
            ent__out_text(it->out, "  <circle r=\"2.4\"");
            write_at(it->out, "cx", across(it, i));
            write_at(it->out, "cy", down(it, net_of(it, i)));
            ent__out_text(it->out, "/>\n");
        }
    }
}

static void write_key(const plot *it) {
    static const struct {
        const char *word, *colour;
    } keys[3] = {{"P, cooperative", "#009E73"}, {"N, hostile", "#D55E00"}, {"net", "#000000"}};
    for (int i = 0; !it->columns.values && i < 3; i++) {
        int x = RIGHT - 270 + 115 * i;
        ent__out_format(it->out,
                        "  <rect x=\"%d\" y=\"%d\" width=\"12\" height=\"%d\" fill=\"%s\"/>\n"
                        "  <text x=\"%d\" y=\"44\">%s</text>\n",
                        x, i < 2 ? 34 : 39, i < 2 ? 12 : 2, keys[i].colour, x + 17, keys[i].word);
    }
}

ent_status ent_series_svg_write(const ent_sink *sink, const ent_series *series, const char *title, const char *value,
                                ent_error *error) {
    ent__out out = {sink, error, ENT_OK};
    plot it = {.out = &out, .columns = ENT_SERIES_COLUMNS_INIT};
    ent_status status = ent_series_get(&it.columns, series, error);
    if (status != ENT_OK) {
        return status;
    }
    find_scale(&it);
    ent__out_format(&out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                    " font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#222222\">\n"
                    "  <rect width=\"%d\" height=\"%d\" fill=\"#FFFFFF\"/>\n",
                    WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH, HEIGHT);
    write_titles(&it, title, value);
    write_value_axis(&it);
    write_time_axis(&it);
    write_bars(&it);
    write_curve(&it);
    write_key(&it);
    ent__out_text(&out, "</svg>\n");
    return out.status;
}
