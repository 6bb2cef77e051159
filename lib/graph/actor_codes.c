/*
 * Which actor CAMEO codes stand for: the codes are first taken apart (columns, then what only the chain says), then the
 * rules of the header apply, in their order. A state comes out only of a country alone or with GOV; whatever may be
 * against its government is never part of it. No allocation.
 */
#include "ontology_internal.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Codes that are kept of an actor; TABARI writes at most five, GDELT has nine columns. */
#define MOST_PARTS 10

/* One code: known by its row, as a country, or not at all. */
struct part {
    const char *text;
    size_t length;
    const ent__actor_code *row; /* NULL: a country or unknown */
};

struct parts {
    const ent_state *state;
    struct part place; /* the region or place that stands for a country; text NULL: none */
    struct part group;
    struct part own[MOST_PARTS]; /* roles, religions, ethnic groups, unknown codes, in order */
    size_t count;
    bool unknown;
};

/* ---- Taking apart ------------------------------------------------------------------------------------------------- */

/* A column without the spaces around it. */
static struct part trimmed(const char *text) {
    struct part part = {NULL, 0, NULL};
    if (text) {
        text += strspn(text, " \t");
        size_t length = strlen(text);
        while (length && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
            length--;
        }
        if (length) {
            part.text = text;
            part.length = length;
        }
    }
    return part;
}

static bool is_code(const struct part *part, const char *code) {
    return part->length == strlen(code) && memcmp(part->text, code, part->length) == 0;
}

static const ent_state *country_of(const struct part *part) {
    char code[4];
    if (part->length != 3) {
        return NULL;
    }
    for (size_t i = 0; i < 3; i++) {
        code[i] = part->text[i];
        if (code[i] < 'A' || code[i] > 'Z') {
            return NULL; /* lower case is an ethnic group: ala is no ALA */
        }
    }
    code[3] = '\0';
    /* Nearly all are the ids of states, which is the quick way. */
    const ent_state *state = ent_state_by_id(code);
    return state ? state : ent_state_by_code("cameo", code, ENT_DATE_MIN);
}

/* Keeps a code once; what does not fit any more is at least told of. */
static void keep(struct parts *parts, struct part part) {
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->own[i].length == part.length && memcmp(parts->own[i].text, part.text, part.length) == 0) {
            return;
        }
    }
    parts->unknown = parts->unknown || !part.row || parts->count == MOST_PARTS;
    if (parts->count < MOST_PARTS) {
        parts->own[parts->count++] = part;
    }
}

/* The place in a state that some codes of the country column are. */
static const ent_state *state_of_place(const struct part *place) {
    return ent_state_by_id(is_code(place, "BAG") ? "IRQ" : "PSE");
}

/* A country, or a region or place in its stead; false if it is none of these. */
static bool take_country(struct parts *parts, struct part part) {
    const ent_state *state = country_of(&part);
    if (state) {
        parts->state = state;
        return true;
    }
    part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_region);
    if (!part.row) {
        part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_place);
        if (part.row) {
            parts->state = state_of_place(&part);
        }
    }
    if (part.row) {
        parts->place = part;
    }
    return part.row != NULL;
}

/* A known group; PSE among them is the state. */
static bool take_group(struct parts *parts, struct part part) {
    part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_group);
    if (part.row) {
        parts->group = part;
    } else if (is_code(&part, "PSE")) {
        parts->state = country_of(&part);
        return true;
    }
    return part.row != NULL;
}

/* The row of an ethnic group; GDELT writes a few in capitals. */
static const ent__actor_code *ethnic_row(const struct part *part) {
    const ent__actor_code *row = ent__actor_code_find(part->text, part->length, ENT__CODE_ethnic);
    if (!row && part->length == 3) {
        const char lower[] = {ent__lower(part->text[0]), ent__lower(part->text[1]), ent__lower(part->text[2])};
        row = ent__actor_code_find(lower, 3, ENT__CODE_ethnic);
    }
    return row;
}

/* A column's code; kept as unknown if it is none of its sort. */
static void take_column(struct parts *parts, const char *text, ent__code_sort sort) {
    struct part part = trimmed(text);
    if (part.text) {
        part.row = sort == ENT__CODE_ethnic ? ethnic_row(&part) : ent__actor_code_find(part.text, part.length, sort);
        keep(parts, part);
    }
}

static bool has_digit(const struct part *part) {
    for (size_t i = 0; i < part->length; i++) {
        if (part->text[i] >= '0' && part->text[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* True for what tells faiths apart below those of the table: CHRPRO210. */
static bool is_denomination(const struct parts *parts, const struct part *part) {
    for (size_t i = 0; i < parts->count && has_digit(part); i++) {
        if (parts->own[i].row && parts->own[i].row->sort == ENT__CODE_religion) {
            return true;
        }
    }
    return false;
}

/* True if the code is the country that is known already, or the place in its stead. */
static bool is_known_country(const struct parts *parts, const struct part *part) {
    if (parts->place.text && parts->place.length == part->length) {
        return memcmp(parts->place.text, part->text, part->length) == 0;
    }
    return parts->state && country_of(part) == parts->state;
}

/* A code of the chain. Roles and groups are never countries; a few faiths are (SHN), and then only the first is one. */
static void take_link(struct parts *parts, struct part part, bool first) {
    bool may_be_country = !parts->state && !parts->place.text;
    if (ent__actor_code_find(part.text, part.length, ENT__CODE_group)) {
        if (!parts->group.text) {
            take_group(parts, part);
        }
        return;
    }
    part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_role);
    if (!part.row && first && (may_be_country ? take_country(parts, part) : is_known_country(parts, &part))) {
        return;
    }
    if (!part.row) {
        part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_religion);
    }
    if (!part.row) {
        part.row = ent__actor_code_find(part.text, part.length, ENT__CODE_ethnic);
    }
    if (!part.row && (is_denomination(parts, &part) ||
                      (may_be_country ? take_country(parts, part) : is_known_country(parts, &part)))) {
        return;
    }
    keep(parts, part);
}

static void take_chain(struct parts *parts, const char *text) {
    struct part chain = trimmed(text);
    for (size_t at = 0; at < chain.length; at += 3) {
        size_t length = chain.length - at < 3 ? chain.length - at : 3;
        take_link(parts, (struct part){chain.text + at, length, NULL}, at == 0);
    }
}

static void take_apart(struct parts *parts, const ent_actor_codes *codes) {
    struct part country = trimmed(codes->country), group = trimmed(codes->group);
    memset(parts, 0, sizeof *parts);
    if (country.text && !take_country(parts, country)) {
        keep(parts, country);
    }
    if (group.text && !take_group(parts, group)) {
        keep(parts, group);
    }
    take_column(parts, codes->ethnic, ENT__CODE_ethnic);
    for (size_t i = 0; i < COUNT(codes->religions); i++) {
        take_column(parts, codes->religions[i], ENT__CODE_religion);
    }
    for (size_t i = 0; i < COUNT(codes->types); i++) {
        take_column(parts, codes->types[i], ENT__CODE_role);
    }
    take_chain(parts, codes->chain);
}

/* ---- Judging ------------------------------------------------------------------------------------------------------ */

/* The first of the parts that is one of the codes, or NULL. */
static const struct part *first_among(const struct parts *parts, const char *const *codes, size_t count) {
    for (size_t i = 0; i < parts->count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (is_code(&parts->own[i], codes[j])) {
                return &parts->own[i];
            }
        }
    }
    return NULL;
}

/* The first role, or NULL. */
static const struct part *first_role(const struct parts *parts) {
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->own[i].row && parts->own[i].row->sort == ENT__CODE_role) {
            return &parts->own[i];
        }
    }
    return NULL;
}

/* Those who may be against the state, or whom it does not answer for. */
static const struct part *never_the_state(const struct parts *parts) {
    static const char *const codes[] = {"REB", "INS", "SEP", "OPP", "UAF", "CRM",
                                        "CVL", "ELI", "REF", "PTY", "RAD", "IMG"};
    return first_among(parts, codes, COUNT(codes));
}

static const struct part *organ(const struct parts *parts) {
    static const char *const codes[] = {"MIL", "COP", "SPY", "JUD", "LEG"};
    return first_among(parts, codes, COUNT(codes));
}

/* The international sort that the first role is, or NULL. */
static const struct part *international(const struct parts *parts) {
    static const char *const codes[] = {"IGO", "NGO", "NGM", "IMG", "MNC", "INT"};
    const struct part *role = first_role(parts);
    for (size_t i = 0; role && i < COUNT(codes); i++) {
        if (is_code(role, codes[i])) {
            return role;
        }
    }
    return NULL;
}

/* True if a state's codes say nothing but that it is the state: none, or GOV alone. */
static bool is_government(const struct parts *parts) {
    return parts->count == 0 || (parts->count == 1 && is_code(&parts->own[0], "GOV"));
}

static bool government_leads(const struct parts *parts) {
    const struct part *role = first_role(parts);
    return role && is_code(role, "GOV");
}

/* ---- Writing down -------------------------------------------------------------------------------------------------- */

/* All codes one behind the other: international sorts before the country, the rest after it. */
static const char *write_code(ent__lent *lent, const struct parts *parts) {
    const char *start = ent__lent_start(lent);
    const struct part *lead = international(parts);
    if (lead) {
        ent__lent_add(lent, lead->text, lead->length);
    }
    if (parts->place.text) {
        ent__lent_add(lent, parts->place.text, parts->place.length);
    } else if (parts->state) {
        ent__lent_puts(lent, parts->state->id);
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (&parts->own[i] != lead) {
            ent__lent_add(lent, parts->own[i].text, parts->own[i].length);
        }
    }
    ent__lent_end(lent);
    return start;
}

/* "Government, Military (Pakistan)": what it is, and where. */
static const char *write_name(ent__lent *lent, const struct parts *parts) {
    const char *start = ent__lent_start(lent);
    const char *where = parts->place.text ? parts->place.row->name : parts->state ? parts->state->name : NULL;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->own[i];
        ent__lent_puts(lent, i ? ", " : "");
        if (part->row) {
            ent__lent_puts(lent, part->row->name);
        } else {
            ent__lent_add(lent, part->text, part->length);
        }
    }
    if (where && parts->count) {
        ent__lent_puts(lent, " (");
    }
    ent__lent_puts(lent, where ? where : "");
    ent__lent_puts(lent, where && parts->count ? ")" : "");
    ent__lent_end(lent);
    return start;
}

/* The type of an organisation by the part that says most, or the first that says anything. */
static const char *type_of(const struct parts *parts, const struct part *telling) {
    if (telling && telling->row && telling->row->type) {
        return telling->row->type;
    }
    const struct part *role = first_role(parts);
    if (role && role->row->type) {
        return role->row->type;
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->own[i].row && parts->own[i].row->type) {
            return parts->own[i].row->type;
        }
    }
    return parts->place.text ? parts->place.row->type : NULL;
}

/* Rules 3 to 6: a country, and perhaps more. */
static void judge_in_state(ent_actor_spec *spec, const struct parts *parts, bool split) {
    const struct part *against = never_the_state(parts), *arm = organ(parts);
    spec->state = parts->state;
    if (!parts->place.text && is_government(parts) && !(split && parts->count)) {
        spec->kind = ENT_ACTOR_STATE;
        spec->tie = ENT_TIE_IS;
        return;
    }
    bool part_of = !parts->place.text && !against && !international(parts) && (arm || government_leads(parts));
    spec->tie = part_of ? ENT_TIE_PART_OF : ENT_TIE_LOCATED;
    spec->type = type_of(parts, against ? against : arm ? arm : international(parts));
    if (part_of && !arm && parts->count > 1) {
        spec->type = "ministry";
    }
}

/* Rules 2 and 7, 9 and 10: no country. */
static void judge_stateless(ent_actor_spec *spec, const struct parts *parts) {
    spec->type = type_of(parts, never_the_state(parts));
    if (first_role(parts)) {
        spec->flags |= ENT_SPEC_CATCH_ALL;
    }
}

static void judge(ent_actor_spec *spec, const struct parts *parts, bool split) {
    spec->kind = ENT_ACTOR_ORGANISATION;
    spec->flags = parts->unknown ? ENT_SPEC_UNKNOWN : 0;
    if (parts->group.text) {
        spec->type = parts->group.row->type;
        return;
    }
    if (parts->place.text) {
        spec->flags |= ENT_SPEC_PLACE;
    }
    if (parts->state) {
        judge_in_state(spec, parts, split);
    } else {
        judge_stateless(spec, parts);
    }
}

static void write_down(ent_actor_spec *spec, ent__lent *lent, const struct parts *parts) {
    if (parts->group.text) {
        spec->id = spec->code = parts->group.row->code;
        spec->name = parts->group.row->name;
    } else if (spec->tie == ENT_TIE_IS) {
        spec->id = spec->code = parts->state->id;
        spec->name = parts->state->name;
    } else {
        spec->id = spec->code = write_code(lent, parts);
        spec->name = write_name(lent, parts);
    }
}

ent_status ent_actor_from_codes(ent_actor_spec *spec, char *buffer, size_t capacity, const ent_actor_codes *codes,
                                ent_error *error) {
    ent_actor_codes given = ENT_ACTOR_CODES_INIT;
    ent_actor_spec made = ENT_ACTOR_SPEC_INIT;
    ent__lent lent = {buffer, capacity, 0, capacity == 0 || !buffer};
    struct parts parts;
    ent_status status = ent__result_write(spec, &made, sizeof made, "ent_actor_spec", error);
    if (status == ENT_OK) {
        status = codes ? ent__options_read(&given, sizeof given, codes, "ent_actor_codes", error)
                       : ent__fail(error, ENT_EINVAL, "no codes of an actor (NULL)");
    }
    if (status != ENT_OK) {
        return status;
    }
    take_apart(&parts, &given);
    if (!parts.state && !parts.place.text && !parts.group.text && parts.count == 0) {
        return ent__fail(error, ENT_ENOTFOUND, "no actor: every code of it is empty");
    }
    judge(&made, &parts, given.split_government != 0);
    write_down(&made, &lent, &parts);
    bool uses_buffer = !parts.group.text && made.tie != ENT_TIE_IS;
    if (uses_buffer && lent.full) {
        return ent__fail(error, ENT_ELIMIT,
                         "%zu bytes do not hold the texts of an actor; %d and four times its codes do", capacity,
                         ENT_SPEC_TEXT);
    }
    return ent__result_write(spec, &made, sizeof made, "ent_actor_spec", error);
}
