/*
 * Event codes of CAMEO and PLOVER as a table that one look is enough for: place, kind, status and score of each, under the user's
 * rules. Made once a reading, then read by all threads.
 */
#include "event_digits.h"
#include "event_internal.h"

#include <stdlib.h>
#include <strings.h>

/* Where a code of two to four digits lies in `numbers`; 0 for what is none ("00", which is no code either). */
static uint32_t slot_of(ent__field text) {
    static const uint32_t first[5] = {0, 0, 0, 100, 1100};
    if (text.length < 2 || text.length > 4) {
        return 0;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        uint32_t digit = (uint32_t)(unsigned char)text.text[i] - '0';
        if (digit > 9) {
            return 0;
        }
        value = value * 10 + digit;
    }
    return first[text.length] + value;
}

static void put_code(ent__codes *codes, const ent_events_options *options, const char *text, double tone) {
    const ent_code_rule *rule = ent_code_rule_find(text, options->rules, options->rule_count);
    codes->codes[codes->count++] = (ent__code){.text = text,
                                               .tone = tone,
                                               .kind = (uint8_t)rule->kind,
                                               .status = (uint8_t)rule->status,
                                               .turned = rule->mediator == ENT_MEDIATOR_TARGET};
}

ent_status ent__codes_new(ent__codes **out, const ent_events_options *options, ent_error *error) {
    *out = NULL;
    ent__codes *codes = ent__calloc(1, sizeof *codes);
    uint32_t cameo_count = ent_cameo_count(), plover_count = ent_plover_count();
    if (codes) {
        codes->codes = ent__calloc((size_t)cameo_count + plover_count, sizeof *codes->codes);
    }
    if (!codes || !codes->codes) {
        ent__codes_free(codes);
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < cameo_count; i++) {
        const ent_cameo *cameo = ent_cameo_get(i);
        put_code(codes, options, cameo->code, cameo->goldstein);
        codes->numbers[slot_of((ent__field){cameo->code, strlen(cameo->code)})] = (uint16_t)(i + 1);
    }
    for (uint32_t i = 0; i < plover_count; i++) {
        const ent_plover *plover = ent_plover_get(i);
        if (!plover->mode) {
            put_code(codes, options, plover->type, plover->score);
        }
    }
    *out = codes;
    return ENT_OK;
}

void ent__codes_free(ent__codes *codes) {
    if (codes) {
        free(codes->codes);
        free(codes);
    }
}

uint32_t ent__codes_find(const ent__codes *codes, ent__field text) {
    return codes->numbers[slot_of(text)];
}

uint32_t ent__codes_repair(const ent__codes *codes, ent__field code, ent__field root, ent__field quad,
                           unsigned *flags) {
    char root_text[8] = "";
    uint64_t class = 0;
    ent_repair outcome;
    if (root.length < sizeof root_text) {
        memcpy(root_text, root.text, root.length);
    }
    if (!ent__digits(quad.text, quad.length, &class) || class > 4) {
        class = 0;
    }
    const ent_cameo *cameo = ent_cameo_repair(code.text, code.length, root_text, (uint32_t) class, &outcome);
    *flags |= outcome == ENT_REPAIR_DONE ? ENT__ROW_REPAIRED_CODE : 0;
    return cameo ? ent__codes_find(codes, (ent__field){cameo->code, strlen(cameo->code)}) : 0;
}

uint32_t ent__codes_find_plover(const ent__codes *codes, ent__field type) {
    for (uint32_t i = ent_cameo_count(); i < codes->count; i++) {
        const char *text = codes->codes[i].text;
        if (strlen(text) == type.length && strncasecmp(text, type.text, type.length) == 0) {
            return i + 1;
        }
    }
    return 0;
}
