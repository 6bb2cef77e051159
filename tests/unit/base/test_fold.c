/* Text: what is UTF-8, what names are folded to, and how wide they are shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static void expect_fold(const char *text, const char *expected) {
    char *folded;
    assert_int_equal(ent__fold(&folded, text, NULL), ENT_OK);
    if (strcmp(folded, expected) != 0) {
        fail_msg("\"%s\" folds to \"%s\", expected \"%s\"", text, folded, expected);
    }
    free(folded);
}

/* All of one row fold to the same, different rows to different texts. The rows end with NULL. */
static void expect_rows(const char *const rows[][6], size_t count) {
    char *folds[32];
    assert_true(count <= 32);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(ent__fold(&folds[i], rows[i][0], NULL), ENT_OK);
        for (size_t j = 1; j < 6 && rows[i][j]; j++) {
            expect_fold(rows[i][j], folds[i]);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(folds[i], folds[j]) == 0) {
                fail_msg("\"%s\" and \"%s\" both fold to \"%s\"", rows[i][0], rows[j][0], folds[i]);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        free(folds[i]);
    }
}

static void case_accents_and_signs_do_not_matter(void **state) {
    (void)state;
    expect_fold("Türkiye", "turkiye");
    expect_fold("TÜRKİYE", "turkiye"); /* with the dotted capital I */
    expect_fold("Tu\xCC\x88rkiye", "turkiye"); /* u and a combining diaeresis */
    expect_fold("Amir-Abdollahian", "amirabdollahian");
    expect_fold("Amir Abdollahian", "amirabdollahian");
    expect_fold("U.N.", "un");
    expect_fold("António Guterres", "antonioguterres");
    expect_fold("  Côte d’Ivoire  ", "cotedivoire");
    expect_fold("Jaish al-\xCA\xBF"
                "Adl",
                "jaishal\xCA\xBF"
                "adl"); /* the modifier letter is a letter */
    expect_fold("F-16 (B)", "f16b");
    expect_fold("", "");
}

static void letters_without_a_decomposition_are_spelt_out(void **state) {
    (void)state;
    expect_fold("Erdoğan", "erdogan");
    expect_fold("Işık", "isik");
    expect_fold("DIYARBAKIR", "diyarbakir");
    expect_fold("Diyarbakır", "diyarbakir");
    expect_fold("Øresund", "oresund");
    expect_fold("Łukasz", "lukasz");
    expect_fold("Æsir œuvre", "aesiroeuvre");
    expect_fold("Straße", "strasse");
    expect_fold("STRA\xE1\xBA\x9E"
                "E",
                "strasse"); /* capital sharp s */
    expect_fold("Þór Guðmundsson", "thorgudmundsson");
    expect_fold("Đorđe Ħamrun ŧ", "dordehamrunt");
}

static void compatible_characters_are_the_plain_ones(void **state) {
    (void)state;
    expect_fold("\xEF\xAC\x81n\xEF\xAC\x82", "finfl"); /* ligatures */
    expect_fold("ＮＡＴＯ", "nato"); /* full width */
    expect_fold("M²", "m2");
    expect_fold("Ⅳ", "iv");
    expect_fold("Å", "a"); /* the angstrom sign */
}

static void the_unicode_form_does_not_matter(void **state) {
    (void)state;
    static const char *const rows[][6] = {
        {"Åland", "A\xCC\x8Aland", "\xE2\x84\xABland", "aland", NULL},
        {"Đà Nẵng", "\xC4\x90\x61\xCC\x80 Na\xCC\x86\xCC\x83ng", "Da Nang", NULL},
        {"한국", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xAE\xE1\x86\xA8", NULL},
        {"Владимир", "ВЛАДИМИР", "владимир", NULL},
        {"Сергей Лавров", "СЕРГЕИ\xCC\x86 ЛАВРОВ", NULL},
        {"Ευρώπη", "ΕΥΡΩΠΗ", "ευρωπη", NULL},
        {"Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ", NULL}, /* the final sigma */
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

static void scripts_keep_what_tells_their_words_apart(void **state) {
    (void)state;
    static const char *const rows[][6] = {
        {"باكستان", "بَاكِسْتَان", "بـاكسـتان", NULL}, /* vowel points, stretched lines */
        {"إيران", "ايران", "أيران", NULL}, /* hamza over or under alef */
        {"وزارة الخارجية", "وزارة\xE2\x80\x8C الخارجية", NULL}, /* a zero width non-joiner */
        {"ירושלים", "יְרוּשָׁלַיִם", NULL},
        {"राम", NULL}, /* vowel signs are marks, and no accents */
        {"रमा", NULL},
        {"रम", NULL},
        {"हिन्दी", NULL},
        {"हनदी", NULL},
        {"か", NULL}, /* ka and ga differ by a mark only */
        {"が", "か\xE3\x82\x99", NULL},
        {"ดี", NULL},
        {"ดู", "ดู้", NULL}, /* a tone is an accent, a vowel is not */
        {"中国", NULL},
        {"中华", NULL},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

static void a_name_of_signs_only_stays_itself(void **state) {
    (void)state;
    expect_fold("?", "?");
    expect_fold("!?", "!?");
    expect_fold(" ", " ");
    expect_fold("\xF0\x9F\x95\x8A", "\xF0\x9F\x95\x8A");
}

static void folding_twice_changes_nothing(void **state) {
    (void)state;
    static const char *const texts[] = {"Türkiye", "Straße", "Þór",  "ΟΔΥΣΣΕΎΣ", "إيران",
                                        "राम",     "が",     "中国", "Ⅳ",        "?!"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *once;
        assert_int_equal(ent__fold(&once, texts[i], NULL), ENT_OK);
        expect_fold(once, once);
        free(once);
    }
}

static const struct {
    const char *bytes;
    size_t length, bad;
} not_utf8[] = {{"\x80", 1, 0},
                {"ab\xFFz", 4, 2},
                {"ab\xC3", 3, 2},
                {"\xE4\xB8", 2, 0},
                {"\xF0\x9F\x95", 3, 0},
                {"\xC0\x80", 2, 0}, /* NUL in two bytes */
                {"\xC1\xBF", 2, 0},
                {"\xE0\x80\xAF", 3, 0}, /* overlong */
                {"\xF0\x80\x80\xAF", 4, 0},
                {"\xED\xA0\x80", 3, 0}, /* a surrogate */
                {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
                {"\xF5\x80\x80\x80", 4, 0},
                {"caf\xC3\xA9\xA9", 6, 5},
                {"a\0b", 3, 1}};

static void what_is_no_utf8_is_found_at_its_byte(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof not_utf8 / sizeof *not_utf8; i++) {
        size_t bad = 99;
        assert_false(ent__utf8_valid(not_utf8[i].bytes, not_utf8[i].length, &bad));
        assert_int_equal(bad, not_utf8[i].bad);
        assert_false(ent__utf8_valid(not_utf8[i].bytes, not_utf8[i].length, NULL));
    }
    assert_true(ent__utf8_valid("", 0, NULL));
    assert_true(ent__utf8_valid("\xF4\x8F\xBF\xBF \xEF\xBF\xBF \xED\x9F\xBF", 12, NULL));
    assert_true(ent__utf8_valid("\xC3\xA9\xFF", 2, NULL));
}

static void a_name_that_is_no_utf8_is_refused(void **state) {
    (void)state;
    char *folded = (char *)1;
    ent_error error;
    assert_int_equal(ent__fold(&folded, "caf\xE9", &error), ENT_EINVAL);
    assert_string_equal(error.message, "a name is not UTF-8 at byte 3");
    assert_null(folded);
}

static void width_counts_columns(void **state) {
    (void)state;
    assert_int_equal(ent__display_width(""), 0);
    assert_int_equal(ent__display_width("Pakistan"), 8);
    assert_int_equal(ent__display_width("Türkiye"), 7);
    assert_int_equal(ent__display_width("Tu\xCC\x88rkiye"), 7);
    assert_int_equal(ent__display_width("中国"), 4);
    assert_int_equal(ent__display_width("ＮＡＴＯ"), 8);
    assert_int_equal(ent__display_width("\x1B\x01"), 0);
}

static void bytes_are_judged_alike_wherever_they_lie_in_ascii(void **state) {
    (void)state;
    for (size_t length = 1; length < 40; length++) {
        for (size_t place = 0; place < length; place++) {
            char text[40];
            size_t bad = 99;
            memset(text, 'a', sizeof text);
            assert_true(ent__utf8_valid(text, length, NULL));
            for (int byte = 0; byte < 256; byte++) {
                text[place] = (char)byte;
                bool is_ascii = byte > 0 && byte < 128;
                assert_int_equal(ent__utf8_valid(text, length, &bad), is_ascii);
                assert_true(is_ascii || bad == place);
            }
            memcpy(text + (place ? place - 1 : 0), "\xC3\xA9", 2);
            assert_int_equal(ent__utf8_valid(text, length, NULL), length > 1);
        }
    }
}

/* A soft hyphen is dropped, yet takes a text out of ASCII: all of Unicode must fold the rest as ASCII alone does. */
static void ascii_folds_as_unicode_does(void **state) {
    (void)state;
    for (char first = 1; first < 127; first++) {
        for (char second = 1; second < 127; second++) {
            const char plain[] = {'x', first, 'Y', second, '7', '\0'};
            const char hyphened[] = {'x', first, 'Y', '\xC2', '\xAD', second, '7', '\0'};
            char *folded;
            assert_int_equal(ent__fold(&folded, hyphened, NULL), ENT_OK);
            expect_fold(plain, folded);
            free(folded);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_accents_and_signs_do_not_matter),
        cmocka_unit_test(letters_without_a_decomposition_are_spelt_out),
        cmocka_unit_test(compatible_characters_are_the_plain_ones),
        cmocka_unit_test(the_unicode_form_does_not_matter),
        cmocka_unit_test(scripts_keep_what_tells_their_words_apart),
        cmocka_unit_test(a_name_of_signs_only_stays_itself),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(what_is_no_utf8_is_found_at_its_byte),
        cmocka_unit_test(a_name_that_is_no_utf8_is_refused),
        cmocka_unit_test(bytes_are_judged_alike_wherever_they_lie_in_ascii),
        cmocka_unit_test(ascii_folds_as_unicode_does),
        cmocka_unit_test(width_counts_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
