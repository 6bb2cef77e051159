/*
 * Event codes of CAMEO as a table that one look is enough for: place, kind, status and score of each, under the user's
 * rules. Made once a reading, then read by all threads.
 */
#include "event_internal.h"

#include <math.h>
#include <stdlib.h>

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

ent_status ent__codes_new(ent__codes **out, const ent_events_options *options, ent_error *error) {
    *out = NULL;
    ent__codes *codes = ent__calloc(1, sizeof *codes);
    uint32_t count = ent_cameo_count();
    if (codes) {
        codes->codes = ent__calloc(count, sizeof *codes->codes);
    }
    if (!codes || !codes->codes) {
        ent__codes_free(codes);
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < count; i++) {
        const ent_cameo *cameo = ent_cameo_get(i);
        const ent_code_rule *rule = ent_code_rule_find(cameo->code, options->rules, options->rule_count);
        codes->codes[i] = (ent__code){.cameo = cameo,
                                      .tone = cameo->goldstein,
                                      .kind = (uint8_t)rule->kind,
                                      .status = (uint8_t)rule->status,
                                      .turned = rule->mediator == ENT_MEDIATOR_TARGET};
        codes->numbers[slot_of((ent__field){cameo->code, strlen(cameo->code)})] = (uint16_t)(i + 1);
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
