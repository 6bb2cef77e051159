/*
 * What a record of a table is: its event code, kind, status and tone. Formats with codes of their own get the nearest code
 * of CAMEO and the tone of the tables here, which are our choice (there is no standard); README and events.h repeat them.
 */
#include "event_digits.h"
#include "event_table.h"

#include <float.h>
#include <math.h>
#include <strings.h>

/* What a level of a format is. */
typedef struct level {
    const char *text; /* "": any other */
    const char *code; /* of CAMEO; NULL: none */
    double tone;
    uint8_t kind; /* without code; else that of the code's rule */
} level;

/* ACLED: event types, and of strategic developments one sub-type; behind them the types of releases before 2019. */
static const level acled_levels[] = {
    {"Battles", "190", -10.0, 0},
    {"Explosions/Remote violence", "190", -10.0, 0},
    {"Violence against civilians", "180", -9.0, 0},
    {"Riots", "145", -7.5, 0},
    {"Protests", "141", -6.5, 0},
    {"Agreement", "057", 8.0, 0},
    {"Strategic developments", NULL, 0.0, ENT_KIND_DIPLOMATIC},
    {"Battle-No change of territory", "190", -10.0, 0},
    {"Battle-Government regains territory", "190", -10.0, 0},
    {"Battle-Non-state actor overtakes territory", "190", -10.0, 0},
    {"Battle-Non-state actors overtake territory", "190", -10.0, 0},
    {"Remote violence", "190", -10.0, 0},
    {"Riots/Protests", "141", -6.5, 0},
    {"Strategic development", NULL, 0.0, ENT_KIND_DIPLOMATIC},
    {"Non-violent activity by a conflict actor", NULL, 0.0, ENT_KIND_DIPLOMATIC},
    {"Headquarters or base established", NULL, 0.0, ENT_KIND_DIPLOMATIC},
    {"Non-violent transfer of territory", NULL, 0.0, ENT_KIND_DIPLOMATIC},
};
/* UCDP GED: type_of_violence. */
static const level ucdp_levels[] = {{"1", "190", -10.0, 0}, {"2", "190", -10.0, 0}, {"3", "180", -9.0, 0}};
/* COW dyadic MID: the highest level of hostility. */
static const level dispute_levels[] = {{"1", NULL, 0.0, ENT_KIND_DIPLOMATIC},
                                       {"2", "138", -5.8, 0},
                                       {"3", "150", -7.2, 0},
                                       {"4", "190", -9.0, 0},
                                       {"5", "190", -10.0, 0}};
/* COW and ATOP alliances: the tone of each obligation, of which the strongest counts: defence, offence, neutrality,
 * consultation (entente), non-aggression. */
static const double alliance_tones[] = {8.0, 8.0, 5.0, 5.0, 4.0};
/* COW diplomatic exchange: the tone of a mission by its level. */
static const level exchange_levels[] = {{"1", NULL, 2.5, ENT_KIND_DIPLOMATIC},
                                        {"2", NULL, 3.5, ENT_KIND_DIPLOMATIC},
                                        {"3", NULL, 4.5, ENT_KIND_DIPLOMATIC},
                                        {"9", NULL, 2.5, ENT_KIND_DIPLOMATIC}};

#define FIND_LEVEL(levels, text) find_level(levels, sizeof(levels) / sizeof *(levels), text)
static const level *find_level(const level *levels, size_t count, ent__field text) {
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(levels[i].text);
        if (text.length == length && strncasecmp(text.text, levels[i].text, length) == 0) {
            return &levels[i];
        }
    }
    return NULL;
}

/* ---- Filling in --------------------------------------------------------------------------------------------------- */

static const ent__code *use_code(ent__record *record, uint32_t number) {
    const ent__code *code = &record->worker->codes->codes[number - 1];
    record->event.relation.code = (uint16_t)number;
    record->event.relation.kind |= code->kind;
    record->event.relation.status = code->status;
    record->event.relation.tone = isnan(code->tone) ? 0.0 : code->tone;
    record->swapped = record->swapped != code->turned;
    return code;
}

/* A record without code: its kind is that of the caller's rule for none, if there is one. */
static void use_kind(ent__record *record, uint8_t kind) {
    const ent_events_options *options = record->worker->options;
    for (uint32_t i = 0; i < options->rule_count; i++) {
        if (!*options->rules[i].prefix) {
            kind = (uint8_t)options->rules[i].kind;
            record->event.relation.status = (uint8_t)options->rules[i].status;
        }
    }
    record->event.relation.code = 0;
    record->event.relation.kind |= kind;
}

static bool use_level(ent__record *record, const level *found, int role) {
    if (!found) {
        return ent__record_reject(record, role, ENT_REJECT_CODE);
    }
    if (found->code) {
        use_code(record, ent__codes_find(record->worker->codes, (ent__field){found->code, strlen(found->code)}));
    } else {
        use_kind(record, found->kind);
    }
    record->event.relation.tone = found->tone;
    return true;
}

/* ---- Codes -------------------------------------------------------------------------------------------------------- */

static uint32_t find_cameo(ent__record *record, ent__field text) {
    const ent__codes *codes = record->worker->codes;
    if (!record->worker->options->repair_codes || text.length == 0) {
        return ent__codes_find(codes, text);
    }
    ent__field root = ent__record_field(record, ENT__CODE_MORE), quad = ent__record_field(record, ENT__CODE_CLASS);
    return ent__codes_repair(codes, text, root, quad, &record->flags);
}

/* The code with a name; each name is looked for once a thread. */
static uint32_t find_name(ent__record *record, ent__field text) {
    ent__worker *worker = record->worker;
    char key[256];
    if (text.length == 0 || text.length >= sizeof key - 1) {
        return 0;
    }
    key[0] = '\2'; /* apart from the actors in the same table */
    memcpy(key + 1, text.text, text.length);
    uint32_t number = ent__keys_get_text(&worker->actors, key, text.length + 1);
    if (number == ENT__UNSEEN) {
        const ent_cameo *cameo =
            ent__utf8_valid(text.text, text.length, NULL) ? ent_cameo_find_name(text.text, text.length) : NULL;
        number = cameo ? ent__codes_find(worker->codes, (ent__field){cameo->code, strlen(cameo->code)}) : 0;
        if (!ent__keys_put_text(&worker->actors, key, text.length + 1, number)) {
            record->block->status = ent__fail_memory(&record->block->error);
        }
    }
    return number;
}

static bool is_in_capitals(ent__field text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] < 'A' || text.text[i] > 'Z') {
            return false;
        }
    }
    return true;
}

static uint32_t find_code(ent__record *record, ent__field text) {
    ent__code_style style = record->table->format.codes;
    uint32_t number = 0;
    if (style == ENT__CODES_CAMEO || style == ENT__CODES_ANY) {
        number = find_cameo(record, text);
    }
    /* Among others only in capitals: "Consult" is the name of a code of CAMEO. */
    if (number == 0 && (style == ENT__CODES_PLOVER || (style == ENT__CODES_ANY && is_in_capitals(text)))) {
        number = ent__codes_find_plover(record->worker->codes, text);
    }
    if (number == 0 && (style == ENT__CODES_NAME || style == ENT__CODES_ANY)) {
        number = find_name(record, text);
    }
    return number;
}

/* The name of a relation of which the file has the number. */
static ent__field relation_named(const ent__record *record, ent__field text) {
    const ent__ids *relations = &record->table->relations;
    int64_t number;
    if (!relations->count) {
        return text;
    }
    bool is_known = ent__field_int(text, &number) && number >= 0 && (uint64_t)number < relations->count;
    const char *name = is_known ? relations->names[number] : NULL;
    return name ? (ent__field){name, strlen(name)} : (ent__field){"", 0};
}

static bool read_code(ent__record *record) {
    ent__field text = relation_named(record, ent__record_field(record, ENT__CODE));
    if (record->table->columns[ENT__CODE] < 0) {
        use_kind(record, ENT_KIND_DIPLOMATIC);
        return true;
    }
    uint32_t number = find_code(record, text);
    if (number == 0) {
        return ent__record_reject(record, ENT__CODE, ENT_REJECT_CODE);
    }
    const ent__code *code = use_code(record, number);
    if (record->table->format.format == ENT_EVENTS_ICEWS) {
        double tone = ent_cameo_get(number - 1)->goldstein_icews; /* which differs from GDELT's for four codes */
        record->event.relation.tone = isnan(tone) ? record->event.relation.tone : tone;
    }
    if (record->table->format.codes == ENT__CODES_PLOVER) {
        char mode[32] = "";
        ent__field more = ent__record_field(record, ENT__CODE_MORE);
        memcpy(mode, more.text, more.length < sizeof mode ? more.length : 0);
        const ent_plover *plover = ent_plover_find(code->text, mode);
        if (plover && !isnan(plover->score)) {
            record->event.relation.tone = plover->score;
        }
    }
    return true;
}

/* ---- Formats without one ------------------------------------------------------------------------------------------ */

static bool begins(ent__field text, const char *start) {
    size_t length = strlen(start);
    return text.length >= length && memcmp(text.text, start, length) == 0;
}

static bool read_acled(ent__record *record) {
    ent__field type = ent__record_field(record, ENT__CODE), more = ent__record_field(record, ENT__CODE_MORE);
    const level *found = FIND_LEVEL(acled_levels, type);
    if (found && !found->code && ent__field_is(more, "Agreement")) {
        found = FIND_LEVEL(acled_levels, more);
    }
    if (ent__field_is(type, "Riots/Protests") && begins(ent__record_field(record, ENT__SOURCE), "Rioters")) {
        found = FIND_LEVEL(acled_levels, ((ent__field){"Riots", 5}));
    }
    bool is_read = use_level(record, found, ENT__CODE);
    /* Only violence against civilians has a direction. */
    record->event.relation.kind |= is_read && (!found->code || strcmp(found->code, "180") != 0) ? ENT__MUTUAL : 0;
    return is_read;
}

static bool read_ucdp(ent__record *record) {
    ent__field type = ent__record_field(record, ENT__CODE);
    bool is_read = use_level(record, FIND_LEVEL(ucdp_levels, type), ENT__CODE);
    record->event.relation.kind |= is_read && !ent__field_is(type, "3") ? ENT__MUTUAL : 0;
    return is_read;
}

/* The strongest of the obligations that a row has. */
static bool read_alliance(ent__record *record) {
    double tone = 0.0;
    for (int i = 0; i <= ENT__LEVEL_LAST - ENT__LEVEL; i++) {
        ent__field text = ent__record_field(record, ENT__LEVEL + i);
        bool is_on = text.length && !ent__field_is(text, "0");
        tone = is_on && alliance_tones[i] > tone ? alliance_tones[i] : tone;
    }
    if (!(tone > 0.0)) {
        return ent__record_reject(record, ENT__LEVEL, ENT_REJECT_NO_TIE);
    }
    use_kind(record, ENT_KIND_DIPLOMATIC);
    record->event.relation.kind |= record->table->columns[ENT__CODE_CLASS] >= 0 ? ENT__MUTUAL : 0; /* once a pair */
    record->event.relation.tone = tone;
    return true;
}

/* Columns: the post of the second in the first, and of the first in the second. */
static bool read_exchange(ent__record *record) {
    ent__field at_first = ent__record_field(record, ENT__LEVEL), at_second = ent__record_field(record, ENT__LEVEL + 1);
    const level *in_first = FIND_LEVEL(exchange_levels, at_first), *in_second = FIND_LEVEL(exchange_levels, at_second);
    bool is_none = ent__field_is(at_first, "0") || ent__field_is(at_second, "0");
    if (ent__field_is(ent__record_field(record, ENT__CODE_CLASS), "0")) {
        return ent__record_reject(record, ENT__CODE_CLASS,
                                  ENT_REJECT_NO_TIE); /* levels 9 are not known, not missions */
    }
    if (!in_first && !in_second) {
        return ent__record_reject(record, ENT__LEVEL, is_none ? ENT_REJECT_NO_TIE : ENT_REJECT_CODE);
    }
    use_level(record, in_second ? in_second : in_first, ENT__LEVEL);
    record->swapped = !in_second;
    if (in_first && in_second) {
        record->event.relation.kind |= ENT__MUTUAL;
        record->event.relation.tone = in_first->tone < in_second->tone ? in_first->tone : in_second->tone;
    }
    return true;
}

/* ---- Formats of one thing ----------------------------------------------------------------------------------------- */

static bool read_war(ent__record *record) {
    static const level war = {"", "190", -10.0, 0};
    use_level(record, &war, ENT__CODE);
    record->event.relation.kind |= ENT__MUTUAL;
    return true;
}

static bool read_membership(ent__record *record) {
    record->event.relation.code = 0;
    record->event.relation.kind = (uint8_t)((unsigned)ENT_KIND_AFFILIATION | (unsigned)ENT_AFFILIATION_MEMBER_OF << 2);
    return true;
}

/* A pair and how many organisations both are in; -1 is a state that is none yet. */
static bool read_shared(ent__record *record) {
    int64_t shared;
    if (!ent__field_int(ent__record_field(record, ENT__LEVEL), &shared) || shared < 1) {
        return ent__record_reject(record, ENT__LEVEL, ENT_REJECT_NO_TIE);
    }
    use_kind(record, ENT_KIND_DIPLOMATIC);
    record->event.relation.kind |= ENT__MUTUAL;
    return true;
}

/* The same from a column for each organisation. Nothing else in a row is 1: no state, pair or year has that number. */
static bool read_joint(ent__record *record) {
    uint32_t shared = 0;
    for (uint32_t i = 0; i < record->table->column_count; i++) {
        shared += ent__field_is(ent__trimmed(record->worker->fields[i]), "1");
    }
    if (shared == 0) {
        return ent__record_reject(record, ENT__WEIGHT, ENT_REJECT_NO_TIE);
    }
    use_kind(record, ENT_KIND_DIPLOMATIC);
    record->event.relation.kind |= ENT__MUTUAL;
    record->weight = shared;
    return true;
}

/* ---- All ---------------------------------------------------------------------------------------------------------- */

static bool read_style(ent__record *record) {
    switch (record->table->format.codes) {
    case ENT__CODES_ACLED:
        return read_acled(record);
    case ENT__CODES_UCDP:
        return read_ucdp(record);
    case ENT__CODES_DISPUTE:
        return use_level(record, FIND_LEVEL(dispute_levels, ent__record_field(record, ENT__LEVEL)), ENT__LEVEL);
    case ENT__CODES_ALLIANCE:
        return read_alliance(record);
    case ENT__CODES_EXCHANGE:
        return read_exchange(record);
    case ENT__CODES_WAR:
        return read_war(record);
    case ENT__CODES_MEMBER:
        return read_membership(record);
    case ENT__CODES_SHARED:
        return read_shared(record);
    case ENT__CODES_JOINT:
        return read_joint(record);
    default:
        return read_code(record);
    }
}

bool ent__record_what(ent__record *record) {
    record->event.relation.kind = record->event.relation.status = 0;
    record->event.relation.tone = 0.0;
    record->swapped = false;
    if (!read_style(record)) {
        return false;
    }
    if (record->table->columns[ENT__TONE] < 0) {
        return true;
    }
    ent__field text = ent__record_field(record, ENT__TONE);
    double tone, usual = record->event.relation.tone;
    if (text.length == 0) {
        record->flags |= ENT__ROW_FILLED_TONE;
        return true;
    }
    if (!ent__score(text.text, text.length, &tone) || !(tone >= -10.0 && tone <= 10.0)) {
        return ent__record_reject(record, ENT__TONE, ENT_REJECT_TONE);
    }
    record->flags |= record->event.relation.code && !ent__equal(tone, usual) ? ENT__ROW_OTHER_TONE : 0;
    record->event.relation.tone = tone;
    return true;
}

bool ent__record_weight(ent__record *record) {
    ent__field text = ent__record_field(record, ENT__WEIGHT);
    bool is_deaths = record->table->format.format == ENT_EVENTS_UCDP_GED;
    if (record->table->format.codes == ENT__CODES_JOINT) {
        return true; /* counted already */
    }
    record->weight = 1.0;
    if (text.length == 0) {
        return true;
    }
    if (!ent__double_parse(&record->weight, text.text, text.length) || !(record->weight <= DBL_MAX) ||
        (!is_deaths && !(record->weight > 0.0))) {
        return ent__record_reject(record, ENT__WEIGHT, ENT_REJECT_WEIGHT);
    }
    record->weight =
        is_deaths && record->weight < 1.0 ? 1.0 : record->weight; /* an event without deaths is one still */
    return true;
}
