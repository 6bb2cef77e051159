/*
 * Writing many small pieces: the first failure sticks, later pieces are dropped, and the writer looks once at the end.
 * Private to io/.
 */
#ifndef ENT_OUT_H
#define ENT_OUT_H

#include "../base/base_internal.h"
#include <entente/io.h>

typedef struct ent__out {
    const ent_sink *sink;
    ent_error *error;
    ent_status status; /* ENT_OK, or the first failure */
} ent__out;

void ent__out_bytes(ent__out *out, const char *bytes, size_t length);
void ent__out_text(ent__out *out, const char *text);
/* No floating point here: the point of printf follows the host's locale. */
void ent__out_format(ent__out *out, const char *format, ...) ENT__PRINTF(2, 3);
/* Hands on a status of something else that was done for the writing. */
void ent__out_status(ent__out *out, ent_status status);

/* Reads one character of UTF-8 that need not be valid, and moves on. What no text file can hold (broken bytes, control
 * characters but tab and line ends, U+FFFE, U+FFFF) comes as U+FFFD. At the final NUL: 0, and it stays there. */
uint32_t ent__next_character(const char **text);
void ent__out_character(ent__out *out, uint32_t character);

/* Text for an XML attribute or element. */
void ent__out_xml(ent__out *out, const char *text);
/* A number as XML Schema writes it: INF, -INF, NaN, else as ent__double_format(). */
void ent__out_xml_number(ent__out *out, double value);

/* ENT_EINVAL if the graph (may be NULL) cannot be the one that the network was compiled from. */
ent_status ent__check_graph(const ent_network *network, const ent_graph *graph, ent_error *error);

#endif
