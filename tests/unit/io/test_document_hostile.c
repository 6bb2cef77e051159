/* Documents that must be refused, each with its own message at the right place; and texts too long, too deep, cut off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <entente/io.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\"format\": \"entente-graph\", \"version\": 1"
#define ACTORS                                                                                                         \
    "\"actors\": [{\"id\": \"A\", \"kind\": \"state\"}, {\"id\": \"B\", \"kind\": \"state\"}, "                        \
    "{\"id\": \"o\", \"kind\": \"official\"}, {\"id\": \"g\", \"kind\": \"organisation\"}]"

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = malloc(1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, file);
    assert_in_range(*length, 1, (1 << 20) - 2);
    text[*length] = '\0';
    fclose(file);
    return text;
}

/* A document of the table with its abbreviations written out, and the place where it must fail. */
typedef struct document {
    char bytes[4096];
    size_t length, mark;
    bool marked;
} document;

static void append(document *out, const char *bytes, size_t length) {
    assert_true(out->length + length < sizeof out->bytes);
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

/* Writes out what begins at `at`; returns where it ends. */
static const char *write_out(document *out, const char *at) {
    if (strncmp(at, "@@", 2) == 0) {
        out->marked = true;
        out->mark = out->length;
        return at + 2;
    }
    if (strncmp(at, "@{", 2) == 0) {
        char byte = (char)strtoul(at + 2, NULL, 16);
        append(out, &byte, 1);
        return at + 5;
    }
    if (strncmp(at, "$HEAD", 5) == 0) {
        append(out, HEAD, strlen(HEAD));
        return at + 5;
    }
    if (strncmp(at, "$ACTORS", 7) == 0) {
        append(out, ACTORS, strlen(ACTORS));
        return at + 7;
    }
    append(out, at, 1);
    return at + 1;
}

static bool is_status(ent_status status, const char *word, size_t length) {
    const char *name = ent_status_name(status) + strlen("ENT_");
    return strlen(name) == length && strncmp(name, word, length) == 0;
}

/* Parses one case of the table: its line of expectations and its document. False, and says why, if it is not so. */
static bool is_answered(const char *name, const char *line, const char *message, const document *text) {
    ent_graph *graph = NULL;
    ent_error error = {.message = ""};
    ent_status status = ent_document_parse(&graph, text->bytes, text->length, NULL, &error);
    uint32_t row = 1, column = 1;
    for (size_t i = 0; i < text->mark; i++) {
        column = text->bytes[i] == '\n' ? 1 : column + 1;
        row += text->bytes[i] == '\n';
    }
    if (!is_status(status, line, strcspn(line, " ")) || strcmp(error.message, message) != 0) {
        print_error("%s: %s \"%s\", expected \"%s\"\n", name, ent_status_name(status), error.message, message);
        return false;
    }
    if (text->marked && (error.line != row || error.column != column || error.offset != text->mark)) {
        print_error("%s: at %u:%u, expected %u:%u\n", name, error.line, error.column, row, column);
        return false;
    }
    assert_true((graph != NULL) == (status == ENT_OK) && text->marked == (status != ENT_OK));
    ent_graph_free(graph);
    return true;
}

static void every_document_of_the_table_is_answered_as_it_says(void **state) {
    (void)state;
    size_t length, count = 0, wrong = 0;
    char *table = read_file(ENT_TESTS "/unit/io/hostile_documents.txt", &length);
    for (char *at = strstr(table, "\n== "), *next; at; at = next, count++) {
        static document text;
        memset(&text, 0, sizeof text);
        next = strstr(at + 1, "\n== ");
        char *end = next ? next : table + length;
        char *line = strchr(at + 1, '\n'), *start = strchr(line + 1, '\n');
        *line++ = *start++ = '\0';
        const char *message = strchr(line, ' ') + 1;
        message += strcspn(message, " ");
        end -= end > start && end[-1] == '\n'; /* the empty line before a new group, or the end of the file */
        for (const char *c = start; c < end;) {
            c = write_out(&text, c);
        }
        wrong += !is_answered(at + 4, line, *message ? message + 1 : "", &text);
    }
    assert_true(count > 100);
    assert_int_equal(wrong, 0);
    free(table);
}

/* ---- What a table cannot hold ------------------------------------------------------------------------------------- */

static void expect_error(const char *text, size_t length, ent_status expected, uint32_t column, const char *message) {
    ent_graph *graph = (ent_graph *)1;
    ent_error error;
    assert_int_equal(ent_document_parse(&graph, text, length, NULL, &error), expected);
    assert_null(graph);
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, 1);
    assert_int_equal(error.column, column);
}

static void nesting_has_a_bound(void **state) {
    (void)state;
    char text[200];
    memset(text, '[', sizeof text);
    expect_error(text, 65, ENT_ELIMIT, 65, "more than 64 objects and lists inside one another");
    expect_error(text, sizeof text, ENT_ELIMIT, 65, "more than 64 objects and lists inside one another");
    memset(text + 64, ']', 64);
    expect_error(text, 128, ENT_EFORMAT, 1, "expected an object with \"format\": \"entente-graph\" and \"version\": 1");
    char deep[65 * 4];
    for (size_t i = 0; i < 65; i++) {
        memcpy(deep + i * 4, "{\"\":", 4);
    }
    expect_error(deep, sizeof deep, ENT_ELIMIT, 64 * 4 + 1, "more than 64 objects and lists inside one another");
}

static void strings_have_a_bound(void **state) {
    (void)state;
    const size_t longest = (size_t)1 << 20, sizes[] = {longest, longest + 1, (size_t)10 << 20};
    static const char start[] = HEAD ", \"actors\": [], \"title\": \"";
    for (size_t i = 0; i < 3; i++) {
        char *text = malloc(sizeof start + sizes[i] + 2);
        memcpy(text, start, sizeof start - 1);
        memset(text + sizeof start - 1, 'x', sizes[i]);
        memcpy(text + sizeof start - 1 + sizes[i], "\"}", 2);
        size_t length = sizeof start + 1 + sizes[i];
        if (sizes[i] > longest) {
            expect_error(text, length, ENT_ELIMIT, sizeof start - 1, "a string is longer than 1048576 bytes");
        } else {
            ent_graph *graph;
            assert_int_equal(ent_document_parse(&graph, text, length, NULL, NULL), ENT_OK);
            assert_int_equal(strlen(ent_graph_title(graph)), longest);
            ent_graph_free(graph);
        }
        free(text);
    }
}

/* Every beginning of a good document is refused, and read not a byte too far (it ends where its memory ends). */
static void a_document_cut_anywhere_is_refused_at_its_end(void **state) {
    (void)state;
    size_t length;
    char *text = read_file(ENT_EXAMPLES "/data/pakistan-iran-2024.json", &length);
    while (text[length - 1] == '\n') {
        length--;
    }
    size_t step = getenv("ENTENTE_SLOW_MACHINE") ? 97 : 7;
    for (size_t cut = 0; cut < length; cut += cut < 1500 || cut + 200 > length ? 1 : step) {
        char *part = malloc(cut ? cut : 1);
        memcpy(part, text, cut);
        ent_graph *graph = NULL;
        ent_error error;
        ent_status status = ent_document_parse(&graph, part, cut, NULL, &error);
        if (status != ENT_EPARSE || graph || error.offset > cut) {
            fail_msg("cut at %zu: %s", cut, ent_status_name(status));
        }
        free(part);
    }
    free(text);
}

/* Any byte of a good document changed to any of these: read or refused, never worse; and an error has its place. */
static void a_document_with_a_byte_changed_is_read_or_refused(void **state) {
    (void)state;
    static const char bytes[] = "\0\x01\"\\{}[]:,0-eE.u/ \x80\xC3\xFF";
    size_t length;
    char *text = read_file(ENT_EXAMPLES "/data/pakistan-iran-2024.json", &length);
    uint64_t random = 3;
    int rounds = getenv("ENTENTE_SLOW_MACHINE") ? 100 : 2000;
    for (int i = 0; i < rounds; i++) {
        size_t place = (size_t)(ent__random(&random) % length);
        char before = text[place];
        text[place] = bytes[ent__random(&random) % (sizeof bytes - 1)];
        ent_graph *graph = NULL;
        ent_error error;
        ent_status status = ent_document_parse(&graph, text, length, NULL, &error);
        assert_true((status == ENT_OK) == (graph != NULL));
        assert_true(status == ENT_OK ||
                    (error.line > 0 && error.column > 0 && error.offset <= length && *error.message));
        ent_graph_free(graph);
        text[place] = before;
    }
    free(text);
}

static void documents_are_the_same_in_every_locale(void **state) {
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "ps_AF.UTF-8"};
    static const char text[] =
        HEAD ", " ACTORS ", \"relations\": [{\"kind\": \"attack\", \"from\": \"A\", \"to\": \"B\", "
             "\"tone\": -2.5, \"confidence\": 0.25}]}";
    for (size_t i = 0; i < 2; i++) {
        ent_graph *graph;
        ent_relation relation = ENT_RELATION_INIT;
        ent_error error = {.message = ""};
        assert_non_null(setlocale(LC_ALL, locales[i]));
        ent_status status = ent_document_parse(&graph, text, strlen(text), NULL, &error);
        assert_string_equal(setlocale(LC_ALL, NULL), locales[i]);
        setlocale(LC_ALL, "C");
        assert_string_equal(error.message, "");
        assert_int_equal(status, ENT_OK);
        assert_int_equal(ent_graph_get_relation(&relation, graph, 0, NULL), ENT_OK);
        assert_true(relation.tone == -2.5 && relation.confidence == 0.25);
        ent_graph_free(graph);
    }
}

static void files_that_cannot_be_read_are_told_with_the_reason(void **state) {
    (void)state;
    ent_graph *graph = (ent_graph *)1;
    ent_error error;
    assert_int_equal(ent_document_read(&graph, "/no/such.json", NULL, &error), ENT_EIO);
    assert_string_equal(error.message, "cannot read /no/such.json: No such file or directory");
    assert_null(graph);
    assert_int_equal(ent_document_read(&graph, "/", NULL, &error), ENT_EIO);
    assert_string_equal(error.message, "cannot read /: Is a directory");
    assert_int_equal(ent_document_read(&graph, "", NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_document_read(&graph, NULL, NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_document_read(&graph, "/dev/null", NULL, &error), ENT_EPARSE);
    assert_int_equal(ent_document_parse(&graph, NULL, 0, NULL, &error), ENT_EINVAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_of_the_table_is_answered_as_it_says),
        cmocka_unit_test(nesting_has_a_bound),
        cmocka_unit_test(strings_have_a_bound),
        cmocka_unit_test(a_document_cut_anywhere_is_refused_at_its_end),
        cmocka_unit_test(a_document_with_a_byte_changed_is_read_or_refused),
        cmocka_unit_test(documents_are_the_same_in_every_locale),
        cmocka_unit_test(files_that_cannot_be_read_are_told_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
