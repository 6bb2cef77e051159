/*
 * CAMEO, PLOVER, and what follows from a code. Expected values are those of the tables, the counts of the sources that
 * they were made from (CAMEO manual 1.1b3, ICEWS, GDELT's lookup, the PLOVER manual), and rules worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <entente/ontology.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "tsv.h"

static const ent_cameo *find(const char *code) {
    return ent_cameo_find(code, strlen(code));
}

/* ---- CAMEO -------------------------------------------------------------------------------------------------------- */

static void assert_score(double score, const char *field) {
    if (*field) {
        assert_true(score == atof(field));
    } else {
        assert_true(isnan(score));
    }
}

static void every_row_of_cameo_is_found_by_its_code(void **state) {
    (void)state;
    tsv table = tsv_open("cameo");
    uint32_t rows = 0;
    for (; tsv_next(&table); rows++) {
        char **f = table.fields;
        const ent_cameo *code = find(f[0]);
        assert_non_null(code);
        assert_ptr_equal(code, ent_cameo_get(rows));
        assert_string_equal(code->code, f[0]);
        assert_string_equal(code->name, f[1]);
        assert_int_equal(code->level, strlen(f[0]));
        assert_memory_equal(code->root, f[0], 2);
        assert_int_equal(code->quad, atoi(f[3]));
        assert_int_equal(code->quad_cameo, atoi(f[4]));
        assert_score(code->goldstein, f[5]);
        assert_score(code->goldstein_icews, f[6]);
        assert_field(code->plover_type, f[7]);
        assert_field(code->plover_mode, f[8]);
        assert_field(code->plover_context, f[9]);
    }
    assert_int_equal(rows, 317);
    assert_int_equal(ent_cameo_count(), 317);
    assert_null(ent_cameo_get(317));
}

static void only_codes_are_found(void **state) {
    (void)state;
    for (int number = 0; number < 111111; number++) {
        char text[8];
        int length = snprintf(text, sizeof text, "%d", number);
        const ent_cameo *code = ent_cameo_find(text, (size_t)length);
        assert_true(!code || strcmp(code->code, text) == 0);
    }
    assert_null(find(""));
    assert_null(find("---"));
    assert_null(find("0"));
    assert_null(find("19 "));
    assert_null(find("+19"));
    assert_null(find("00190"));
    assert_null(ent_cameo_find(NULL, 2));
    assert_string_equal(ent_cameo_find("1901", 3)->code, "190");
}

static void the_two_quad_classes_differ_for_roots_09_and_14_only(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const ent_cameo *code = ent_cameo_get(i);
        int root = atoi(code->root);
        /* Schrodt's classes: 1-5, 6-8, 9-13, 14-20. */
        unsigned literature = root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
        unsigned gdelt = root == 9 ? 2 : root == 14 ? 3 : literature;
        assert_int_equal(code->quad_cameo, literature);
        assert_int_equal(code->quad, gdelt);
    }
}

static void icews_scores_four_codes_otherwise_than_gdelt(void **state) {
    (void)state;
    const struct {
        const char *code;
        double gdelt, icews;
    } wanted[] = {{"016", -2.0, -5.0}, {"022", 3.2, 3.4}, {"164", -7.0, -6.5}, {"165", -6.5, -7.0}};
    unsigned differing = 0;
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const ent_cameo *code = ent_cameo_get(i);
        differing += !isnan(code->goldstein) && code->goldstein != code->goldstein_icews;
    }
    assert_int_equal(differing, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_true(find(wanted[i].code)->goldstein == wanted[i].gdelt);
        assert_true(find(wanted[i].code)->goldstein_icews == wanted[i].icews);
    }
}

static void a_name_finds_the_three_digit_code_where_a_root_is_called_alike(void **state) {
    (void)state;
    const char *const wanted[][2] = {{"Consult", "040"},
                                     {"Threaten", "130"},
                                     {"provide aid", "070"},
                                     {"Use conventional military force", "190"},
                                     {"Use conventional military force, not specified below", "190"},
                                     {"Reduce or break diplomatic relations", "161"},
                                     {"MAKE PUBLIC STATEMENT", "01"},
                                     {"Mediate", "045"}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const ent_cameo *code = ent_cameo_find_name(wanted[i][0], strlen(wanted[i][0]));
        assert_non_null(code);
        assert_string_equal(code->code, wanted[i][1]);
    }
    assert_null(ent_cameo_find_name("Consul", 6));
    assert_null(ent_cameo_find_name("", 0));
    assert_null(ent_cameo_find_name(", not specified below", 21));
    assert_null(ent_cameo_find_name(NULL, 0));
}

/* ---- Repair ------------------------------------------------------------------------------------------------------- */

static ent_repair repair(const char **code, const char *text, const char *root, uint32_t quad) {
    ent_repair outcome;
    const ent_cameo *found = ent_cameo_repair(text, strlen(text), root, quad, &outcome);
    *code = found ? found->code : NULL;
    return outcome;
}

static void of_130_codes_with_a_zero_119_are_repaired_by_themselves(void **state) {
    (void)state;
    unsigned with_zero = 0, repaired = 0, doubtful = 0;
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const char *code = ent_cameo_get(i)->code, *back;
        if (code[0] == '0') {
            ent_repair outcome = repair(&back, code + 1, NULL, 0);
            with_zero++;
            repaired += outcome == ENT_REPAIR_DONE && strcmp(back, code) == 0;
            doubtful += outcome == ENT_REPAIR_DOUBTFUL && !back;
        }
    }
    assert_int_equal(with_zero, 130);
    assert_int_equal(repaired, 119);
    assert_int_equal(doubtful, 11);
}

static void root_or_quad_class_decides_between_10_and_010(void **state) {
    (void)state;
    for (int i = 10; i <= 20; i++) {
        char text[4], zeroed[4], lost[4];
        const char *code;
        snprintf(text, sizeof text, "%d", i);
        snprintf(zeroed, sizeof zeroed, "0%d", i);
        snprintf(lost, sizeof lost, "%d", i / 10);
        const char *whole = i < 20 ? "01" : "02";
        assert_int_equal(repair(&code, text, text, 0), ENT_REPAIR_GOOD);
        assert_string_equal(code, text);
        assert_int_equal(repair(&code, text, lost, 0), ENT_REPAIR_DONE);
        assert_string_equal(code, zeroed);
        assert_int_equal(repair(&code, text, whole, 1), ENT_REPAIR_DONE);
        assert_string_equal(code, zeroed);
        assert_int_equal(repair(&code, text, NULL, 1), ENT_REPAIR_DONE);
        assert_string_equal(code, zeroed);
        assert_int_equal(repair(&code, text, "", i < 15 ? 3 : 4), ENT_REPAIR_GOOD);
        assert_string_equal(code, text);
        /* Root and quad class contradict each other. */
        assert_int_equal(repair(&code, text, text, 1), ENT_REPAIR_DOUBTFUL);
        assert_null(code);
    }
}

static void repair_leaves_whole_codes_and_takes_no_others(void **state) {
    (void)state;
    const char *code;
    assert_int_equal(repair(&code, "190", "01", 1), ENT_REPAIR_GOOD);
    assert_string_equal(code, "190");
    assert_int_equal(repair(&code, "043", NULL, 0), ENT_REPAIR_GOOD);
    assert_int_equal(repair(&code, "251", NULL, 0), ENT_REPAIR_DONE);
    assert_string_equal(code, "0251");
    assert_int_equal(repair(&code, "43", "13", 0), ENT_REPAIR_DOUBTFUL);
    assert_int_equal(repair(&code, "43", "4", 1), ENT_REPAIR_DONE);
    assert_int_equal(repair(&code, "43", NULL, 4), ENT_REPAIR_DOUBTFUL);
    const char *const none[] = {"", "0", "99", "999", "1999", "---", "4a", "00043"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(repair(&code, none[i], NULL, 0), ENT_REPAIR_UNKNOWN);
        assert_null(code);
    }
}

/* ---- Rules -------------------------------------------------------------------------------------------------------- */

static void the_built_in_rules_say_what_the_header_says(void **state) {
    (void)state;
    const struct {
        const char *code;
        ent_kind kind;
        ent_mediation_status status;
        ent_mediator_side side;
    } wanted[] = {
        {"028", ENT_KIND_MEDIATION, ENT_MEDIATION_APPEALED, ENT_MEDIATOR_SOURCE},
        {"038", ENT_KIND_MEDIATION, ENT_MEDIATION_ACCEPTED, ENT_MEDIATOR_TARGET},
        {"039", ENT_KIND_MEDIATION, ENT_MEDIATION_OFFERED, ENT_MEDIATOR_SOURCE},
        {"045", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
        {"108", ENT_KIND_MEDIATION, ENT_MEDIATION_APPEALED, ENT_MEDIATOR_SOURCE},
        {"126", ENT_KIND_MEDIATION, ENT_MEDIATION_REJECTED, ENT_MEDIATOR_TARGET},
        {"135", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
        {"165", ENT_KIND_MEDIATION, ENT_MEDIATION_CONDUCTED, ENT_MEDIATOR_SOURCE},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const ent_code_rule *rule = ent_code_rule_find(wanted[i].code, NULL, 0);
        assert_int_equal(rule->kind, wanted[i].kind);
        assert_int_equal(rule->status, wanted[i].status);
        assert_int_equal(rule->mediator, wanted[i].side);
        assert_non_null(find(wanted[i].code));
    }
    unsigned mediations = 0;
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const ent_cameo *code = ent_cameo_get(i);
        const ent_code_rule *rule = ent_code_rule_find(code->code, NULL, 0);
        int root = atoi(code->root);
        mediations += rule->kind == ENT_KIND_MEDIATION;
        assert_int_equal(rule->kind == ENT_KIND_ATTACK, root >= 18);
    }
    assert_int_equal(mediations, sizeof wanted / sizeof *wanted);
    assert_int_equal(ent_code_rule_find("ASSAULT", NULL, 0)->kind, ENT_KIND_ATTACK);
    assert_int_equal(ent_code_rule_find("assault", NULL, 0)->kind, ENT_KIND_ATTACK);
    assert_int_equal(ent_code_rule_find("CONSULT", NULL, 0)->kind, ENT_KIND_DIPLOMATIC);
    assert_int_equal(ent_code_rule_find("", NULL, 0)->kind, ENT_KIND_DIPLOMATIC);
    assert_int_equal(ent_code_rule_find(NULL, NULL, 0)->kind, ENT_KIND_DIPLOMATIC);
    size_t count;
    const ent_code_rule *rules = ent_code_rules(&count);
    assert_int_equal(count, 13);
    assert_int_equal(ent_code_rules_check(rules, count, NULL), ENT_OK);
}

static void rules_of_the_user_come_first_and_the_longest_wins(void **state) {
    (void)state;
    const ent_code_rule own[] = {
        {"19", ENT_KIND_DIPLOMATIC, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
        {"195", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
        {"027", ENT_KIND_MEDIATION, ENT_MEDIATION_APPEALED, ENT_MEDIATOR_SOURCE},
    };
    assert_int_equal(ent_code_rules_check(own, 3, NULL), ENT_OK);
    assert_ptr_equal(ent_code_rule_find("190", own, 3), &own[0]);
    assert_ptr_equal(ent_code_rule_find("1951", own, 3), &own[1]);
    assert_ptr_equal(ent_code_rule_find("027", own, 3), &own[2]);
    assert_int_equal(ent_code_rule_find("045", own, 3)->kind, ENT_KIND_MEDIATION);
    assert_int_equal(ent_code_rule_find("18", own, 3)->kind, ENT_KIND_ATTACK);
    const ent_code_rule all = {"", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE};
    assert_ptr_equal(ent_code_rule_find("045", &all, 1), &all);
}

static void what_is_no_rule_is_refused(void **state) {
    (void)state;
    const ent_code_rule wrong[] = {
        {NULL, ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
        {"1", ENT_KIND_AFFILIATION, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
        {"1", (ent_kind)9, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE},
        {"1", ENT_KIND_ATTACK, ENT_MEDIATION_OFFERED, ENT_MEDIATOR_NONE},
        {"1", ENT_KIND_ATTACK, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_TARGET},
        {"1", ENT_KIND_MEDIATION, ENT_MEDIATION_OFFERED, ENT_MEDIATOR_NONE},
        {"1", ENT_KIND_MEDIATION, (ent_mediation_status)77, ENT_MEDIATOR_SOURCE},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_error error;
        assert_int_equal(ent_code_rules_check(&wrong[i], 1, &error), ENT_EINVAL);
        assert_non_null(strstr(error.message, "rule 0"));
    }
    assert_int_equal(ent_code_rules_check(NULL, 1, NULL), ENT_EINVAL);
    assert_int_equal(ent_code_rules_check(NULL, 0, NULL), ENT_OK);
}

/* ---- PLOVER ------------------------------------------------------------------------------------------------------- */

static void every_row_of_plover_is_found(void **state) {
    (void)state;
    tsv table = tsv_open("plover");
    uint32_t rows = 0;
    for (; tsv_next(&table); rows++) {
        char **f = table.fields;
        const ent_plover *row = ent_plover_find(f[0], f[1]);
        assert_non_null(row);
        assert_ptr_equal(row, ent_plover_get(rows));
        assert_string_equal(row->type, f[0]);
        assert_field(row->mode, f[1]);
        assert_int_equal(row->quad, atoi(f[2]));
        assert_score(row->score, f[3]);
        assert_field(row->cameo, f[4]);
    }
    assert_int_equal(rows, 16 + 67);
    assert_int_equal(ent_plover_count(), rows);
    assert_null(ent_plover_get(rows));
    assert_ptr_equal(ent_plover_find("consult", "THIRD-PARTY"), ent_plover_find("CONSULT", "third-party"));
    assert_ptr_equal(ent_plover_find("CONSULT", ""), ent_plover_find("CONSULT", NULL));
    assert_null(ent_plover_find("CONSULT", "riot"));
    assert_null(ent_plover_find("CONSUL", NULL));
    assert_null(ent_plover_find(NULL, NULL));
    uint32_t contexts = 0;
    while (ent_plover_context(contexts)) {
        contexts++;
    }
    assert_int_equal(contexts, 37);
}

static bool is_context(const char *text) {
    for (uint32_t i = 0; ent_plover_context(i); i++) {
        if (strcmp(ent_plover_context(i), text) == 0) {
            return true;
        }
    }
    return false;
}

static void what_cameo_became_is_in_plover(void **state) {
    (void)state;
    unsigned mapped = 0;
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const ent_cameo *code = ent_cameo_get(i);
        if (code->plover_type) {
            mapped++;
            assert_non_null(ent_plover_find(code->plover_type, code->plover_mode));
            assert_true(!code->plover_context || is_context(code->plover_context));
        } else {
            assert_true(!code->plover_mode && !code->plover_context);
        }
    }
    assert_int_equal(mapped, 317 - 11 - 28 - 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_cameo_is_found_by_its_code),
        cmocka_unit_test(only_codes_are_found),
        cmocka_unit_test(the_two_quad_classes_differ_for_roots_09_and_14_only),
        cmocka_unit_test(icews_scores_four_codes_otherwise_than_gdelt),
        cmocka_unit_test(a_name_finds_the_three_digit_code_where_a_root_is_called_alike),
        cmocka_unit_test(of_130_codes_with_a_zero_119_are_repaired_by_themselves),
        cmocka_unit_test(root_or_quad_class_decides_between_10_and_010),
        cmocka_unit_test(repair_leaves_whole_codes_and_takes_no_others),
        cmocka_unit_test(the_built_in_rules_say_what_the_header_says),
        cmocka_unit_test(rules_of_the_user_come_first_and_the_longest_wins),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(every_row_of_plover_is_found),
        cmocka_unit_test(what_cameo_became_is_in_plover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
