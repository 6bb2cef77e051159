/*
 * A JSON text as a tree of values that know where they stood, and typed reading of them. Private.
 *
 * Built on cJSON after the strict scan. Every reader here takes NULL for a value that is not there and then leaves the
 * output as it is, so that defaults are set before; every mistake is reported at line and column of the very value.
 */
#ifndef ENT_JSON_VALUE_H
#define ENT_JSON_VALUE_H

#include "json_scan.h"
#include <cjson/cJSON.h>

/* A parsed text. The bytes stay the caller's and must outlive it. */
typedef struct ent__json {
    ent__json_text text;
    ent__json_places places;
    cJSON *root; /* valueint of each value is its number in the order of the text: that of its place */
    ent_error *error; /* where mistakes go; may be NULL */
} ent__json;

ent_status ent__json_parse(ent__json *json, ent__json_text text, ent_error *error);
void ent__json_free(ent__json *json);

/* Fails at a value, or at the key it stands under. */
ent_status ent__json_fail_value(const ent__json *json, const cJSON *value, ent_status status, const char *format, ...)
    ENT__PRINTF(4, 5);
ent_status ent__json_fail_key(const ent__json *json, const cJSON *value, ent_status status, const char *format, ...)
    ENT__PRINTF(4, 5);

/* The keys that an object may have, and what to call it ("an actor"). */
typedef struct ent__json_shape {
    const char *name;
    const char *const *keys;
    size_t key_count;
} ent__json_shape;

/* Sorts the values of an object by key into `fields` (NULL: not there), which has room for shape->key_count. A key that is none is
 * refused with the nearest one. */
ent_status ent__json_fields(const cJSON **fields, const ent__json *json, const cJSON *value,
                            const ent__json_shape *shape);
/* Fails at the object unless fields[key] is there. */
ent_status ent__json_require(const ent__json *json, const cJSON *value, const ent__json_shape *shape,
                             const cJSON *const *fields, size_t key);

/* Borrowed from the tree. */
ent_status ent__json_text_of(const char **text, const ent__json *json, const cJSON *value);
ent_status ent__json_number_of(double *number, const ent__json *json, const cJSON *value);
ent_status ent__json_flag_of(int32_t *flag, const ent__json *json, const cJSON *value);
/* The position of the text in a list of words that may be used. */
ent_status ent__json_word_of(unsigned *word, const ent__json *json, const cJSON *value, const char *const *words,
                             unsigned word_count);
/* Fails unless the value is a list (or NULL), an object (called `what`). */
ent_status ent__json_expect_list(const ent__json *json, const cJSON *value);
ent_status ent__json_expect_object(const ent__json *json, const cJSON *value, const char *what);

#endif
