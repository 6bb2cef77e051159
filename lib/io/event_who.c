/*
 * Who the actors of a record of a table are. Every distinct combination of texts is resolved once a thread, in some
 * microseconds, and then found in the thread's table. Where a name or number is a state's only for a time, the first day of
 * the event's year decides.
 */
#include "event_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* Longest texts of one actor together; longer ones cannot be read. */
#define LONGEST_TEXTS 4096u
/* Between the parts of a key. */
#define PART_END '\x1f'

/* An actor being resolved: its parts as texts, and what is made of them. */
typedef struct actor {
    const ent__table_format *format;
    const ent_events_options *options;
    char *parts[ENT__ACTOR_PARTS]; /* "": none */
    ent_date on;
    ent_actor_spec *spec;
    char *buffer;
    size_t capacity, used;
    ent_error *error;
} actor;

/* Writes a text behind those in the buffer, which has room for it. */
static const char *put_text(actor *in, const char *first, const char *second, const char *third) {
    char *text = in->buffer + in->used;
    in->used += (size_t)snprintf(text, in->capacity - in->used, "%s%s%s", first, second, third) + 1;
    return text;
}

/* ---- States ------------------------------------------------------------------------------------------------------- */

static const ent_state *state_coded(const char *scheme, const char *code, ent_date on) {
    const ent_state *state = *code ? ent_state_by_code(scheme, code, on) : NULL;
    if (state && !ent_state_exists(state, on)) {
        const ent_state *present = ent_state_by_code(scheme, code, ENT_DATE_MIN);
        state = present ? present : state;
    }
    return state || !*code ? state : ent_state_by_code(scheme, code, ENT_DATE_MIN);
}

/* The state of a name on a day, else at any time; NULL: none, or *status is not ENT_OK. */
static const ent_state *state_named(const actor *in, const char *name, ent_status *status) {
    ent_state_match match = ENT_STATE_MATCH_INIT;
    uint32_t words = 1u << ENT_STATE_WORD_NAME;
    ent_error why;
    if (*status != ENT_OK || !*name) {
        return NULL;
    }
    ent_status found = ent_state_find(&match, name, in->on, words, &why);
    if (found == ENT_ENOTFOUND) {
        found = ent_state_find(&match, name, ENT_DATE_MIN, words, &why);
    }
    if (found == ENT_ENOMEM) {
        *status = ent__fail(in->error, ENT_ENOMEM, "%s", why.message);
    }
    return found == ENT_OK ? match.state : NULL;
}

static void be_state(const actor *in, const ent_state *state) {
    in->spec->id = state->id;
    in->spec->name = state->name;
    in->spec->kind = ENT_ACTOR_STATE;
    in->spec->tie = ENT_TIE_IS;
    in->spec->state = state;
    in->spec->type = NULL;
    in->spec->code = state->cameo;
}

static void be_organisation(const actor *in, const char *id, const char *name, const char *type) {
    in->spec->id = id;
    in->spec->name = name;
    in->spec->kind = ENT_ACTOR_ORGANISATION;
    in->spec->type = type;
}

static void tie(const actor *in, ent_tie how, const ent_state *state) {
    in->spec->tie = state ? how : ENT_TIE_NONE;
    in->spec->state = state;
}

/* ---- Each way of writing ------------------------------------------------------------------------------------------ */

/* Whether a name is that of a group with a code; then that is who it is. */
static bool be_group(actor *in, ent_status *status) {
    ent_icews_actor given = ENT_ICEWS_ACTOR_INIT;
    ent_actor_spec found = ENT_ACTOR_SPEC_INIT;
    given.name = in->parts[0];
    ent_status read =
        *status == ENT_OK ? ent_actor_from_icews(&found, in->buffer, in->capacity, &given, in->error) : ENT_ENOTFOUND;
    *status = read == ENT_ENOMEM ? read : *status;
    bool is_group = read == ENT_OK && found.kind == ENT_ACTOR_ORGANISATION && found.code && !found.state;
    if (is_group) {
        *in->spec = found;
    }
    return is_group;
}

static ent_status resolve_name(actor *in) {
    ent_status status = ENT_OK;
    const ent_state *state = state_named(in, in->parts[0], &status);
    if (state) {
        be_state(in, state);
    } else if (!be_group(in, &status)) {
        be_organisation(in, in->parts[0], in->parts[0], NULL);
        in->spec->flags = ENT_SPEC_GUESS;
    }
    return status;
}

static ent_status resolve_state(actor *in) {
    const ent_state *state = state_coded(in->format->scheme, in->parts[0], in->on);
    if (!state) {
        return ENT_ENOTFOUND;
    }
    be_state(in, state);
    return ENT_OK;
}

static ent_status resolve_icews(actor *in) {
    ent_icews_actor given = ENT_ICEWS_ACTOR_INIT;
    given.name = in->parts[0];
    given.sectors = in->parts[1];
    given.country = in->parts[2];
    given.on = in->on;
    return ent_actor_from_icews(in->spec, in->buffer, in->capacity, &given, in->error);
}

static ent_status resolve_cameo(actor *in) {
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.chain = in->parts[0];
    while (strncmp(codes.chain, "---", 3) == 0) {
        codes.chain = in->parts[0] += 3; /* Phoenix writes so that it does not know the country: "---MIL" */
    }
    codes.country = in->parts[1];
    codes.group = in->parts[2];
    codes.ethnic = in->parts[3];
    codes.religions[0] = in->parts[4];
    codes.religions[1] = in->parts[5];
    codes.types[0] = in->parts[6];
    codes.types[1] = in->parts[7];
    codes.types[2] = in->parts[8];
    codes.split_government = in->options->split_government != 0;
    for (int i = 0; i < ENT__ACTOR_PARTS; i++) {
        if (in->parts[i][strspn(in->parts[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")]) {
            return ENT_EINVAL;
        }
    }
    return ent_actor_from_codes(in->spec, in->buffer, in->capacity, &codes, in->error);
}

/* POLECAT: who is named as a person with a title serves the state of an organ's sector; a state by its name or its code
 * alone; any other name is an organisation, of the state or within it as its sector says. */
static ent_status resolve_plover(actor *in) {
    ent_status status = ENT_OK;
    const char *name = in->parts[0], *sector = in->parts[2], *title = in->parts[3];
    bool is_shared =
        *in->parts[ENT__PLOVER_SHARED] != '\0'; /* the country is that of several, perhaps of another one */
    const ent_state *country = strchr(in->parts[1], ';') ? NULL : state_coded("iso3", in->parts[1], in->on);
    const ent_state *state = state_named(in, name, &status);
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.country = country && country->cameo ? country->cameo : "";
    codes.types[0] = strlen(sector) == 3 ? sector : "";
    if (status != ENT_OK) {
        return status;
    }
    if (state && (!country || country == state || is_shared)) {
        be_state(in, state);
        return ENT_OK;
    }
    if ((!country || is_shared) && *name && be_group(in, &status)) {
        return ENT_OK;
    }
    if (status != ENT_OK) {
        return status;
    }
    if (*codes.country || *codes.types[0]) {
        status = ent_actor_from_codes(in->spec, in->buffer, in->capacity, &codes, in->error);
        in->used = strlen(in->spec->id) + strlen(in->spec->name) + ENT_SPEC_TEXT;
    }
    if (!in->spec->id && !*name) {
        in->spec->flags = ENT_SPEC_NOBODY;
        return status;
    }
    if (status == ENT_OK && *name) {
        bool is_organ = in->spec->tie == ENT_TIE_IS || in->spec->tie == ENT_TIE_PART_OF;
        const char *type = in->spec->type;
        in->spec->flags = 0;
        in->spec->code = NULL;
        be_organisation(in, put_text(in, name, country ? ":" : "", country ? country->id : ""), name, type);
        tie(in, is_organ && *sector ? ENT_TIE_PART_OF : ENT_TIE_LOCATED, country);
        if (*title && country) {
            in->spec->kind = ENT_ACTOR_OFFICIAL;
            in->spec->tie = in->spec->tie == ENT_TIE_PART_OF ? ENT_TIE_SERVES : ENT_TIE_LOCATED;
            in->spec->type = NULL;
            in->spec->flags = ENT_SPEC_GUESS;
        }
    }
    return status;
}

/* Takes parts like "(2021-)" and "(2004-2009)" out: years in office, by which one army would become many. */
static void cut_tenure(char *name) {
    for (char *open = strchr(name, '('); open; open = strchr(open, '(')) {
        size_t years = strspn(open + 1, "0123456789-");
        if (years < 5 || open[1 + years] != ')') {
            open++;
            continue;
        }
        char *from = open > name && open[-1] == ' ' ? open - 1 : open;
        memmove(from, open + years + 2, strlen(open + years + 2) + 1);
        open = from;
    }
}

/* "Military Forces of X ...": the state X of which all of the text, or what stands before a word behind, is the name. */
static const ent_state *state_behind(actor *in, const char *prefix, ent_status *status) {
    size_t length = strlen(prefix);
    if (strncmp(in->parts[0], prefix, length) != 0) {
        return NULL;
    }
    char *text = in->buffer;
    snprintf(text, in->capacity, "%s", in->parts[0] + length);
    const ent_state *state = state_named(in, text, status);
    for (char *space = strrchr(text, ' '); !state && space && *status == ENT_OK; space = strrchr(text, ' ')) {
        *space = '\0';
        state = state_named(in, text, status);
    }
    return state;
}

/* The sort of an actor of ACLED, as a number or in words (since 2024), with or without capitals: "State forces". */
static const char *acled_type(const char *sort) {
    static const struct {
        const char *number, *words, *type;
    } sorts[] = {{"1", "State Forces", "armed force"},
                 {"2", "Rebel", "armed group"},
                 {"3", "Political Militia", "armed group"},
                 {"4", "Identity Militia", "armed group"},
                 {"5", "Rioters", "civilians"},
                 {"6", "Protesters", "civilians"},
                 {"7", "Civilians", "civilians"}};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (strcmp(sort, sorts[i].number) == 0 || strncasecmp(sort, sorts[i].words, strlen(sorts[i].words)) == 0) {
            return sorts[i].type;
        }
    }
    return NULL;
}

static ent_status resolve_acled(actor *in) {
    ent_status status = ENT_OK;
    char *name = in->parts[0];
    cut_tenure(name);
    const ent_state *state = state_behind(in, "Government of ", &status);
    if (state) {
        be_state(in, state);
        return status;
    }
    const char *type = acled_type(in->parts[1]);
    const ent_state *army = state_behind(in, "Military Forces of ", &status);
    const ent_state *police = army ? NULL : state_behind(in, "Police Forces of ", &status);
    const ent_state *home = army ? army : police;
    in->used = 0;
    be_organisation(in, put_text(in, "acled:", name, ""), name, army ? "military" : police ? "police" : type);
    tie(in, ENT_TIE_PART_OF, home);
    size_t length = strlen(name);
    char *open = strrchr(name, '(');
    if (!home && open && length && name[length - 1] == ')' && status == ENT_OK) {
        char *inner = in->buffer + in->used;
        in->used += (size_t)snprintf(inner, in->capacity - in->used, "%.*s", (int)strlen(open) - 2, open + 1) + 1;
        tie(in, ENT_TIE_LOCATED, state_named(in, inner, &status));
    }
    return status;
}

static ent_status resolve_ucdp(actor *in) {
    static const char government[] = "Government of ";
    ent_status status = ENT_OK;
    const char *name = in->parts[0];
    bool is_government = strncmp(name, government, sizeof government - 1) == 0;
    const ent_state *state = is_government ? state_coded("gw", in->parts[1], in->on) : NULL;
    if (is_government && !state) {
        state = state_named(in, name + sizeof government - 1, &status);
    }
    if (state) {
        be_state(in, state);
        return status;
    }
    bool is_civilians = strcmp(name, "Civilians") == 0;
    const ent_state *home = is_civilians ? state_named(in, in->parts[2], &status) : NULL;
    const char *full = home ? put_text(in, "Civilians (", home->name, ")") : name;
    be_organisation(in, put_text(in, "ucdp:", name, home ? ":" : ""), full, is_civilians ? "civilians" : "armed group");
    if (home) {
        in->spec->id = put_text(in, "ucdp:Civilians:", home->id, "");
        tie(in, ENT_TIE_LOCATED, home);
    }
    return status;
}

/* A side of a war: a state by its number; any other is whoever the file names. */
static ent_status resolve_side(actor *in) {
    const ent_state *state = state_coded("cow", in->parts[1], in->on);
    if (state) {
        be_state(in, state);
        return ENT_OK;
    }
    if (!*in->parts[0]) {
        in->spec->flags = ENT_SPEC_NOBODY;
        return ENT_OK;
    }
    be_organisation(in, put_text(in, "cow-side:", in->parts[0], ""), in->parts[0], "armed group");
    return ENT_OK;
}

/* An alliance by its number, or a member of one. */
static ent_status resolve_member(actor *in, int role) {
    if (role == ENT__SOURCE) {
        return resolve_state(in);
    }
    const char *id = put_text(in, "cow-alliance:", in->parts[0], "");
    const char *name = put_text(in, "Alliance ", in->parts[0], "");
    if (*in->parts[1]) {
        in->used--; /* goes on where the name ends */
        put_text(in, ": ", in->parts[1], "");
    }
    be_organisation(in, id, name, "alliance");
    return ENT_OK;
}

/* ---- Resolving ---------------------------------------------------------------------------------------------------- */

static ent_status resolve_style(actor *in, int role) {
    switch (in->format->actors) {
    case ENT__ACTORS_CAMEO:
        return resolve_cameo(in);
    case ENT__ACTORS_ICEWS:
        return resolve_icews(in);
    case ENT__ACTORS_PLOVER:
        return resolve_plover(in);
    case ENT__ACTORS_ACLED:
        return resolve_acled(in);
    case ENT__ACTORS_UCDP:
        return resolve_ucdp(in);
    case ENT__ACTORS_STATE:
        return resolve_state(in);
    case ENT__ACTORS_SIDE:
        return resolve_side(in);
    case ENT__ACTORS_MEMBER:
        return resolve_member(in, role);
    case ENT__ACTORS_NAME:
        break;
    }
    return resolve_name(in);
}

/* Copies a part with what is not UTF-8 replaced by U+FFFD; `out` has room for three times the text. */
static char *copy_part(char *out, ent__field part) {
    size_t bad;
    while (part.length && !ent__utf8_valid(part.text, part.length, &bad)) {
        memcpy(out, part.text, bad);
        memcpy(out + bad, "\xEF\xBF\xBD", 3);
        out += bad + 3;
        part.text += bad + 1;
        part.length -= bad + 1;
    }
    memcpy(out, part.text, part.length);
    out[part.length] = '\0';
    return out + part.length + 1;
}

/* Makes an actor of its parts, which goes to the block for the building. */
static uint32_t resolve(ent__record *record, int role, const ent__field *parts, size_t length, ent_date on) {
    ent__block *block = record->block;
    size_t copy_size = 3 * length + ENT__ACTOR_PARTS, capacity = 2 * ENT_SPEC_TEXT + 4 * copy_size;
    ent__found_actor *found = ent__calloc(1, sizeof *found + capacity + copy_size);
    if (!found || !ENT__RESERVE(block->actors, block->actor_capacity, block->actor_count + 1)) {
        free(found);
        block->status = ent__fail_memory(&block->error);
        return ENT__NOBODY;
    }
    actor in = {.format = &record->table->format,
                .options = record->worker->options,
                .on = on,
                .spec = &found->spec,
                .buffer = found->buffer,
                .capacity = capacity};
    ent_error error;
    in.error = &error;
    char *out = found->buffer + capacity;
    for (int i = 0; i < ENT__ACTOR_PARTS; i++) {
        in.parts[i] = out;
        out = copy_part(out, parts[i]);
    }
    found->spec = (ent_actor_spec)ENT_ACTOR_SPEC_INIT;
    ent_status status = resolve_style(&in, role);
    if (status == ENT_OK && !(found->spec.flags & ENT_SPEC_NOBODY)) {
        block->actors[block->actor_count++] = found;
        return record->worker->actor_count++;
    }
    free(found);
    if (status == ENT_ENOMEM) {
        block->status = status;
        block->error = error;
    }
    return status == ENT_OK ? ENT__NOBODY : ENT__UNREADABLE;
}

uint32_t ent__record_actor(ent__record *record, int role, const ent__field parts[ENT__ACTOR_PARTS]) {
    ent__worker *worker = record->worker;
    char key[LONGEST_TEXTS + ENT__ACTOR_PARTS + 9];
    size_t length = 0, at = 0;
    int32_t year, month, day;
    ent_date_to_ymd(record->event.relation.first, &year, &month, &day);
    ent__actors style = record->table->format.actors;
    bool is_dated = style != ENT__ACTORS_CAMEO;
    char kind = style == ENT__ACTORS_MEMBER && role == ENT__TARGET ? '\3' : '\1'; /* numbers of two sorts */
    key[at++] = kind;
    for (uint32_t rest = is_dated ? (uint32_t)year : 0; at < 9; rest >>= 4) {
        key[at++] = (char)('a' + rest % 16);
    }
    for (int i = 0; i < ENT__ACTOR_PARTS; i++) {
        length += parts[i].length;
        if (length > LONGEST_TEXTS) {
            return ENT__UNREADABLE;
        }
        memcpy(key + at, parts[i].text, parts[i].length);
        at += parts[i].length;
        key[at++] = PART_END;
    }
    bool may_lack_name = style == ENT__ACTORS_CAMEO || style == ENT__ACTORS_PLOVER || style == ENT__ACTORS_SIDE;
    bool is_unknown = style == ENT__ACTORS_CAMEO && length == 3 && ent__field_is(parts[0], "---");
    if (length == 0 || is_unknown || (parts[0].length == 0 && !may_lack_name)) {
        return ENT__NOBODY;
    }
    uint32_t value = ent__keys_get_text(&worker->actors, key, at);
    if (value == ENT__UNSEEN) {
        ent_date first_day = ENT_DATE_MIN;
        ent_date_from_ymd(&first_day, year, 1, 1, NULL);
        value = resolve(record, role, parts, length, first_day);
        if (!ent__keys_put_text(&worker->actors, key, at, value)) {
            record->block->status = ent__fail_memory(&record->block->error);
        }
    }
    return value;
}

static uint32_t find_actor(ent__record *record, int role) {
    ent__field parts[ENT__ACTOR_PARTS];
    for (int i = 0; i < ENT__ACTOR_PARTS; i++) {
        parts[i] = ent__record_field(record, role + i);
    }
    return ent__record_actor(record, role, parts);
}

bool ent__record_who(ent__record *record) {
    record->event.relation.extra = ENT_NONE;
    if (record->table->format.actors == ENT__ACTORS_PLOVER && ent__record_is_of_several(record)) {
        return ent__record_who_of_several(record);
    }
    uint32_t source = find_actor(record, ENT__SOURCE), target = find_actor(record, ENT__TARGET);
    if (source == ENT__NOBODY && target == ENT__NOBODY) {
        return ent__record_reject(record, ENT__SOURCE, ENT_REJECT_NO_ACTORS);
    }
    if (source == ENT__NOBODY || target == ENT__NOBODY) {
        return source == ENT__NOBODY ? ent__record_reject(record, ENT__SOURCE, ENT_REJECT_NO_SOURCE)
                                     : ent__record_reject(record, ENT__TARGET, ENT_REJECT_NO_TARGET);
    }
    if (source == ENT__UNREADABLE || target == ENT__UNREADABLE) {
        int role = source == ENT__UNREADABLE ? ENT__SOURCE : ENT__TARGET;
        return ent__record_reject(record, role, ENT_REJECT_ACTOR);
    }
    record->event.relation.from = record->swapped ? target : source;
    record->event.relation.to = record->swapped ? source : target;
    return true;
}
