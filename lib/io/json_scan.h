/*
 * A strict scanner over the bytes of a JSON text (RFC 8259). Private.
 *
 * It runs before cJSON, which lets pass what must not (keys twice, texts cut at NUL, bytes that are no UTF-8) and cannot
 * say where a value stood. It finds the first mistake and, in a text without one, where every value begins.
 */
#ifndef ENT_JSON_SCAN_H
#define ENT_JSON_SCAN_H

#include "../base/base_internal.h"

#define ENT__JSON_BYTES ((size_t)1 << 30) /* most bytes of a document */
#define ENT__JSON_STRING ((size_t)1 << 20) /* most bytes of a string, escapes resolved */
#define ENT__JSON_DEPTH 64 /* most objects and lists inside one another */

typedef struct ent__json_text {
    const char *bytes;
    size_t length;
} ent__json_text;

/* Where a value begins, and the key it stands under (in a list: the value again). Byte offsets. */
typedef struct ent__json_place {
    uint32_t value, key;
} ent__json_place;

/* The places of all values in the order of the text: an object before what is in it. */
typedef struct ent__json_places {
    ent__json_place *items;
    size_t count, capacity;
} ent__json_places;

/* Scans a text of at most ENT__JSON_BYTES. O(length + keys log keys of one object); memory 8 bytes a value, and the
 * keys of the objects open at a time. On failure `places` holds nothing. */
ent_status ent__json_scan(ent__json_places *places, ent__json_text text, ent_error *error);

/* Fails with line and column of a byte of the text. O(offset). */
ent_status ent__json_fail(ent__json_text text, size_t offset, ent_status status, ent_error *error, const char *format,
                          ...) ENT__PRINTF(5, 6);

/* A piece of text fit for a message: one line, at most 60 bytes, cut between characters. */
#define ENT__JSON_CLIP 68
const char *ent__json_clip(char out[ENT__JSON_CLIP], const char *text, size_t length);

#endif
