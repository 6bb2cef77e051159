/*
 * From bytes to the positions of separators and line ends: the first and fastest step of reading rows. Private to io/.
 */
#ifndef ENT_EVENT_SCAN_H
#define ENT_EVENT_SCAN_H

#include "../base/base_internal.h"

/* Bytes that must be readable (whatever is in them) before and behind a text that is scanned or whose fields are read. */
#define ENT__PAD 64

/* What lies where in a block of whole lines; all positions are bytes from its start. */
typedef struct ent__scan {
    uint32_t *marks; /* of every separator and line end, rising */
    uint32_t *ends; /* of every line, the place in `marks` of its line end */
    uint32_t *odd; /* starts of the 64-byte pieces with a NUL or a byte above 127 */
    size_t mark_count, end_count, odd_count;
    size_t room; /* bytes of text that the arrays suffice for */
    size_t capacity; /* of the memory of all three, which begins at `marks` */
} ent__scan;

/* Makes room for a text of `length` bytes; what was found before is forgotten. */
ent_status ent__scan_reserve(ent__scan *scan, size_t length, ent_error *error);
void ent__scan_free(ent__scan *scan);

/* Fills a scan that has room with what is in bytes[0 .. length). */
typedef void ent__scanner(ent__scan *scan, const char *bytes, size_t length, char separator, char newline);

/* The scanners that this processor has, best first; all find the same. The plain one is always the last. `names` (may be
 * NULL) gets their instruction sets. Returns how many, at most ENT__SCANNERS. */
#define ENT__SCANNERS 4
size_t ent__scanners(ent__scanner *scanners[ENT__SCANNERS], const char *names[ENT__SCANNERS]);

#endif
