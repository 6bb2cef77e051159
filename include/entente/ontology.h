/**
 * @file ontology.h
 * What the codes of event data mean: CAMEO and PLOVER events, states by any code or name on any day, and which actor a
 * row's actor codes stand for.
 *
 * All of it is constant data compiled into the library; no file is read. What is given out as `const ent_cameo *`,
 * `const ent_plover *` or `const ent_state *` is static: never freed, valid always, shared by threads, its address its
 * identity. The tables and their sources are in lib/graph/data (installed under share/entente).
 */
#ifndef ENTENTE_ONTOLOGY_H
#define ENTENTE_ONTOLOGY_H

#include <entente/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- CAMEO -------------------------------------------------------------------------------------------------------- */

/** A code of CAMEO (Schrodt 2012, manual 1.1b3): 20 roots of two digits, and under them three and four digits. */
typedef struct ent_cameo {
    size_t size; /**< sizeof(ent_cameo) of the library */
    const char *code; /**< "190" */
    const char *name; /**< "Use conventional military force, not specified below" */
    const char *root; /**< its first two digits: "19" */
    uint32_t level; /**< digits: 2, 3 or 4 */
    uint32_t quad; /**< GDELT's class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict */
    uint32_t
        quad_cameo; /**< the literature's class: roots 09 (investigate) and 14 (protest) are 3 and 4, not 2 and 3 */
    uint32_t reserved;
    double goldstein; /**< [-10, +10], GDELT's table (for the one code that it lacks, 1213, that of ICEWS); NaN: none is
                         published (155, 176, 1834, 1951, 1952) */
    double goldstein_icews; /**< the same in ICEWS, which differs for 016, 022, 164 and 165; NaN: none */
    const char *plover_type; /**< the event type of PLOVER that it became, "ASSAULT"; NULL: none (roots 01 and 02) */
    const char *plover_mode; /**< and the mode; NULL: none */
    const char *plover_context; /**< and the context; NULL: none */
    const char *note; /**< what to know of it; NULL: nothing */
} ent_cameo;

/** How many codes there are. */
ENT_API uint32_t ent_cameo_count(void);
/** The code at a place, by rising text; NULL from ent_cameo_count() on. */
ENT_API const ent_cameo *ent_cameo_get(uint32_t index);
/** The code that is exactly this text (`length` bytes, need not end in NUL), or NULL. O(1), no allocation. */
ENT_API const ent_cameo *ent_cameo_find(const char *code, size_t length);
/**
 * The code whose name this is ("Reduce or break diplomatic relations"), regardless of case and of a final ", not
 * specified below" on either side; where a root and its `0` code are called alike, the latter, as ICEWS does. NULL: none.
 * O(codes).
 */
ENT_API const ent_cameo *ent_cameo_find_name(const char *name, size_t length);

/** What became of a code that may have lost its leading zero. */
typedef enum ent_repair {
    ENT_REPAIR_GOOD = 0, /**< it was right as it stood */
    ENT_REPAIR_DONE = 1, /**< it had lost its zero, which is back */
    ENT_REPAIR_DOUBTFUL = 2, /**< it may mean two codes, and nothing given decides; no code is returned */
    ENT_REPAIR_UNKNOWN = 3 /**< it is no code, with or without a zero; no code is returned */
} ent_repair;
#define ENT_REPAIR_COUNT 4

/**
 * A code out of a file in which codes may have lost their leading zero (a spreadsheet took them for numbers). Call it
 * only if the user asked for repair; else ent_cameo_find().
 *
 * 119 of the 130 codes that begin with 0 are certain by themselves, since nothing else is written so ("43" is 043,
 * "251" 0251, "1" to "9" the roots). "10" to "20" may be a root or 010 to 020: the row's root code decides (`root`:
 * "10", or "1" or "01"), or its quad class (`quad`: 1 for all of 010 to 020, 3 or 4 for all of 10 to 20, in both
 * conventions). A repair that root or quad contradicts is doubtful; a code that can only be whole is not looked at.
 *
 * @param root the row's root code, as it stands in the file; NULL or "": not given
 * @param quad the row's quad class 1 to 4; 0: not given
 * @param outcome what was done, for the caller to count; not NULL
 */
ENT_API const ent_cameo *ent_cameo_repair(const char *code, size_t length, const char *root, uint32_t quad,
                                          ent_repair *outcome);

/* ---- Kind and status of a code ------------------------------------------------------------------------------------ */

/** Who of a row is the mediator, if the code is one of mediation. */
typedef enum ent_mediator_side {
    ENT_MEDIATOR_NONE = 0, /**< not a mediation */
    ENT_MEDIATOR_SOURCE = 1, /**< the row's source mediates (or appeals), its target is a party */
    ENT_MEDIATOR_TARGET =
        2 /**< the row's source is a party that accepts or rejects, its target the one who would mediate:
                               turn the row around */
} ent_mediator_side;

/** What every code that begins with `prefix` is. An array of them is a plain value of the caller. */
typedef struct ent_code_rule {
    const char *prefix; /**< "19", "045", "ASSAULT"; "": every code */
    ent_kind kind; /**< mediation, attack or diplomatic */
    ent_mediation_status status; /**< of a mediation; else ENT_MEDIATION_UNSTATED */
    ent_mediator_side mediator; /**< of a mediation: source or target; else ENT_MEDIATOR_NONE */
} ent_code_rule;

/**
 * The rule of a code: of those of `rules` whose prefix it begins with (ASCII, regardless of case) the longest, of equal
 * ones the first; if none fits, the same among the built-in ones:
 *
 *     028      mediation, appeal,    source   appeal to engage in or accept mediation; the source asks, it need not mediate
 *     038      mediation, accepted,  target   express intent to accept mediation: said by a party
 *     039      mediation, offered,   source   express intent to mediate
 *     045      mediation, conducted, source   mediate
 *     108      mediation, appeal,    source   demand mediation (manual 1.1b3; GDELT's lookup calls 105 so, and 108
 *                                             "demand meeting, negotiation": the rows do not tell which)
 *     126      mediation, rejected,  target   reject mediation: said by a party
 *     135      mediation, conducted, source   threaten to halt mediation: it is under way
 *     165      mediation, conducted, source   halt mediation: it was under way up to this day
 *     18 19 20 attack                         assault, fight, unconventional mass violence
 *     ASSAULT  attack                         PLOVER's type for these
 *     ""       diplomatic                     all others, and codes unknown
 *
 * Not mediation: 027 (appeal to settle), 026, 046, 1246. A mediation with one row a party is that of one mediator:
 * rows of one story, day and mediator belong together. Never NULL; borrowed from `rules` or static. O(rules), no
 * allocation; once a distinct code is enough.
 *
 * @param code NULL or "": no code
 * @param rules the user's own, first asked; NULL: none
 */
ENT_API const ent_code_rule *ent_code_rule_find(const char *code, const ent_code_rule *rules, size_t count);
/** ENT_EINVAL if a rule is not one: prefix NULL, kind an affiliation, a status or side without mediation, a mediation
 *  without a side. */
ENT_API ent_status ent_code_rules_check(const ent_code_rule *rules, size_t count, ent_error *error);
/** The built-in rules, rising by prefix, to print or to start from; `count` gets how many. Static. */
ENT_API const ent_code_rule *ent_code_rules(size_t *count);

/* ---- PLOVER ------------------------------------------------------------------------------------------------------- */

/** An event type or mode of PLOVER (Open Event Data Alliance, 2024). */
typedef struct ent_plover {
    size_t size; /**< sizeof(ent_plover) of the library */
    const char *type; /**< "CONSULT" */
    const char *mode; /**< "third-party"; NULL: the type by itself */
    uint32_t quad; /**< quad class 1 to 4 */
    uint32_t reserved;
    double score; /**< [-10, +10], the manual's; NaN: none (PROTEST vandalize) */
    const char *cameo; /**< the codes of CAMEO it stands for, in the manual's words ("042,043"); NULL: none */
} ent_plover;

/** How many types and modes there are. */
ENT_API uint32_t ent_plover_count(void);
/** One of them, types and then their modes as the manual orders them; NULL from the count on. */
ENT_API const ent_plover *ent_plover_get(uint32_t index);
/** A type (mode NULL or "") or a mode of it, regardless of case; NULL: there is none. O(types + modes). */
ENT_API const ent_plover *ent_plover_find(const char *type, const char *mode);
/** The name of a context by number ("military", ...), in the manual's order; NULL: no more. Static. */
ENT_API const char *ent_plover_context(uint32_t index);

/* ---- States ------------------------------------------------------------------------------------------------------- */

/**
 * A state, past or present, or a territory with a code of its own. Identity follows the Correlates of War: Russia, the
 * Soviet Union and imperial Russia are one (365), so are Yugoslavia and Serbia (345), and Germany before 1945 and from
 * 1990 (255); West and East Germany are others (260, 265).
 */
typedef struct ent_state {
    size_t size; /**< sizeof(ent_state) of the library */
    const char *id; /**< unique: ISO 3166-1 alpha-3; of past states the withdrawn one ("CSK", "DDR", "YMD"), else
                       "cow-260", "gw-89"; Kosovo "XKX" */
    const char *name; /**< English */
    const char *iso2; /**< ISO 3166-1 alpha-2; this and all codes: NULL if there is none */
    const char *iso3; /**< alpha-3 */
    const char *iso_num; /**< numeric, three digits */
    const char *cow; /**< Correlates of War, number */
    const char *cow_abb; /**< and its letters, which are not ISO's (SWZ is Switzerland) */
    const char *gw; /**< Gleditsch and Ward, number */
    const char *cameo; /**< the country code of CAMEO as GDELT's lookup has it (ROM, TMP, MTN, IMY) */
    const char *fips; /**< FIPS 10-4, two letters, as in GDELT's places (GM is Germany) */
    const char *capital; /**< English; NULL: none known */
    const char *note; /**< NULL: none */
    uint32_t
        in_system; /**< non-zero: a member of the system of COW or of Gleditsch and Ward at some time; 0: territory */
    uint32_t reserved;
} ent_state;

/** How many there are. */
ENT_API uint32_t ent_state_count(void);
/** The state at a place, rising by id; NULL from ent_state_count() on. */
ENT_API const ent_state *ent_state_get(uint32_t index);
/** The state with this id, or NULL. O(log states). */
ENT_API const ent_state *ent_state_by_id(const char *id);

/**
 * The `index`-th time that a state was a member of the system, by first day: [first, last], last ENT_DATE_MAX if it
 * still is. The union of the membership of COW (2016) and of Gleditsch and Ward (2025), which knows small states earlier.
 * Returns 1, or 0 if there is no such spell; territories have none. O(log states).
 */
ENT_API int ent_state_spell(ent_date *first, ent_date *last, const ent_state *state, uint32_t index);
/** Non-zero if the state was one on that day; always for territories, and for any state if `on` is ENT_DATE_MIN or
 *  ENT_DATE_MAX (open). */
ENT_API int ent_state_exists(const ent_state *state, ent_date on);

/**
 * The state with a code of a scheme: "iso2", "iso3", "isonum", "cow", "cowabb", "gw", "cameo" or "fips". Codes compare
 * regardless of ASCII case, numbers regardless of leading zeros. "cameo" takes ISO's newer codes too (ROU, TLS, MNE,
 * IMN), "iso2" and "iso3" the user-assigned XK and XKX. Where two states bore a code (gw 678: Yemen Arab Republic, then
 * Yemen; gw 260: West Germany, then Germany) the day decides; open: the present one. NULL: there is none. A state that
 * was not one on the day is given all the same if the code is only its own: see ent_state_exists(). O(states).
 */
ENT_API const ent_state *ent_state_by_code(const char *scheme, const char *value, ent_date on);

/** What of a state a text fitted. */
typedef enum ent_state_word {
    ENT_STATE_WORD_NAME = 0, /**< its name, or another name for it: "Ivory Coast", "DPRK" */
    ENT_STATE_WORD_CODE = 1, /**< its ISO alpha-3 in capitals */
    ENT_STATE_WORD_DEMONYM = 2, /**< of its people or things: "Pakistani", "Dutch" */
    ENT_STATE_WORD_CAPITAL =
        3 /**< its capital or the seat of its government, for the government: "Tehran", "Kremlin" */
} ent_state_word;
#define ENT_STATE_WORD_COUNT 4
/** "name", "code", "demonym", "capital". Static; NULL if it is none. */
ENT_API const char *ent_state_word_name(ent_state_word word);

/** What a text was found to mean. */
typedef struct ent_state_match {
    size_t size; /**< sizeof(ent_state_match) */
    const ent_state *state;
    const char *text; /**< what it fitted, as the gazetteer spells it; static */
    ent_state_word word;
    uint32_t reserved;
} ent_state_match;
#define ENT_STATE_MATCH_INIT                                                                                           \
    { sizeof(ent_state_match), NULL, NULL, ENT_STATE_WORD_NAME, 0 }

/**
 * The state that a text as a whole names on a day, regardless of case, accents, punctuation and spaces, and of a leading
 * "the" or "Government of". Names come before codes, those before demonyms, those before capitals.
 *
 * Only states that were one on the day count, and a word only while it was that state's: "Yugoslavia" is Serbia's number
 * until 2003, "Yemen" in 1980 either of two. With an open day (ENT_DATE_MIN or ENT_DATE_MAX) present states come first,
 * and past ones (never by their capital) are found if no present one fits. A reader that would rather have a state too
 * early than none asks with the day, and on ENT_ENOTFOUND again with an open one.
 *
 * Words that mean several are not guessed: "Congo", "Korea", "Dominican"; capitals that are as well known for something
 * else ("Georgetown", "San Jose", "Victoria") are no words of a state. A text that happens to be a state's name is taken
 * for it: "Georgia" is the state in the Caucasus, never that of the USA; places within states are not in here.
 *
 * @param words a mask of 1u << ent_state_word, which to accept; 0: all
 * @return ENT_ENOTFOUND, if a state had the name at another time the message says when; ENT_EAMBIGUOUS, the message names
 * two; ENT_EINVAL for an empty text or one that is not UTF-8. O(length log names); a short allocation for each of the at
 * most a few openings dropped.
 */
ENT_API ent_status ent_state_find(ent_state_match *match, const char *text, ent_date on, uint32_t words,
                                  ent_error *error);
/**
 * The `index`-th word that finds a state, names first, then demonyms, then capitals, each in alphabetical order of their
 * folded text: writes the text (static) and its sort, returns 1; 0 if there are no more. O(names).
 */
ENT_API int ent_state_word_get(const char **text, ent_state_word *word, const ent_state *state, uint32_t index);

/**
 * Adds a state to a graph as an actor of its id, with its name, its words as aliases (those that mean it alone among the
 * states of the day) and the codes iso2, iso3, cow and cameo; `id` (may be NULL) gets its number. If the graph has an
 * actor of that id, gives that one and adds nothing. As ent_graph_add_actor() for errors. O(names).
 */
ENT_API ent_status ent_graph_add_state(ent_id *id, ent_graph *graph, const ent_state *state, ent_error *error);
/** The same for every state that was a member of the system on a day (open: today), rising by id, without territories. */
ENT_API ent_status ent_graph_add_states(ent_graph *graph, ent_date on, ent_error *error);

/* ---- Actors from codes -------------------------------------------------------------------------------------------- */

/** How an actor belongs to `state` of its spec. */
typedef enum ent_tie {
    ENT_TIE_NONE = 0, /**< to none */
    ENT_TIE_IS = 1, /**< it is the state */
    ENT_TIE_PART_OF = 2, /**< an organ of the state: army, police, courts, parliament, ministry; rolls up */
    ENT_TIE_SERVES = 3, /**< an official of the state; rolls up */
    ENT_TIE_LOCATED =
        4 /**< within it or of its people, but not it: rebels, opposition, firms, media, civilians, a seat.
                           Never rolls up */
} ent_tie;

/** The code says what sort of actor, not which: REB, COP, GOV without a country. One actor a code, not a real one. */
#define ENT_SPEC_CATCH_ALL 1u
/** That it is an official is a guess from its sectors (ICEWS has no column that says "person"). */
#define ENT_SPEC_GUESS 2u
/** A code within it is in no table; it is kept as it stands. */
#define ENT_SPEC_UNKNOWN 4u
/** A region or a place, not a state: AFR, MEA, GZS. */
#define ENT_SPEC_PLACE 8u
/** No actor at all: "Unspecified Actor", "Unidentified State Actor". */
#define ENT_SPEC_NOBODY 16u

/**
 * The actor that codes or names of a row stand for. Texts are static, or lie in the buffer that the caller lent, or are
 * the caller's own of the input: valid as long as both.
 */
typedef struct ent_actor_spec {
    size_t size; /**< sizeof(ent_actor_spec) */
    const char *id; /**< "PAK", "PAKMIL", "UNO", "icews:Police:IND": the same for the same actor in every row */
    const char *name; /**< "Pakistan", "Military (Pakistan)", "United Nations", "Police (India)" */
    ent_actor_kind kind;
    ent_tie tie;
    const char *type; /**< of an organisation: "military", "armed group", ...; NULL: none */
    const ent_state *state; /**< NULL: none */
    const char *code; /**< its CAMEO code, known parts only once and in order; NULL: none (it has no codes) */
    uint32_t flags; /**< ENT_SPEC_... */
    uint32_t reserved;
} ent_actor_spec;
#define ENT_ACTOR_SPEC_INIT                                                                                            \
    { sizeof(ent_actor_spec), NULL, NULL, ENT_ACTOR_STATE, ENT_TIE_NONE, NULL, NULL, NULL, 0, 0 }

/**
 * The actor columns of a row in CAMEO's codes, as GDELT has them; every text may be NULL or "" (none), spaces around it
 * are dropped. A chain by itself ("PAKGOVMIL", Phoenix) is enough. Set with ENT_ACTOR_CODES_INIT.
 */
typedef struct ent_actor_codes {
    size_t size; /**< sizeof(ent_actor_codes) */
    const char *chain; /**< Actor1Code: all codes, groups of three characters; read only for what no column says */
    const char *country; /**< Actor1CountryCode */
    const char *group; /**< Actor1KnownGroupCode */
    const char *ethnic; /**< Actor1EthnicCode */
    const char *religions[2]; /**< Actor1Religion1Code, ...2Code */
    const char *types[3]; /**< Actor1Type1Code to ...3Code */
    uint32_t
        split_government; /**< non-zero: country and GOV is an organisation, part of the state; 0: the state itself */
    uint32_t reserved;
} ent_actor_codes;
#define ENT_ACTOR_CODES_INIT                                                                                           \
    { sizeof(ent_actor_codes), NULL, NULL, NULL, NULL, {NULL, NULL}, {NULL, NULL, NULL}, 0, 0 }

/**
 * Which actor CAMEO codes stand for. The first that fits:
 *
 *  1. a known group (UNO, NAT, TAL): that organisation. EUREEC and IGOEUREEC are both the European Union. A group that is
 *     a state (PSE) is that state
 *  2. first type IGO, NGO, NGM, IMG, MNC, INT: an organisation of that type; a country is its seat (located)
 *  3. a country and nothing else: the state
 *  4. a country and GOV, nothing else: the state too (see split_government)
 *  5. a country and MIL, COP, SPY, JUD or LEG, or GOV first with a field (GOVHLH, a ministry): an organ, part
 *     of the state
 *  6. a country and anything else: an organisation located in it. REB, INS, SEP, OPP, UAF, CRM, CVL, ELI, REF, PTY, RAD or
 *     IMG among the types puts it here, whatever stands beside: rebels and opposition are never part of the state
 *  7. types without a country: an organisation, a catch-all
 *  8. a country that only the chain tells (ROU...): as 3 to 6. ROM and ROU, MTN and MNE, TMP and TLS, IMY and IMN are one
 *  9. a region (AFR, EUR, MEA, WST, ...) is no state: an organisation, and with types a catch-all. GZS and WSB are places in
 *     PSE, BAG in IRQ: located, never the state
 *  10. an ethnic or religious code: an organisation of type "ethnic group" or "religious group", with a country located
 *
 * Codes in no table are kept, flagged ENT_SPEC_UNKNOWN. An official never comes out of codes: GDELT writes a person as the
 * office. No allocation; about a microsecond, meant to be called once for each distinct combination of codes.
 *
 * @param buffer where texts are put that are not static; ENT_SPEC_TEXT bytes and four times the length of all input
 * suffice; ENT_ELIMIT if it is too small
 * @return ENT_ENOTFOUND if every column is empty: no actor
 */
ENT_API ent_status ent_actor_from_codes(ent_actor_spec *spec, char *buffer, size_t capacity,
                                        const ent_actor_codes *codes, ent_error *error);
/** Bytes beside four times the input that the buffer of a spec may need. */
#define ENT_SPEC_TEXT 512

/** An actor of ICEWS: name, sectors, country; NULL, "", "NA" and "NULL" are none. Set with ENT_ICEWS_ACTOR_INIT. */
typedef struct ent_icews_actor {
    size_t size; /**< sizeof(ent_icews_actor) */
    const char *name; /**< "Police (India)" */
    const char *sectors; /**< "Government,Police", in any order */
    const char *country; /**< "India" */
    ent_date on; /**< the day of the event, for past states; ENT_DATE_MIN: open */
    uint32_t reserved;
} ent_icews_actor;
#define ENT_ICEWS_ACTOR_INIT                                                                                           \
    { sizeof(ent_icews_actor), NULL, NULL, NULL, ENT_DATE_MIN, 0 }

/**
 * Which actor a name of ICEWS stands for; also for names without sectors and country (quadruples of temporal knowledge
 * graphs), of which only states and organs with a plain name (police, military, government, ...) are sure.
 *
 *  - a name that is a state's, without sectors or with its country: the state
 *  - a group that CAMEO has a code for (United Nations, NATO, OIC, Hamas; no parties): that, as ent_actor_from_codes() gives it
 *  - "X (Y)" with a state Y: organisation "X (Y)", part of Y if a sector is of the state (Government, Military, Police,
 *    Legislative / Parliamentary, Judicial, Executive..., a ministry) and none is Dissident, Criminals / Gangs, Insurgents,
 *    Separatists, Unidentified Forces, Protestors, General Population, an Opposition party or the like; else located
 *  - no country: an organisation, its type by sector (International Government Organization: "intergovernmental", ...)
 *  - with a country and sectors of the executive: an official who serves it, ENT_SPEC_GUESS; with sectors of the
 *    opposition or of parties and not of the government: an organisation, located; of parties and of international
 *    organisations: a person, located, ENT_SPEC_GUESS
 *
 * Ids are "icews:" and the name without "(Y)", and ":" and the state's id. Buffer and errors as ent_actor_from_codes().
 */
ENT_API ent_status ent_actor_from_icews(ent_actor_spec *spec, char *buffer, size_t capacity,
                                        const ent_icews_actor *actor, ent_error *error);

/**
 * Puts the actor of a spec into a graph, unless one of its id is there: the actor (a state with all its words, see
 * ent_graph_add_state()), its state, and for PART_OF and SERVES the open affiliation to it. Located actors get the note
 * "in Pakistan", catch-alls "not one actor: ..."; neither gets an affiliation. `id` (may be NULL) gets the actor's number.
 * As ent_graph_add_actor() for errors.
 */
ENT_API ent_status ent_graph_add_spec(ent_id *id, ent_graph *graph, const ent_actor_spec *spec, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
