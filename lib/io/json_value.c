/*
 * cJSON's tree with the places of its values, and typed reading. Parsing is O(length); reading a value O(1) in the tree.
 *
 * The scan has refused what cJSON would let pass, so whatever cJSON still refuses is want of memory. Positions cost
 * nothing until a mistake: a value's number is kept in valueint, which nobody here reads as a number. Must never use
 * cJSON's getters that ignore case, nor its global error pointer.
 */
#include "json_value.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers values in the order of the text, as the scan did; returns the next number. */
static int number_values(cJSON *value, int next) {
    value->valueint = next++;
    cJSON *child;
    cJSON_ArrayForEach(child, value) {
        next = number_values(child, next);
    }
    return next;
}

/* cJSON passes over a byte order mark only where enough follows it, so it does not see the mark. And it follows the
 * locale's decimal separator, of one longer than a byte only the first: in the C locale, which needs no memory and holds for
 * this thread and call alone, it reads what is written. */
static cJSON *parse(ent__json_text text) {
    size_t start = text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        return NULL;
    }
    locale_t before = uselocale(plain);
    cJSON *root = cJSON_ParseWithLengthOpts(text.bytes + start, text.length - start, NULL, 0);
    uselocale(before);
    freelocale(plain);
    return root;
}

/* Scans, lets cJSON build the tree, and numbers its values: the n-th of the tree is at the n-th place. */
ent_status ent__json_parse(ent__json *json, ent__json_text text, ent_error *error) {
    *json = (ent__json){.text = text, .error = error};
    if (text.length > ENT__JSON_BYTES) {
        return ent__fail(error, ENT_ELIMIT, "a document of %zu bytes; at most %zu are read", text.length,
                         ENT__JSON_BYTES);
    }
    ent_status status = ent__json_scan(&json->places, text, error);
    if (status != ENT_OK) {
        return status;
    }
    json->root = parse(text);
    if (!json->root) {
        ent__json_free(json);
        return ent__fail_memory(error);
    }
    number_values(json->root, 0);
    return ENT_OK;
}

/* The text is the caller's. */
void ent__json_free(ent__json *json) {
    cJSON_Delete(json->root);
    free(json->places.items);
    json->root = NULL;
    json->places = (ent__json_places){NULL, 0, 0};
}

static ent_status fail_at(const ent__json *json, size_t offset, ent_status status, const char *format,
                          va_list arguments) {
    char message[ENT_ERROR_MESSAGE + 8];
    vsnprintf(message, sizeof message, format, arguments);
    return ent__json_fail(json->text, offset, status, json->error, "%s", message);
}

ent_status ent__json_fail_value(const ent__json *json, const cJSON *value, ent_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail_at(json, json->places.items[value->valueint].value, status, format, arguments);
    va_end(arguments);
    return status;
}

ent_status ent__json_fail_key(const ent__json *json, const cJSON *value, ent_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail_at(json, json->places.items[value->valueint].key, status, format, arguments);
    va_end(arguments);
    return status;
}

/* ---- Shapes ------------------------------------------------------------------------------------------------------- */

#define WORD_LENGTH 32 /* keys and words are shorter; a longer text is near none of them */

/* Edit distance (Levenshtein) of two words; SIZE_MAX if either is long. */
static size_t edit_distance(const char *a, const char *b) {
    size_t row[WORD_LENGTH + 1];
    size_t length = strlen(b);
    if (strlen(a) > WORD_LENGTH || length > WORD_LENGTH) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= length; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t best = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            best = diagonal + 1 < best ? diagonal + 1 : best;
            row[j + 1] = row[j] + 1 < best ? row[j] + 1 : best;
        }
    }
    return row[length];
}

/* The nearest word that differs in at most half of its letters, or NULL. */
static const char *nearest(const char *text, const char *const *words, size_t count) {
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t distance = edit_distance(text, words[i]);
        if (distance < least && distance <= strlen(words[i]) / 2) {
            least = distance;
            best = words[i];
        }
    }
    return best;
}

/* Words with commas between them, as much as fits. */
static const char *join(char *out, size_t room, const char *const *words, size_t count) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used < room; i++) {
        used += (size_t)snprintf(out + used, room - used, "%s%s", i ? ", " : "", words[i]);
    }
    return out;
}

static const char *type_name(const cJSON *value) {
    return cJSON_IsObject(value)   ? "an object"
           : cJSON_IsArray(value)  ? "a list"
           : cJSON_IsString(value) ? "text"
           : cJSON_IsNumber(value) ? "a number"
           : cJSON_IsBool(value)   ? "true or false"
                                   : "null";
}

static ent_status fail_type(const ent__json *json, const cJSON *value, const char *expected) {
    return ent__json_fail_value(json, value, ENT_EFORMAT, "expected %s, found %s%s", expected, type_name(value),
                                cJSON_IsNull(value) ? "; what is not known is left out" : "");
}

static ent_status fail_unknown_key(const ent__json *json, const cJSON *value, const ent__json_shape *shape) {
    char key[ENT__JSON_CLIP], all[256];
    ent__json_clip(key, value->string, strlen(value->string));
    const char *near = nearest(value->string, shape->keys, shape->key_count);
    return near ? ent__json_fail_key(json, value, ENT_EFORMAT, "%s has no key \"%s\"; did you mean \"%s\"?",
                                     shape->name, key, near)
                : ent__json_fail_key(json, value, ENT_EFORMAT, "%s has no key \"%s\"; its keys are %s", shape->name,
                                     key, join(all, sizeof all, shape->keys, shape->key_count));
}

ent_status ent__json_fields(const cJSON **fields, const ent__json *json, const cJSON *value,
                            const ent__json_shape *shape) {
    memset(fields, 0, shape->key_count * sizeof *fields);
    ent_status status = ent__json_expect_object(json, value, shape->name);
    if (status != ENT_OK) {
        return status;
    }
    const cJSON *member;
    cJSON_ArrayForEach(member, value) {
        size_t key = 0;
        while (key < shape->key_count && strcmp(member->string, shape->keys[key]) != 0) {
            key++;
        }
        if (key == shape->key_count) {
            return fail_unknown_key(json, member, shape);
        }
        fields[key] = member;
    }
    return ENT_OK;
}

ent_status ent__json_require(const ent__json *json, const cJSON *value, const ent__json_shape *shape,
                             const cJSON *const *fields, size_t key) {
    return fields[key] ? ENT_OK
                       : ent__json_fail_value(json, value, ENT_EFORMAT, "%s needs the key \"%s\"", shape->name,
                                              shape->keys[key]);
}

/* ---- Typed reading ------------------------------------------------------------------------------------------------ */

ent_status ent__json_text_of(const char **text, const ent__json *json, const cJSON *value) {
    if (!value) {
        return ENT_OK;
    }
    if (!cJSON_IsString(value)) {
        return fail_type(json, value, "text");
    }
    *text = value->valuestring;
    return ENT_OK;
}

ent_status ent__json_number_of(double *number, const ent__json *json, const cJSON *value) {
    if (!value) {
        return ENT_OK;
    }
    if (!cJSON_IsNumber(value)) {
        return fail_type(json, value, "a number");
    }
    *number = value->valuedouble;
    return ENT_OK;
}

ent_status ent__json_flag_of(int32_t *flag, const ent__json *json, const cJSON *value) {
    if (!value) {
        return ENT_OK;
    }
    if (!cJSON_IsBool(value)) {
        return fail_type(json, value, "true or false");
    }
    *flag = cJSON_IsTrue(value);
    return ENT_OK;
}

ent_status ent__json_word_of(unsigned *word, const ent__json *json, const cJSON *value, const char *const *words,
                             unsigned word_count) {
    char all[256], found[ENT__JSON_CLIP];
    const char *text = NULL;
    ent_status status = ent__json_text_of(&text, json, value);
    if (status != ENT_OK || !value) {
        return status;
    }
    for (unsigned i = 0; i < word_count; i++) {
        if (strcmp(text, words[i]) == 0) {
            *word = i;
            return ENT_OK;
        }
    }
    return ent__json_fail_value(json, value, ENT_EFORMAT, "expected %s%s, found \"%s\"",
                                word_count > 1 ? "one of " : "", join(all, sizeof all, words, word_count),
                                ent__json_clip(found, text, strlen(text)));
}

ent_status ent__json_expect_list(const ent__json *json, const cJSON *value) {
    return !value || cJSON_IsArray(value) ? ENT_OK : fail_type(json, value, "a list");
}

ent_status ent__json_expect_object(const ent__json *json, const cJSON *value, const char *what) {
    char expected[64];
    snprintf(expected, sizeof expected, "%s as an object", what);
    return !value || cJSON_IsObject(value) ? ENT_OK : fail_type(json, value, expected);
}
