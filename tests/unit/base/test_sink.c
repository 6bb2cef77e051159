/* Writing through a sink, and the sink that is a block of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <stdlib.h>
#include <string.h>

/* A sink that counts calls and bytes, and fails when its room is used up. */
typedef struct narrow {
    size_t room, calls, taken;
} narrow;

static ent_status narrow_write(void *context, const char *bytes, size_t length, ent_error *error) {
    narrow *sink = context;
    (void)bytes;
    sink->calls++;
    if (length > sink->room - sink->taken) {
        return ent__fail(error, ENT_EIO, "no room for %zu bytes", length);
    }
    sink->taken += length;
    return ENT_OK;
}

static void a_buffer_is_empty_text_at_first(void **state) {
    (void)state;
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    assert_string_equal(ent_buffer_data(buffer), "");
    assert_int_equal(ent_buffer_size(buffer), 0);
    ent_buffer_free(buffer);
    ent_buffer_free(NULL);
}

static void a_buffer_holds_what_was_written_in_order(void **state) {
    (void)state;
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent__puts(&sink, NULL, "one "), ENT_OK);
    assert_int_equal(ent__write(&sink, NULL, "t\0wo ", 5), ENT_OK);
    assert_int_equal(ent__printf(&sink, NULL, "%d %s", 3, "four"), ENT_OK);
    assert_int_equal(ent_buffer_size(buffer), 15);
    assert_memory_equal(ent_buffer_data(buffer), "one t\0wo 3 four", 16); /* with the final NUL */
    ent_buffer_free(buffer);
}

static void a_buffer_grows_byte_by_byte_to_any_size(void **state) {
    (void)state;
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    for (size_t i = 0; i < 100000; i++) {
        char byte = (char)('a' + i % 26);
        assert_int_equal(sink.write(sink.context, &byte, 1, NULL), ENT_OK);
    }
    assert_int_equal(ent_buffer_size(buffer), 100000);
    for (size_t i = 0; i < 100000; i++) {
        assert_int_equal(ent_buffer_data(buffer)[i], 'a' + i % 26);
    }
    ent_buffer_free(buffer);
}

static void a_length_that_no_memory_holds_is_refused_and_nothing_lost(void **state) {
    (void)state;
    ent_buffer *buffer;
    ent_error error;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent__puts(&sink, NULL, "kept"), ENT_OK);
    assert_int_equal(sink.write(sink.context, "x", SIZE_MAX - 4, &error), ENT_ENOMEM);
    assert_string_equal(ent_buffer_data(buffer), "kept");
    ent_buffer_free(buffer);
}

static void formatted_text_has_any_length(void **state) {
    (void)state;
    static const size_t lengths[] = {0, 1, 510, 511, 512, 513, 5000};
    char text[5001];
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ent_buffer *buffer;
        memset(text, 'x', sizeof text);
        text[lengths[i]] = '\0';
        assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
        ent_sink sink = ent_buffer_sink(buffer);
        assert_int_equal(ent__printf(&sink, NULL, "%s", text), ENT_OK);
        assert_int_equal(ent_buffer_size(buffer), lengths[i]);
        assert_string_equal(ent_buffer_data(buffer), text);
        ent_buffer_free(buffer);
    }
}

static void what_a_sink_says_is_handed_on(void **state) {
    (void)state;
    narrow room = {10, 0, 0};
    ent_sink sink = {narrow_write, &room};
    ent_error error;
    char text[601];
    memset(text, 'x', 600);
    text[600] = '\0';
    assert_int_equal(ent__puts(&sink, &error, "12345"), ENT_OK);
    assert_int_equal(ent__puts(&sink, &error, "123456"), ENT_EIO);
    assert_string_equal(error.message, "no room for 6 bytes");
    assert_int_equal(ent__printf(&sink, &error, "%s", "123456"), ENT_EIO);
    assert_int_equal(ent__printf(&sink, &error, "%s", text), ENT_EIO);
    assert_int_equal(room.calls, 4);
    assert_int_equal(room.taken, 5);
}

static void nothing_to_write_is_no_call(void **state) {
    (void)state;
    narrow room = {10, 0, 0};
    ent_sink sink = {narrow_write, &room};
    assert_int_equal(ent__puts(&sink, NULL, ""), ENT_OK);
    assert_int_equal(ent__write(&sink, NULL, NULL, 0), ENT_OK);
    assert_int_equal(room.calls, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_is_empty_text_at_first),
        cmocka_unit_test(a_buffer_holds_what_was_written_in_order),
        cmocka_unit_test(a_buffer_grows_byte_by_byte_to_any_size),
        cmocka_unit_test(a_length_that_no_memory_holds_is_refused_and_nothing_lost),
        cmocka_unit_test(formatted_text_has_any_length),
        cmocka_unit_test(what_a_sink_says_is_handed_on),
        cmocka_unit_test(nothing_to_write_is_no_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
