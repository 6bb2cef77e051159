/*
 * Reads a table of lib/graph/data line by line, for tests that walk all of it. A field is there even if it is empty.
 */
#ifndef TEST_TSV_H
#define TEST_TSV_H

#include <stdio.h>
#include <string.h>

#define TSV_FIELDS 16

typedef struct tsv {
    FILE *file;
    char line[4096];
    char *fields[TSV_FIELDS];
} tsv;

/* The next row's fields; 0 at the end. */
static inline int tsv_next(tsv *table) {
    if (!fgets(table->line, sizeof table->line, table->file)) {
        fclose(table->file);
        return 0;
    }
    table->line[strcspn(table->line, "\n")] = '\0';
    char *at = table->line;
    for (int i = 0; i < TSV_FIELDS; i++) {
        table->fields[i] = at;
        char *tab = strchr(at, '\t');
        if (tab) {
            *tab = '\0';
            at = tab + 1;
        } else {
            at += strlen(at);
        }
    }
    return 1;
}

/* Opens a table and skips its header. */
static inline tsv tsv_open(const char *name) {
    char path[512];
    tsv table;
    snprintf(path, sizeof path, "%s/../lib/graph/data/%s.tsv", ENT_EXAMPLES, name);
    table.file = fopen(path, "r");
    assert_non_null(table.file);
    tsv_next(&table);
    return table;
}

/* Whether a text of the library is that of a field; an empty field stands for NULL. */
static inline void assert_field(const char *text, const char *field) {
    if (*field) {
        assert_string_equal(text, field);
    } else {
        assert_null(text);
    }
}

#endif
