/*
 * Writing JSON through a sink: O(bytes), no memory. cJSON is not used for it: it prints from a tree of the whole
 * document only, and numbers by the process's locale.
 */
#include "json_emit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The first failure stays, and nothing is written after it: callers look at the status once, at the end. */
static void put(ent__json_out *out, const char *bytes, size_t length) {
    if (out->status == ENT_OK) {
        out->status = ent__write(out->sink, out->error, bytes, length);
    }
}

/* A value knows from the state whether a comma must stand before it. */
static void begin(ent__json_out *out) {
    if (out->comma) {
        put(out, ", ", 2);
    }
    out->comma = true;
}

void ent__json_open(ent__json_out *out, char bracket) {
    begin(out);
    put(out, &bracket, 1);
    out->comma = false;
}

void ent__json_close(ent__json_out *out, char bracket) {
    put(out, &bracket, 1);
    out->comma = true;
}

/* Starts a line of its own: long documents stay readable, and a difference shows where it is. */
void ent__json_line(ent__json_out *out, int indent) {
    char line[16];
    int length = snprintf(line, sizeof line, "%s\n%*s", out->comma ? "," : "", indent, "");
    put(out, line, (size_t)length);
    out->comma = false;
}

/* A quoted text: what must be escaped is, everything else stays as it is. */
static void quote(ent__json_out *out, const char *text) {
    static const char escapes[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    put(out, "\"", 1);
    while (*text) {
        size_t plain = 0;
        while ((unsigned char)text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\') {
            plain++;
        }
        put(out, text, plain);
        text += plain;
        if (*text) {
            const char *place = strchr(escapes, *text);
            char escape[8];
            int length = place ? snprintf(escape, sizeof escape, "\\%c", letters[place - escapes])
                               : snprintf(escape, sizeof escape, "\\u%04X", (unsigned)*text);
            put(out, escape, (size_t)length);
            text++;
        }
    }
    put(out, "\"", 1);
}

void ent__json_key(ent__json_out *out, const char *key) {
    begin(out);
    quote(out, key);
    put(out, ": ", 2);
    out->comma = false;
}

void ent__json_string(ent__json_out *out, const char *text) {
    begin(out);
    if (text) {
        quote(out, text);
    } else {
        put(out, "null", 4);
    }
}

/* JSON has no word for what is not finite: null. */
void ent__json_number(ent__json_out *out, double number) {
    char text[32];
    begin(out);
    if (isfinite(number)) {
        put(out, text, ent__double_format(text, number));
    } else {
        put(out, "null", 4);
    }
}

void ent__json_flag(ent__json_out *out, bool flag) {
    begin(out);
    put(out, flag ? "true" : "false", flag ? 4 : 5);
}

void ent__json_member(ent__json_out *out, const char *key, const char *text) {
    if (text) {
        ent__json_key(out, key);
        ent__json_string(out, text);
    }
}
