/*
 * Text: UTF-8 checks, folding of names (utf8proc), interned strings. Private.
 * An interned string has a number and an address, both for the life of its pool.
 */
#ifndef ENT_TEXT_H
#define ENT_TEXT_H

#include "base_internal.h"

/* True if the bytes are valid UTF-8 without NUL; else *bad (may be NULL) gets the offset of the first bad byte. */
bool ent__utf8_valid(const char *text, size_t length, size_t *bad);

/* Folds a name for comparison: compatibility decomposition, case folded, accents, punctuation, spaces and symbols
 * dropped, letters without decomposition spelt out (o-slash as o, l-stroke as l, ae, oe, ss, th, dotless i as i). Marks
 * that spell (Indic vowel signs, voiced kana) stay. "Türkiye", "U.N." and "Amir-Abdollahian" become "turkiye", "un",
 * "amirabdollahian". A name with nothing left folds to itself. *folded is malloc'ed, NUL-terminated; free() it. */
ent_status ent__fold(char **folded, const char *text, ent_error *error);

/* Columns that a terminal shows the text in (wide characters 2, combining marks 0). */
size_t ent__display_width(const char *text);

/* A pool of strings, each stored once; a text never moves while the pool lives. Zero-initialise; free with
 * ent__strings_free. */
typedef struct ent__strings {
    const char **texts; /* of each number */
    size_t count, capacity;
    struct ent__chunk *chunks; /* blocks of bytes, newest first */
    size_t chunk_bytes; /* in all of them */
    struct ent__string_slot *slots; /* open addressing */
    size_t slot_count;
} ent__strings;

/* The number of the string, added if it is new. */
ent_status ent__strings_intern(uint32_t *number, ent__strings *strings, const char *text, size_t length,
                               ent_error *error);
/* Its number, or ENT_NONE. */
uint32_t ent__strings_find(const ent__strings *strings, const char *text, size_t length);
/* The text of a number; NULL for ENT_NONE. */
const char *ent__strings_get(const ent__strings *strings, uint32_t number);
size_t ent__strings_memory(const ent__strings *strings);
void ent__strings_free(ent__strings *strings);

#endif
