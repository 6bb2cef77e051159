/*
 * Scanning JSON strictly: one pass by recursive descent over the bytes, O(length), at most 64 calls deep.
 *
 * Every mistake has a message of its own at the byte where it is. Must never read past `length`, and never accept what
 * cJSON reads differently (its numbers end after 63 characters).
 */
#include "json_scan.h"

#include "../base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_LENGTH 63

/* A key of an object that is still open. */
typedef struct key {
    const char *spelling; /* set when its object closes: until then the block of spellings may move */
    size_t start, length; /* in the block of spellings */
    uint32_t offset;
} key;

typedef struct scanner {
    ent__json_text text;
    size_t at;
    ent__json_places *places;
    key *keys;
    size_t key_count, key_capacity;
    char *spellings; /* keys with their escapes resolved, one after the other */
    size_t spelling_count, spelling_capacity;
    ent_error *error;
} scanner;

/* Lines are counted when something is wrong only: the scan itself keeps no account of them. */
ent_status ent__json_fail(ent__json_text text, size_t offset, ent_status status, ent_error *error, const char *format,
                          ...) {
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset && i < text.length; i++) {
        if (text.bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    char message[ENT_ERROR_MESSAGE + 8]; /* longer than fits, so that ent__fail_at cuts it between characters */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent__fail_at(error, status, line, (uint32_t)(offset - start) + 1, offset, "%s", message);
}

const char *ent__json_clip(char out[ENT__JSON_CLIP], const char *text, size_t length) {
    size_t shown = length;
    if (length > 60) {
        for (shown = 57; shown > 0 && ((unsigned char)text[shown] & 0xC0u) == 0x80u; shown--) {
        }
    }
    for (size_t i = 0; i < shown; i++) {
        out[i] = (unsigned char)text[i] < 0x20 || text[i] == 0x7F ? '?' : text[i];
    }
    strcpy(out + shown, shown < length ? "..." : "");
    return out;
}

#define FAIL_AT(in, offset, status, ...) ent__json_fail((in)->text, (offset), (status), (in)->error, __VA_ARGS__)
#define FAIL(in, ...) FAIL_AT(in, (in)->at, ENT_EPARSE, __VA_ARGS__)

static bool at_end(const scanner *in) {
    return in->at >= in->text.length;
}

/* The next byte, or -1 at the end. */
static int peek(const scanner *in) {
    return at_end(in) ? -1 : (unsigned char)in->text.bytes[in->at];
}

static void skip_space(scanner *in) {
    for (int c = peek(in); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek(in)) {
        in->at++;
    }
}

static bool is_digit(int c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What stands at the place, for a message: the end, a word, a character or a byte. */
static const char *found(const scanner *in, char out[ENT__JSON_CLIP]) {
    int c = peek(in);
    if (c < 0) {
        return "the end of the text";
    }
    size_t end = in->at;
    while (end < in->text.length && end - in->at < 20 && is_letter(in->text.bytes[end])) {
        end++;
    }
    if (end > in->at) {
        snprintf(out, ENT__JSON_CLIP, "%.*s", (int)(end - in->at), in->text.bytes + in->at);
    } else if (c > 0x20 && c < 0x7F) {
        snprintf(out, ENT__JSON_CLIP, "'%c'", c);
    } else {
        snprintf(out, ENT__JSON_CLIP, "the byte 0x%02X", (unsigned)c);
    }
    return out;
}

static ent_status fail_expected(const scanner *in, const char *expected) {
    char what[ENT__JSON_CLIP];
    return at_end(in) ? FAIL(in, "the text ends too early: expected %s", expected)
                      : FAIL(in, "expected %s, found %s", expected, found(in, what));
}

/* ---- Strings ------------------------------------------------------------------------------------------------------ */

/* Writes a character as UTF-8; returns its length. */
static size_t spell(char out[4], uint32_t character) {
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, character >>= 6) {
        out[i] = (char)(0x80 | (character & 0x3F));
    }
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[length] | character);
    return length;
}

/* Reads the four hexadecimal digits of \uXXXX. */
static ent_status scan_hex(scanner *in, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++, in->at++) {
        int c = peek(in);
        if (c < 0) {
            return FAIL(in, "the text ends inside a string");
        }
        if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
            return FAIL(in, "\\u needs four hexadecimal digits");
        }
        *unit = *unit * 16 + (uint32_t)(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return ENT_OK;
}

/* Reads what follows \u, two of them for a character beyond the first 65536. `start` is where the backslash stands. */
static ent_status scan_unicode(scanner *in, size_t start, uint32_t *character) {
    ent_status status = scan_hex(in, character);
    if (status != ENT_OK) {
        return status;
    }
    if (*character == 0) {
        return FAIL_AT(in, start, ENT_EPARSE, "\\u0000 cannot be part of a text");
    }
    if (*character < 0xD800 || *character > 0xDFFF) {
        return ENT_OK;
    }
    uint32_t high = *character, low = 0;
    if (high < 0xDC00 && peek(in) == '\\' && in->at + 1 < in->text.length && in->text.bytes[in->at + 1] == 'u') {
        in->at += 2;
        status = scan_hex(in, &low);
        if (status != ENT_OK) {
            return status;
        }
    }
    if (low < 0xDC00 || low > 0xDFFF) {
        return at_end(in) ? FAIL(in, "the text ends inside a string")
                          : FAIL_AT(in, start, ENT_EPARSE,
                                    "\\u%04X is half a surrogate pair; the other half is missing", (unsigned)high);
    }
    *character = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return ENT_OK;
}

/* Reads an escape, from the backslash on. */
static ent_status scan_escape(scanner *in, uint32_t *character) {
    static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    size_t start = in->at++;
    int c = peek(in);
    if (c < 0) {
        return FAIL(in, "the text ends inside a string");
    }
    if (c == 'u') {
        in->at++;
        return scan_unicode(in, start, character);
    }
    const char *place = c ? strchr(escapes, c) : NULL;
    if (!place) {
        return FAIL_AT(in, start, ENT_EPARSE, "unknown escape in a string; a backslash itself is written \\\\");
    }
    *character = (uint32_t)meanings[place - escapes];
    in->at++;
    return ENT_OK;
}

/* Adds bytes to the spelling of a key, or only counts those of another string. */
static ent_status take(scanner *in, bool keep, const char *bytes, size_t length, size_t *total) {
    *total += length;
    if (!keep) {
        return ENT_OK;
    }
    if (!ENT__RESERVE(in->spellings, in->spelling_capacity, in->spelling_count + length)) {
        return ent__fail_memory(in->error);
    }
    memcpy(in->spellings + in->spelling_count, bytes, length);
    in->spelling_count += length;
    return ENT_OK;
}

/* Takes the bytes up to the next quote, backslash or control character. */
static ent_status scan_plain(scanner *in, bool keep, size_t *total) {
    size_t start = in->at, bad;
    for (int c = peek(in); c >= 0x20 && c != '"' && c != '\\'; c = peek(in)) {
        in->at++;
    }
    if (!at_end(in) && !ent__utf8_valid(in->text.bytes + start, in->at - start, &bad)) {
        return FAIL_AT(in, start + bad, ENT_EPARSE, "the byte 0x%02X is not part of any UTF-8 character",
                       (unsigned)(unsigned char)in->text.bytes[start + bad]);
    }
    return take(in, keep, in->text.bytes + start, in->at - start, total);
}

/* Scans a string from its opening quote; `keep`: its spelling goes to in->spellings. */
static ent_status scan_string(scanner *in, bool keep) {
    size_t start = in->at++, total = 0;
    ent_status status = ENT_OK;
    while (status == ENT_OK && peek(in) != '"') {
        int c = peek(in);
        if (c < 0) {
            return FAIL(in, "the text ends inside a string");
        }
        if (c < 0x20) {
            return FAIL(in, "a control character (0x%02X) in a string; it is written \\u%04X", (unsigned)c,
                        (unsigned)c);
        }
        if (c == '\\') {
            uint32_t character = 0;
            char bytes[4];
            status = scan_escape(in, &character);
            if (status == ENT_OK) {
                status = take(in, keep, bytes, spell(bytes, character), &total);
            }
        } else {
            status = scan_plain(in, keep, &total);
        }
        if (status == ENT_OK && total > ENT__JSON_STRING) {
            return FAIL_AT(in, start, ENT_ELIMIT, "a string is longer than %zu bytes", ENT__JSON_STRING);
        }
    }
    in->at++;
    return status;
}

/* ---- Numbers and words -------------------------------------------------------------------------------------------- */

static ent_status scan_digits(scanner *in) {
    if (!is_digit(peek(in))) {
        return fail_expected(in, "a digit");
    }
    while (is_digit(peek(in))) {
        in->at++;
    }
    return ENT_OK;
}

/* JSON's grammar by hand, for what strtod takes and JSON does not: 01, .5, 1., +1, 0x1. */
static ent_status scan_number(scanner *in) {
    size_t start = in->at;
    in->at += peek(in) == '-';
    if (peek(in) == 'I') {
        return FAIL_AT(in, start, ENT_EPARSE, "-Infinity is no JSON number; numbers must be finite");
    }
    bool zero = peek(in) == '0';
    size_t integer = in->at;
    ent_status status = scan_digits(in);
    if (status == ENT_OK && zero && in->at - integer > 1) {
        return FAIL_AT(in, integer, ENT_EPARSE, "a number must not begin with 0");
    }
    if (status == ENT_OK && peek(in) == '.') {
        in->at++;
        status = scan_digits(in);
    }
    if (status == ENT_OK && (peek(in) == 'e' || peek(in) == 'E')) {
        in->at++;
        in->at += peek(in) == '+' || peek(in) == '-';
        status = scan_digits(in);
    }
    if (status != ENT_OK) {
        return status;
    }
    double value;
    size_t length = in->at - start;
    if (length > NUMBER_LENGTH) {
        return FAIL_AT(in, start, ENT_ELIMIT, "a number is longer than %d characters", NUMBER_LENGTH);
    }
    if (!ent__double_parse(&value, in->text.bytes + start, length)) {
        return FAIL_AT(in, start, ENT_EPARSE, "the number %.*s is too large for a double", (int)length,
                       in->text.bytes + start);
    }
    return ENT_OK;
}

/* Scans true, false or null; says what is wrong with anything else that is no value. */
static ent_status scan_word(scanner *in) {
    static const char *const words[] = {"true", "false", "null"};
    size_t end = in->at;
    while (end < in->text.length && is_letter(in->text.bytes[end])) {
        end++;
    }
    size_t length = end - in->at;
    const char *start = in->text.bytes + in->at;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool fits = length && strncmp(start, words[i], length) == 0;
        if (fits && words[i][length] == '\0') {
            in->at = end;
            return ENT_OK;
        }
        if (fits && end == in->text.length) {
            in->at = end;
            return FAIL(in, "the text ends inside the word %s", words[i]);
        }
    }
    if ((length == 3 && strncmp(start, "NaN", 3) == 0) || (length == 8 && strncmp(start, "Infinity", 8) == 0)) {
        return FAIL(in, "%.*s is no JSON number; numbers must be finite", (int)length, start);
    }
    return fail_expected(in, "a value (text in double quotes, a number, true, false, null, { or [)");
}

/* ---- Objects and lists -------------------------------------------------------------------------------------------- */

static int compare_spellings(const key *a, const key *b) {
    size_t length = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->spelling, b->spelling, length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare_keys(const void *left, const void *right) {
    const key *a = left, *b = right;
    int order = compare_spellings(a, b);
    return order ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

static ent_status fail_twice(const scanner *in, const key *first, const key *second) {
    char name[ENT__JSON_CLIP];
    ent_error place;
    ent__json_fail(in->text, first->offset, ENT_EPARSE, &place, "%s", "");
    return FAIL_AT(in, second->offset, ENT_EPARSE, "the key \"%s\" is there twice, first at %u:%u",
                   ent__json_clip(name, first->spelling, first->length), (unsigned)place.line, (unsigned)place.column);
}

/* Closes an object whose keys begin at `base`: none of them may be there twice. Drops them. */
static ent_status close_object(scanner *in, size_t base, size_t spelling_base) {
    size_t count = in->key_count - base;
    key *keys = count ? in->keys + base : NULL;
    for (size_t i = 0; i < count; i++) {
        keys[i].spelling = in->spellings ? in->spellings + keys[i].start : "";
    }
    if (count > 1) {
        qsort(keys, count, sizeof *keys, compare_keys);
    }
    const key *twice = NULL;
    for (size_t i = 1; i < count; i++) {
        if (compare_spellings(&keys[i - 1], &keys[i]) == 0 && (!twice || keys[i].offset < twice->offset)) {
            twice = &keys[i];
        }
    }
    in->key_count = base;
    in->spelling_count = spelling_base;
    return twice ? fail_twice(in, twice - 1, twice) : ENT_OK;
}

static ent_status scan_value(scanner *in, size_t key_offset, unsigned depth);

/* Scans a key, the colon and the value. */
static ent_status scan_member(scanner *in, unsigned depth) {
    if (peek(in) != '"') {
        return fail_expected(in, "a key in double quotes");
    }
    key new_key = {NULL, in->spelling_count, 0, (uint32_t)in->at};
    ent_status status = scan_string(in, true);
    if (status != ENT_OK) {
        return status;
    }
    new_key.length = in->spelling_count - new_key.start;
    if (!ENT__RESERVE(in->keys, in->key_capacity, in->key_count + 1)) {
        return ent__fail_memory(in->error);
    }
    in->keys[in->key_count++] = new_key;
    skip_space(in);
    if (peek(in) != ':') {
        return fail_expected(in, "':' after the key");
    }
    in->at++;
    return scan_value(in, new_key.offset, depth);
}

/* Scans what is between the brackets of an object or a list, from the opening one on. */
static ent_status scan_items(scanner *in, char close, unsigned depth) {
    bool is_object = close == '}';
    in->at++;
    skip_space(in);
    if (peek(in) == close) {
        in->at++;
        return ENT_OK;
    }
    for (;;) {
        skip_space(in);
        if (peek(in) == close) {
            return FAIL(in, "a comma before '%c'; it must go", close);
        }
        ent_status status = is_object ? scan_member(in, depth) : scan_value(in, in->at, depth);
        if (status != ENT_OK) {
            return status;
        }
        skip_space(in);
        if (peek(in) == close) {
            in->at++;
            return ENT_OK;
        }
        if (peek(in) != ',') {
            return fail_expected(in, is_object ? "',' or '}'" : "',' or ']'");
        }
        in->at++;
    }
}

/* Keys are compared when the object closes: sorting them once is O(k log k) whatever they are. */
static ent_status scan_object(scanner *in, unsigned depth) {
    size_t base = in->key_count, spelling_base = in->spelling_count;
    ent_status status = scan_items(in, '}', depth);
    return status == ENT_OK ? close_object(in, base, spelling_base) : status;
}

/* Scans any value; `depth` is how many objects and lists it is in. */
static ent_status scan_value(scanner *in, size_t key_offset, unsigned depth) {
    skip_space(in);
    int c = peek(in);
    if (!ENT__RESERVE(in->places->items, in->places->capacity, in->places->count + 1)) {
        return ent__fail_memory(in->error);
    }
    in->places->items[in->places->count++] = (ent__json_place){(uint32_t)in->at, (uint32_t)key_offset};
    if ((c == '{' || c == '[') && depth >= ENT__JSON_DEPTH) {
        return FAIL_AT(in, in->at, ENT_ELIMIT, "more than %d objects and lists inside one another", ENT__JSON_DEPTH);
    }
    switch (c) {
    case '{':
        return scan_object(in, depth + 1);
    case '[':
        return scan_items(in, ']', depth + 1);
    case '"':
        return scan_string(in, false);
    default:
        return c == '-' || is_digit(c) ? scan_number(in) : scan_word(in);
    }
}

/* On failure no place is left: nobody may read a tree by places of half a text. */
ent_status ent__json_scan(ent__json_places *places, ent__json_text text, ent_error *error) {
    scanner in = {.text = text, .places = places, .error = error};
    ent_status status;
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0) {
        in.at = 3; /* a byte order mark: allowed, means nothing */
    }
    skip_space(&in);
    if (at_end(&in)) {
        status = FAIL(&in, "the document is empty; expected a JSON object");
    } else {
        status = scan_value(&in, in.at, 0);
    }
    skip_space(&in);
    if (status == ENT_OK && !at_end(&in)) {
        status = FAIL(&in, "text after the end of the document");
    }
    free(in.keys);
    free(in.spellings);
    if (status != ENT_OK) {
        free(places->items);
        *places = (ent__json_places){NULL, 0, 0};
    }
    return status;
}
