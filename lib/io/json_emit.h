/*
 * Writing JSON through a sink, without a tree in memory. Private.
 *
 * The state remembers the first failure, and from then on every call does nothing: callers write on and look at
 * `status` at the end. Commas between values are put by itself.
 */
#ifndef ENT_JSON_EMIT_H
#define ENT_JSON_EMIT_H

#include "../base/base_internal.h"

typedef struct ent__json_out {
    const ent_sink *sink;
    ent_error *error;
    ent_status status;
    bool comma; /* the next value has one before it */
} ent__json_out;

/* '{' or '[', and the bracket that closes it. */
void ent__json_open(ent__json_out *out, char bracket);
void ent__json_close(ent__json_out *out, char bracket);
/* The same for a list of one item a line, indented by `indent` spaces: before each item, and at the end. */
void ent__json_line(ent__json_out *out, int indent);
/* A key of an object; the value follows. */
void ent__json_key(ent__json_out *out, const char *key);
/* A text in UTF-8; NULL gives null. */
void ent__json_string(ent__json_out *out, const char *text);
/* A number, with as few digits as read back the same; what is not finite gives null, for JSON has no word for it. */
void ent__json_number(ent__json_out *out, double number);
void ent__json_flag(ent__json_out *out, bool flag);
/* Key and value; nothing if the text is NULL. */
void ent__json_member(ent__json_out *out, const char *key, const char *text);

#endif
