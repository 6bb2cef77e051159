/*
 * Where records end and what their fields are. A line without a quote costs two searches; only lines with one are looked at
 * field by field. Whether a quote opens a field is told from the record alone, so that any thread finds the same.
 */
#include "event_record.h"

/* A quoted field that is longer does not end: the quote was a stray one. */
#define LONGEST_QUOTED ((size_t)1 << 20)

/* Behind the quote that closes the field whose text begins at `from`; 0: there is none before `stop`. */
static size_t behind_quotes(const char *bytes, size_t from, size_t stop) {
    const char *quote;
    while ((quote = memchr(bytes + from, '"', stop - from))) {
        from = (size_t)(quote - bytes) + 1;
        if (from == stop || bytes[from] != '"') {
            return from;
        }
        from++;
    }
    return 0;
}

static size_t line_end(const char *bytes, size_t from, size_t length, char newline) {
    const char *found = memchr(bytes + from, newline, length - from);
    return found ? (size_t)(found - bytes) + 1 : 0;
}

/* What a field in quotes is followed by. */
enum after { AFTER_FIELD, AFTER_RECORD, AFTER_MORE, AFTER_NOTHING_GOOD };

static enum after look_behind(const char *bytes, size_t at, size_t length, char separator, char newline) {
    if (at < length && bytes[at] == '\r' && newline == '\n') {
        at++;
    }
    if (at == length) {
        return AFTER_MORE;
    }
    return bytes[at] == separator ? AFTER_FIELD : bytes[at] == newline ? AFTER_RECORD : AFTER_NOTHING_GOOD;
}

size_t ent__record_end(ent__field text, size_t from, const ent__event_reader *reader, char newline, bool at_end,
                       bool *broken) {
    const char *bytes = text.text;
    size_t length = text.length;
    bool unwanted;
    broken = broken ? broken : &unwanted;
    *broken = false;
    size_t first_end = line_end(bytes, from, length, newline), stop = first_end ? first_end : length, at = from;
    size_t otherwise = at_end && !first_end ? length : first_end;
    if (!reader->is_quoted || !memchr(bytes + from, '"', stop - from)) {
        return otherwise;
    }
    for (;;) {
        if (at < length && bytes[at] == '"') {
            size_t limit = length - at - 1 < LONGEST_QUOTED ? length : at + 1 + LONGEST_QUOTED;
            size_t behind = behind_quotes(bytes, at + 1, limit);
            enum after after = behind ? look_behind(bytes, behind, length, reader->separator, newline) : AFTER_MORE;
            if (!at_end && after == AFTER_MORE && limit == length) {
                return 0;
            }
            if (behind == 0 || after == AFTER_NOTHING_GOOD) {
                *broken = true;
                return otherwise;
            }
            at = behind;
        }
        while (at < length && bytes[at] != reader->separator && bytes[at] != newline) {
            at++;
        }
        if (at == length) {
            return at_end ? length : 0;
        }
        if (bytes[at++] == newline) {
            return at;
        }
    }
}

/* Copies the text of a quoted field with its doubled quotes made single; returns its length. */
static size_t undouble(char *out, const char *text, size_t length) {
    size_t made = 0;
    for (size_t i = 0; i < length; i++) {
        out[made++] = text[i];
        i += text[i] == '"';
    }
    return made;
}

size_t ent__record_split(ent__field *fields, size_t room, ent__field record, const ent__event_reader *reader,
                         char *scratch) {
    const char *bytes = record.text;
    size_t count = 0, at = 0, end = record.length;
    for (;;) {
        ent__field field = {bytes + at, 0};
        size_t behind = reader->is_quoted && at < end && bytes[at] == '"' ? behind_quotes(bytes, at + 1, end) : 0;
        const char *separator = memchr(bytes + (behind ? behind : at), reader->separator, end - (behind ? behind : at));
        size_t stop = separator ? (size_t)(separator - bytes) : end;
        if (behind) {
            field = (ent__field){bytes + at + 1, behind - at - 2};
            if (memchr(field.text, '"', field.length)) {
                field.length = undouble(scratch, field.text, field.length);
                field.text = scratch;
                scratch += field.length;
            }
        } else {
            field.length = stop - at;
        }
        if (count < room) {
            fields[count] = field;
        }
        count++;
        if (!separator) {
            return count;
        }
        at = stop + 1;
    }
}
