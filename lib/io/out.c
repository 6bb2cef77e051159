/*
 * What the writers of text formats share: pieces whose first failure sticks, characters that any text file can hold,
 * XML escaping. Nothing here allocates. Invalid text never comes out, whatever goes in.
 */
#include "out.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* After the first failure nothing more is written, so that writers need no check between pieces. */
void ent__out_bytes(ent__out *out, const char *bytes, size_t length) {
    if (out->status == ENT_OK) {
        out->status = ent__write(out->sink, out->error, bytes, length);
    }
}

void ent__out_text(ent__out *out, const char *text) {
    ent__out_bytes(out, text, strlen(text));
}

void ent__out_format(ent__out *out, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text) {
        ent__out_status(out, ent__fail(out->error, ENT_EINTERNAL, "a piece of %d bytes is too long to write", length));
        return;
    }
    ent__out_bytes(out, text, (size_t)length);
}

void ent__out_status(ent__out *out, ent_status status) {
    if (out->status == ENT_OK) {
        out->status = status;
    }
}

/* Bytes that follow a lead byte; -1: it leads nothing. */
static int followers(unsigned char lead) {
    return lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : -1;
}

/* A character that XML 1.0 allows. */
static bool is_allowed(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
}

/* What is no UTF-8, or no character that XML allows, is U+FFFD; each call moves on, so that any text ends. */
uint32_t ent__next_character(const char **text) {
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)**text;
    if (!lead) {
        return 0;
    }
    ++*text;
    int more = followers(lead);
    uint32_t c = more < 0 ? 0xFFFD : more == 0 ? lead : lead & (0x3Fu >> more);
    for (int i = 0; i < more; i++) {
        unsigned char next = (unsigned char)**text;
        if ((next & 0xC0u) != 0x80) {
            return 0xFFFD;
        }
        c = c << 6 | (next & 0x3Fu);
        ++*text;
    }
    return is_allowed(c) && (more <= 0 || c >= least[more]) ? c : 0xFFFD;
}

void ent__out_character(ent__out *out, uint32_t c) {
    char bytes[4];
    size_t length = 0;
    if (c < 0x80) {
        bytes[length++] = (char)c;
    } else if (c < 0x800) {
        bytes[length++] = (char)(0xC0 | c >> 6);
        bytes[length++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        bytes[length++] = (char)(0xE0 | c >> 12);
        bytes[length++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[length++] = (char)(0x80 | (c & 0x3F));
    } else {
        bytes[length++] = (char)(0xF0 | c >> 18);
        bytes[length++] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[length++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[length++] = (char)(0x80 | (c & 0x3F));
    }
    ent__out_bytes(out, bytes, length);
}

/* Fit for content and attributes alike. */
void ent__out_xml(ent__out *out, const char *text) {
    for (uint32_t c; (c = ent__next_character(&text)) != 0;) {
        switch (c) {
        case '&':
            ent__out_text(out, "&amp;");
            break;
        case '<':
            ent__out_text(out, "&lt;");
            break;
        case '>':
            ent__out_text(out, "&gt;");
            break;
        case '"':
            ent__out_text(out, "&quot;");
            break;
        case '\t':
        case '\n':
        case '\r': /* a plain one in an attribute is read as a space */
            ent__out_format(out, "&#%u;", (unsigned)c);
            break;
        default:
            ent__out_character(out, c);
        }
    }
}

/* The words of XML Schema for what is not finite. */
void ent__out_xml_number(ent__out *out, double value) {
    char text[32];
    if (isnan(value)) {
        ent__out_text(out, "NaN");
    } else if (isinf(value)) {
        ent__out_text(out, value < 0.0 ? "-INF" : "INF");
    } else {
        ent__out_bytes(out, text, ent__double_format(text, value));
    }
}

/* A writer names actors and relations of the graph: of another one they would be others, in silence. */
ent_status ent__check_graph(const ent_network *network, const ent_graph *graph, ent_error *error) {
    if (!graph) {
        return ENT_OK;
    }
    if (!ent_network_is_compiled(network)) {
        return ent__fail(error, ENT_EINVAL, "a network from arrays has no graph; graph must be NULL");
    }
    uint32_t actors = ent_graph_actor_count(graph), nodes = ent_network_node_count(network);
    ent_id last = nodes ? ent_network_actor(network, nodes - 1) : 0;
    if (nodes && last >= actors) {
        return ent__fail(error, ENT_EINVAL,
                         "the network has actor %u and the graph only %u actors: not the graph it was compiled from",
                         last, actors);
    }
    uint32_t relations = ent_graph_relation_count(graph);
    for (uint32_t e = 0; e < ent_network_edge_count(network); e++) {
        const ent_id *evidence;
        uint32_t count;
        ent_network_evidence(&evidence, &count, network, e);
        if (count && evidence[count - 1] >= relations) {
            return ent__fail(error, ENT_EINVAL,
                             "the network has relation %u and the graph only %u: not the graph it was compiled from",
                             evidence[count - 1], relations);
        }
    }
    return ENT_OK;
}
