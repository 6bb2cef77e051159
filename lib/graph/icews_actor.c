/*
 * Which actor a name of ICEWS stands for: by the state that the name or its parentheses tell, and by sectors. There is no
 * column that says "person", so officials are a guess and flagged as one. Folding allocates; the texts of the spec lie in
 * the caller's buffer.
 */
#include "ontology_internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What the sectors say, as bits. */
enum {
    SECTOR_ORGAN = 1, /* of the state */
    SECTOR_EXECUTIVE = 2, /* of it, and of the sort that persons have */
    SECTOR_AGAINST = 4, /* opposition, rebels, and whom the state does not answer for */
    SECTOR_PARTY = 8,
    SECTOR_PERSON = 16, /* the elite: persons */
    SECTOR_ARMED_ORGAN = 32, /* army and police */
    SECTOR_IGO = 64
};

/* Sectors by their beginning or their end; the first that fits counts. */
static const struct sector {
    const char *text;
    bool is_ending;
    unsigned bits;
    const char *type;
} sectors_known[] = {
    {"Government Major Party", false, SECTOR_PARTY, "political party"},
    {"Government Minor Party", false, SECTOR_PARTY, "political party"},
    {"Opposition", false, SECTOR_PARTY | SECTOR_AGAINST, "political party"},
    {"Insurgents", false, SECTOR_AGAINST, "armed group"},
    {"International Insurgents", false, SECTOR_AGAINST, "armed group"},
    {"Separatists", false, SECTOR_AGAINST, "armed group"},
    {"Rebel", false, SECTOR_AGAINST, "armed group"},
    {"Organized Violent", false, SECTOR_AGAINST, "armed group"},
    {"International Separatists", false, SECTOR_AGAINST, "armed group"},
    {"Unidentified Forces", false, SECTOR_AGAINST, "armed group"},
    {"Criminals / Gangs", false, SECTOR_AGAINST, "criminal"},
    {"Radicals / Extremists / Fundamentalists", false, SECTOR_AGAINST, "movement"},
    {"International Radicals", false, SECTOR_AGAINST, "movement"},
    {"Protestors / Popular Opposition / Mobs", false, SECTOR_AGAINST, "opposition"},
    {"Dissident", false, SECTOR_AGAINST, "opposition"},
    {"International Dissident", false, SECTOR_AGAINST, "opposition"},
    {"Exiles", false, SECTOR_AGAINST, "opposition"},
    {"Banned Parties", false, SECTOR_PARTY | SECTOR_AGAINST, "political party"},
    {"General Population / Civilian / Social", false, SECTOR_AGAINST, "civilians"},
    {"Refugees", false, SECTOR_AGAINST, "refugees"},
    {"Police", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "police"},
    {"Military Intelligence", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "intelligence service"},
    {"Military", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "military"},
    {"Army", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "military"},
    {"Navy", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "military"},
    {"Air Force", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "military"},
    {"Marines", false, SECTOR_ORGAN | SECTOR_ARMED_ORGAN, "military"},
    {"Judicial", false, SECTOR_ORGAN, "judiciary"},
    {"Legislative / Parliamentary", false, SECTOR_ORGAN, "legislature"},
    {"Ministry", true, SECTOR_ORGAN | SECTOR_EXECUTIVE, "ministry"},
    {"Executive", false, SECTOR_ORGAN | SECTOR_EXECUTIVE, "government"},
    {"Cabinet", false, SECTOR_ORGAN | SECTOR_EXECUTIVE, "government"},
    {"Government", false, SECTOR_ORGAN | SECTOR_EXECUTIVE, "government"},
    {"Elite", false, SECTOR_PERSON, NULL},
    {"Parties", false, SECTOR_PARTY, "political party"},
    {"(National) M", false, SECTOR_PARTY, "political party"},
    {"International Government Organization", false, SECTOR_IGO, "intergovernmental"},
    {"Nongovernmental Organization", false, 0, "non-governmental"},
    {"NGOs", true, 0, "non-governmental"},
    {"Multinational Corporation", false, 0, "multinational corporation"},
    {"State Media", false, 0, "media"},
    {"Media", false, 0, "media"},
    {"News", true, 0, "media"},
    {"Business", true, 0, "business"},
    {"State-Owned", false, 0, "business"},
    {"Education", false, 0, "education"},
    {"Labor", false, 0, "labour"},
    {"Medical / Health", false, 0, "health"},
    {"Legal", false, 0, "legal"},
    {"Agricultural", false, 0, "agriculture"},
    {"International Religious", false, 0, "religious group"},
    {"National Religious", false, 0, "religious group"},
    {"International Ethnic", false, 0, "ethnic group"},
    {"National Ethnic", false, 0, "ethnic group"},
};

/* Names of organs that stand without sectors where only names are given: "Police (India)". */
static const struct {
    const char *name, *type;
} plain_organs[] = {
    {"Police", "police"},
    {"Military", "military"},
    {"Military Personnel", "military"},
    {"Military Personnel - Special", "military"},
    {"High Ranking Military Personnel", "military"},
    {"Air Force", "military"},
    {"Naval", "military"},
    {"Army", "military"},
    {"Government", "government"},
    {"Head of Government", "government"},
    {"Government Official", "government"},
    {"Other Authorities / Officials", "government"},
    {"Cabinet / Council of Ministers / Advisors", "government"},
    {"Royal Administration", "government"},
    {"Envoy", "government"},
    {"Ministry", "ministry"},
    {"Foreign Affairs", "ministry"},
    {"Domestic Affairs", "ministry"},
    {"Defense / Security Ministry", "ministry"},
    {"Treasury/Finance Ministry", "ministry"},
    {"Justice Department/Ministery", "ministry"},
    {"Education Ministry", "ministry"},
    {"Health Ministry", "ministry"},
    {"Energy Department/Ministry", "ministry"},
    {"Agriculture / Fishing / Forestry Ministry", "ministry"},
    {"Information / Communication / Transparency Ministry", "ministry"},
    {"Legislature", "legislature"},
    {"Member of Parliament", "legislature"},
    {"Member of Legislative (Govt)", "legislature"},
    {"Lawmaker", "legislature"},
    {"Senate", "legislature"},
    {"Member of the Judiciary", "judiciary"},
    {"Court Judge", "judiciary"},
    {"Public Courts", "judiciary"},
    {"Attorney General", "judiciary"},
};

/* A stretch of text. */
struct text {
    const char *start;
    size_t length;
};

static struct text trim(struct text text) {
    while (text.length && (*text.start == ' ' || *text.start == '\t')) {
        text.start++;
        text.length--;
    }
    while (text.length && (text.start[text.length - 1] == ' ' || text.start[text.length - 1] == '\t')) {
        text.length--;
    }
    return text;
}

static bool is(struct text text, const char *word) {
    return ent__same_letters(text.start, text.length, word);
}

/* A column of ICEWS, empty for what stands for missing. */
static struct text column(const char *value) {
    struct text text = {value ? value : "", value ? strlen(value) : 0};
    text = trim(text);
    if (is(text, "NA") || is(text, "NULL")) {
        text.length = 0;
    }
    return text;
}

/* ---- Sectors ------------------------------------------------------------------------------------------------------ */

struct verdict {
    unsigned bits;
    const char *type; /* by the earliest of the known sectors that occurs */
};

static const struct sector *sector_of(struct text text) {
    for (size_t i = 0; i < COUNT(sectors_known); i++) {
        const struct sector *known = &sectors_known[i];
        size_t length = strlen(known->text);
        size_t from = known->is_ending && text.length >= length ? text.length - length : 0;
        if (text.length >= length && ent__same_letters(text.start + from, length, known->text)) {
            return known;
        }
    }
    return NULL;
}

/* Bits of all sectors, the type of the one that stands first in the table, whatever the order in the file. */
static struct verdict judge_sectors(struct text list) {
    struct verdict verdict = {0, NULL};
    const struct sector *earliest = NULL;
    while (list.length) {
        const char *comma = memchr(list.start, ',', list.length);
        struct text item = {list.start, comma ? (size_t)(comma - list.start) : list.length};
        size_t used = item.length + (comma ? 1 : 0);
        const struct sector *sector = sector_of(trim(item));
        if (sector) {
            verdict.bits |= sector->bits;
            if (sector->type && (!earliest || sector < earliest)) {
                earliest = sector;
            }
        }
        list.start += used;
        list.length -= used;
    }
    verdict.type = earliest ? earliest->type : NULL;
    return verdict;
}

/* ---- Names -------------------------------------------------------------------------------------------------------- */

/* The state that a stretch of text names on a day, or at any time; NULL: none. ENT_ENOMEM and bad text fail. */
static ent_status state_named(const ent_state **state, struct text text, ent_date on, ent_error *error) {
    ent_state_match match = ENT_STATE_MATCH_INIT;
    *state = NULL;
    if (!text.length) {
        return ENT_OK;
    }
    char *copy = ent__calloc(text.length + 1, 1);
    if (!copy) {
        return ent__fail_memory(error);
    }
    memcpy(copy, text.start, text.length);
    ent_error why;
    ent_status status = ent_state_find(&match, copy, on, 1u << ENT_STATE_WORD_NAME, &why);
    if (status == ENT_ENOTFOUND && !ent__is_open(on)) {
        status = ent_state_find(&match, copy, ENT_DATE_MIN, 1u << ENT_STATE_WORD_NAME, &why);
    }
    free(copy);
    *state = match.state;
    if (status == ENT_ENOTFOUND || status == ENT_EAMBIGUOUS) {
        return ENT_OK;
    }
    return status == ENT_OK ? ENT_OK : ent__fail(error, status, "%s", why.message);
}

/* What is in the last parentheses of "X (Y)"; length 0 if there are none. */
static struct text in_parentheses(struct text name) {
    struct text inner = {name.start, 0};
    if (name.length < 4 || name.start[name.length - 1] != ')') {
        return inner;
    }
    size_t open = name.length - 1, depth = 0;
    do {
        open--;
        depth += name.start[open] == ')';
        if (name.start[open] == '(' && depth-- == 0) {
            inner.start = name.start + open + 1;
            inner.length = name.length - open - 2;
            return inner;
        }
    } while (open > 0);
    return inner;
}

/* What the coders write where they could not tell who acted. */
static bool is_nobody(struct text name) {
    return is(name, "Unspecified Actor") || is(name, "Unidentified State Actor");
}

/* ---- Judging ------------------------------------------------------------------------------------------------------ */

/* All that is known of an actor of ICEWS. */
struct icews {
    struct text name, stem; /* the name, and without its "(Y)" */
    struct text sectors, country;
    const ent_state *inner, *home; /* the state in parentheses; that of the country */
    const ent_state *self; /* the state that the name is */
    struct verdict verdict;
};

/* A name in parentheses may be a state's or anything else's: only a state's is cut off. */
static ent_status look_up(struct icews *actor, ent_date on, ent_error *error) {
    struct text inner = in_parentheses(actor->name);
    actor->stem = actor->name;
    ent_status status = state_named(&actor->self, actor->name, on, error);
    if (status == ENT_OK && inner.length) {
        status = state_named(&actor->inner, inner, on, error);
    }
    if (status == ENT_OK) {
        status = state_named(&actor->home, actor->country, on, error);
    }
    if (actor->inner) {
        actor->stem.length = (size_t)(inner.start - actor->name.start) - 1;
        actor->stem = trim(actor->stem);
    }
    actor->verdict = judge_sectors(actor->sectors);
    return status;
}

/* "X (Y)": an agency or people of Y. */
static void judge_agency(ent_actor_spec *spec, const struct icews *actor) {
    unsigned bits = actor->verdict.bits;
    bool part_of = (bits & SECTOR_ORGAN) && !(bits & SECTOR_AGAINST);
    spec->state = actor->inner;
    spec->type = actor->verdict.type;
    for (size_t i = 0; !actor->sectors.length && i < COUNT(plain_organs); i++) {
        if (is(actor->stem, plain_organs[i].name)) {
            part_of = true;
            spec->type = plain_organs[i].type;
        }
    }
    spec->tie = part_of ? ENT_TIE_PART_OF : ENT_TIE_LOCATED;
}

/* A plain name with a country: an official, an agency without parentheses, a party, a firm. */
static void judge_named(ent_actor_spec *spec, const struct icews *actor) {
    unsigned bits = actor->verdict.bits;
    bool against = (bits & SECTOR_AGAINST) != 0, of_state = (bits & SECTOR_ORGAN) && !against;
    bool agency = (bits & SECTOR_ARMED_ORGAN) && !strstr(actor->sectors.start, "Executive");
    bool envoy = (bits & SECTOR_IGO) && (bits & SECTOR_PARTY); /* who is of both is neither of them */
    bool person =
        (bits & SECTOR_PERSON) || envoy || (of_state && !agency && (bits & (SECTOR_EXECUTIVE | SECTOR_PARTY)));
    spec->state = actor->home;
    if (person) {
        spec->kind = ENT_ACTOR_OFFICIAL;
        spec->flags |= ENT_SPEC_GUESS;
        spec->tie = of_state ? ENT_TIE_SERVES : ENT_TIE_LOCATED;
        return;
    }
    spec->tie = of_state ? ENT_TIE_PART_OF : ENT_TIE_LOCATED;
    spec->type = actor->verdict.type;
}

/* The first that fits: nobody, a state itself, something of a state named in parentheses, something of its country, the
 * rest. */
static void judge(ent_actor_spec *spec, const struct icews *actor) {
    bool same_home = !actor->country.length || actor->home == actor->self;
    spec->kind = ENT_ACTOR_ORGANISATION;
    if (is_nobody(actor->name)) {
        spec->flags = ENT_SPEC_NOBODY | ENT_SPEC_CATCH_ALL;
    } else if (actor->self && same_home && (actor->country.length || !actor->sectors.length)) {
        spec->kind = ENT_ACTOR_STATE;
        spec->tie = ENT_TIE_IS;
        spec->state = actor->self;
    } else if (actor->inner) {
        judge_agency(spec, actor);
    } else if (actor->home) {
        judge_named(spec, actor);
    } else {
        spec->type = actor->verdict.type;
        spec->flags = actor->sectors.length ? 0 : ENT_SPEC_GUESS;
        spec->flags |= actor->country.length ? ENT_SPEC_UNKNOWN : 0;
    }
}

/* The id is made of the name and the state, so that the same actor has the same id in every file. */
static void write_down(ent_actor_spec *spec, ent__lent *lent, const struct icews *actor) {
    if (spec->tie == ENT_TIE_IS) {
        spec->id = spec->state->id;
        spec->name = spec->state->name;
        return;
    }
    spec->id = ent__lent_start(lent);
    ent__lent_puts(lent, "icews:");
    ent__lent_add(lent, actor->stem.start, actor->stem.length);
    if (spec->state) {
        ent__lent_puts(lent, ":");
        ent__lent_puts(lent, spec->state->id);
    }
    ent__lent_end(lent);
    spec->name = ent__lent_start(lent);
    ent__lent_add(lent, actor->name.start, actor->name.length);
    ent__lent_end(lent);
}

ent_status ent_actor_from_icews(ent_actor_spec *spec, char *buffer, size_t capacity, const ent_icews_actor *actor,
                                ent_error *error) {
    ent_icews_actor given = ENT_ICEWS_ACTOR_INIT;
    ent_actor_spec made = ENT_ACTOR_SPEC_INIT;
    ent__lent lent = {buffer, capacity, 0, capacity == 0 || !buffer};
    ent_status status = ent__result_write(spec, &made, sizeof made, "ent_actor_spec", error);
    if (status == ENT_OK) {
        status = actor ? ent__options_read(&given, sizeof given, actor, "ent_icews_actor", error)
                       : ent__fail(error, ENT_EINVAL, "no actor of ICEWS (NULL)");
    }
    struct icews known = {
        .name = column(given.name), .sectors = column(given.sectors), .country = column(given.country)};
    if (status == ENT_OK && !known.name.length) {
        status = ent__fail(error, ENT_ENOTFOUND, "no actor: its name is empty");
    }
    if (status == ENT_OK) {
        status = look_up(&known, given.on, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    const ent__actor_code *group =
        known.self || known.inner ? NULL : ent__group_named(known.name.start, known.name.length);
    if (group) {
        ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
        codes.group = group->code;
        return ent_actor_from_codes(spec, buffer, capacity, &codes, error);
    }
    judge(&made, &known);
    write_down(&made, &lent, &known);
    if (made.tie != ENT_TIE_IS && lent.full) {
        return ent__fail(error, ENT_ELIMIT,
                         "%zu bytes do not hold the texts of an actor; %d and four times its name do", capacity,
                         ENT_SPEC_TEXT);
    }
    return ent__result_write(spec, &made, sizeof made, "ent_actor_spec", error);
}
