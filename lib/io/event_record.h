/*
 * Records of text tables: fields between separators, one record a line; and if the format quotes (RFC 4180), fields between
 * double quotes that hold separators, line ends and doubled quotes. Private to io/.
 */
#ifndef ENT_EVENT_RECORD_H
#define ENT_EVENT_RECORD_H

#include "event_internal.h"

/* The end of the record that begins at `from` in a text, behind its line end; 0 if it may lie beyond, which it never
 * does `at_end`. A quoted field that has not ended after a megabyte, or goes on behind its end, makes the record end with
 * its first line: a lone quote spoils one line, not the file. *broken (may be NULL) says so. */
size_t ent__record_end(ent__field text, size_t from, const ent__event_reader *reader, char newline, bool at_end,
                       bool *broken);

/* Takes a record, without its line end, apart into at most `room` fields; returns how many it has. Texts
 * with doubled quotes are put into `scratch`, which has room for the record; all others lie where they are. */
size_t ent__record_split(ent__field *fields, size_t room, ent__field record, const ent__event_reader *reader,
                         char *scratch);

/* A text without the spaces around it. */
static inline ent__field ent__trimmed(ent__field field) {
    while (field.length && (*field.text == ' ' || *field.text == '\t')) {
        field.text++;
        field.length--;
    }
    while (field.length && (field.text[field.length - 1] == ' ' || field.text[field.length - 1] == '\t')) {
        field.length--;
    }
    return field;
}

#endif
