/**
 * @file graph.h
 * The store: actors, relations between them, affiliations, and the sources that say so.
 *
 * Append-mostly: things are added and never merged or changed behind the caller's back; every relation keeps its
 * evidence. A graph has one writer or many readers. What is passed in is copied; what is given out is borrowed until
 * the next addition to the graph.
 */
#ifndef ENTENTE_GRAPH_H
#define ENTENTE_GRAPH_H

#include <entente/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A mutable graph of actors and relations. */
typedef struct ent_graph ent_graph;

/** What an actor is. */
typedef enum ent_actor_kind {
    ENT_ACTOR_STATE = 0,
    ENT_ACTOR_OFFICIAL = 1, /**< a person who acts for a state or an organisation */
    ENT_ACTOR_ORGANISATION = 2 /**< anything else that acts: see the actor's free `type` */
} ent_actor_kind;

/** What a relation is. */
typedef enum ent_kind {
    ENT_KIND_MEDIATION = 0, /**< `from` are the mediators, `to` the parties between whom */
    ENT_KIND_ATTACK = 1,
    ENT_KIND_DIPLOMATIC = 2,
    ENT_KIND_AFFILIATION = 3 /**< who belongs to whom; see ent_affiliation_kind */
} ent_kind;
#define ENT_KIND_COUNT 4
/** The bit of a kind in a mask of kinds. */
#define ENT_KIND_BIT(kind) (1u << (unsigned)(kind))
/** What happens between actors: mediation, attack, diplomatic. */
#define ENT_KINDS_EVENTS 7u
/** The same, and affiliations. */
#define ENT_KINDS_ALL 15u

/** How one belongs to another. */
typedef enum ent_affiliation_kind {
    ENT_AFFILIATION_NONE = 0,
    ENT_AFFILIATION_SERVES = 1, /**< an official serves a state or an organisation */
    ENT_AFFILIATION_PART_OF = 2, /**< an agency is part of a state, a branch of its parent */
    ENT_AFFILIATION_MEMBER_OF = 3 /**< a member of an alliance or organisation; never followed by roll-up */
} ent_affiliation_kind;

/** How far a mediation has come. */
typedef enum ent_mediation_status {
    ENT_MEDIATION_UNSTATED = 0,
    ENT_MEDIATION_EXPECTED = 1, /**< foreseen by a source; has not happened and enters no number */
    ENT_MEDIATION_APPEALED =
        2, /**< "appeal": asked the parties to settle or to accept mediation, without offering it */
    ENT_MEDIATION_OFFERED = 3,
    ENT_MEDIATION_ACCEPTED = 4,
    ENT_MEDIATION_CONDUCTED = 5,
    ENT_MEDIATION_REJECTED = 6
} ent_mediation_status;
#define ENT_MEDIATION_STATUS_COUNT 7

/** The word of documents and of the command for each value ("state", "part_of", "conducted", ...); NULL if it is none.
 *  "" for ENT_AFFILIATION_NONE and ENT_MEDIATION_UNSTATED. Static. */
ENT_API const char *ent_actor_kind_name(ent_actor_kind kind);
/** "mediation", "attack", "diplomatic", "affiliation"; NULL if it is none. Static. */
ENT_API const char *ent_kind_name(ent_kind kind);
/** "serves", "part_of", ...; "" for ENT_AFFILIATION_NONE, NULL if it is none. Static. */
ENT_API const char *ent_affiliation_kind_name(ent_affiliation_kind kind);
/** "conducted", "offered", ...; "" for ENT_MEDIATION_UNSTATED, NULL if it is none. Static. */
ENT_API const char *ent_mediation_status_name(ent_mediation_status status);

/** A code of an actor in some scheme: {"iso3", "PAK"}, {"cow", "770"}, {"cameo", "PAK"}. */
typedef struct ent_code {
    const char *scheme; /**< lower case letters, digits, '-' and '_' */
    const char *value; /**< not empty */
} ent_code;

/** Of an actor: not one, but all whom a source gives the same word or code without saying whose: "Government", "Civilian". It has
 *  ties to everybody, and so seems central; a view can leave it out, and it is never proposed as a mediator. */
#define ENT_ACTOR_CATCH_ALL 1u

/** An actor, to add or as read. Set with ENT_ACTOR_INIT. */
typedef struct ent_actor {
    size_t size; /**< sizeof(ent_actor) */
    const char *id; /**< unique in the graph, not empty */
    const char *name; /**< the name to show; NULL when adding: the id */
    ent_actor_kind kind;
    const char *type; /**< free: "intergovernmental", "armed group", "ministry", "media", ...; NULL: none */
    const char *const *aliases; /**< other names it must also be found by */
    size_t alias_count;
    const ent_code *codes;
    size_t code_count;
    const char *note; /**< anything; NULL: none */
    uint32_t flags; /**< mask of ENT_ACTOR_CATCH_ALL */
    uint32_t reserved;
} ent_actor;
#define ENT_ACTOR_INIT                                                                                                 \
    { sizeof(ent_actor), NULL, NULL, ENT_ACTOR_STATE, NULL, NULL, 0, NULL, 0, NULL, 0, 0 }

/** A source that relations cite: an article, a data set, a file. Set with ENT_SOURCE_INIT. */
typedef struct ent_source {
    size_t size; /**< sizeof(ent_source) */
    const char *id; /**< unique among the sources, not empty */
    const char *title; /**< NULL: none */
    const char *publisher; /**< NULL: none */
    const char *url; /**< NULL: none */
    const char *date; /**< of publication, as ISO 8601 text (may be an interval); NULL: none */
} ent_source;
#define ENT_SOURCE_INIT                                                                                                \
    { sizeof(ent_source), NULL, NULL, NULL, NULL, NULL }

/**
 * A relation, to add or as read: one record of who did what to whom and when. Set with ENT_RELATION_INIT. It stands
 * for the arcs from each of `from` to each of `to` (and back, if mutual), which all share its id.
 */
typedef struct ent_relation {
    size_t size; /**< sizeof(ent_relation) */
    const char *id; /**< unique among the relations, not empty; NULL: none */
    ent_kind kind;
    const ent_id *from; /**< who acts; of a mediation, the mediators; of an affiliation, the one who belongs (one) */
    size_t from_count;
    const ent_id *to; /**< to whom; of a mediation, the parties; of an affiliation, to whom (one) */
    size_t to_count;
    ent_date first; /**< first day, ENT_DATE_MIN: open */
    ent_date last; /**< last day, closed, ENT_DATE_MAX: open. An affiliation's last day in office */
    const char *code; /**< event code (of CAMEO two to four digits), one to 16 digits or letters, or NULL */
    double tone; /**< [-10, +10], below 0 hostile, above 0 cooperative; 0 neutral. NaN is refused */
    double confidence; /**< (0, 1] */
    ent_mediation_status status; /**< of a mediation only */
    int32_t mutual; /**< non-zero: holds in both directions */
    ent_affiliation_kind affiliation; /**< of an affiliation only */
    const char *role; /**< of an affiliation only: "Foreign Minister"; NULL: none */
    const char *summary; /**< what happened, in words; NULL: none */
    const ent_id *sources; /**< the sources (ent_graph_add_source) it rests on */
    size_t source_count;
    double
        weight; /**< above 0, finite: how much the record stands for in its file's own unit (mentions, deaths, memberships
                        shared); 1 for most. Only ENT_SCHEME_WEIGHT looks at it. 1 of an affiliation. A graph that has none but
                        1 stores nothing, another 8 bytes a relation up to the last that has one */
} ent_relation;
#define ENT_RELATION_INIT                                                                                              \
    {                                                                                                                  \
        sizeof(ent_relation), NULL, ENT_KIND_DIPLOMATIC, NULL, 0, NULL, 0, ENT_DATE_MIN, ENT_DATE_MAX, NULL, 0.0, 1.0, \
            ENT_MEDIATION_UNSTATED, 0, ENT_AFFILIATION_NONE, NULL, NULL, NULL, 0, 1.0                                  \
    }

/** An empty graph; ENT_ENOMEM. */
ENT_API ent_status ent_graph_new(ent_graph **graph, ent_error *error);
/** Frees a graph, and with it all that was borrowed from it; NULL is fine. */
ENT_API void ent_graph_free(ent_graph *graph);

/** Title and description of the whole graph, NULL: none. Copied; read back with the getters. */
ENT_API ent_status ent_graph_set_title(ent_graph *graph, const char *title, ent_error *error);
/** As ent_graph_set_title(). */
ENT_API ent_status ent_graph_set_description(ent_graph *graph, const char *description, ent_error *error);
/** The title, or NULL; borrowed until it is set again. */
ENT_API const char *ent_graph_title(const ent_graph *graph);
/** The description, or NULL; borrowed until it is set again. */
ENT_API const char *ent_graph_description(const ent_graph *graph);

/**
 * Adds an actor. ENT_EEXISTS if the id is taken, ENT_EINVAL (naming field and value) if a field is not as ent_actor
 * says or is not UTF-8. Amortised O(length of its text). `actor` may be NULL.
 */
ENT_API ent_status ent_graph_add_actor(ent_id *id, ent_graph *graph, const ent_actor *actor, ent_error *error);
/** Adds a source, as ent_graph_add_actor(); `source` may be NULL. */
ENT_API ent_status ent_graph_add_source(ent_id *id, ent_graph *graph, const ent_source *source, ent_error *error);
/**
 * Adds a relation or an affiliation; all its actors and sources must be there. ENT_EEXISTS if the id is taken. Refused
 * with ENT_EINVAL: no `from` or `to` or more than 1024 of them, an actor twice on one side or on both sides, last before
 * first, tone, confidence or weight out of range, a weight on an affiliation, a status on what is no mediation, a role on what is no affiliation, an
 * affiliation of several or between kinds that cannot have it (an official `serves` a state or an organisation, an
 * organisation is `part_of` one, anybody is `member_of` an organisation), a code that is none, text that is not UTF-8.
 */
ENT_API ent_status ent_graph_add_relation(ent_id *id, ent_graph *graph, const ent_relation *relation, ent_error *error);

/** Number of actors: ids are 0 to one less. */
ENT_API uint32_t ent_graph_actor_count(const ent_graph *graph);
/** Number of sources. */
ENT_API uint32_t ent_graph_source_count(const ent_graph *graph);
/** Relations of every kind, affiliations among them. */
ENT_API uint32_t ent_graph_relation_count(const ent_graph *graph);
/** Reads an actor by number; its pointers are borrowed until the next addition. Set `size` of the
 *  struct first (the INIT macro). ENT_ENOTFOUND if there is no such number. */
ENT_API ent_status ent_graph_get_actor(ent_actor *actor, const ent_graph *graph, ent_id id, ent_error *error);
/** As ent_graph_get_actor(). */
ENT_API ent_status ent_graph_get_source(ent_source *source, const ent_graph *graph, ent_id id, ent_error *error);
/** As ent_graph_get_actor(). O(1). */
ENT_API ent_status ent_graph_get_relation(ent_relation *relation, const ent_graph *graph, ent_id id, ent_error *error);
/** The number of the actor (source, relation) with exactly this id text, or ENT_NONE. O(1). */
ENT_API ent_id ent_graph_actor_by_id(const ent_graph *graph, const char *id);
/** As ent_graph_actor_by_id(). */
ENT_API ent_id ent_graph_source_by_id(const ent_graph *graph, const char *id);
/** As ent_graph_actor_by_id(). */
ENT_API ent_id ent_graph_relation_by_id(const ent_graph *graph, const char *id);
/** Where a relation was read from. Set `size` with ENT_ORIGIN_INIT. */
typedef struct ent_origin {
    size_t size; /**< sizeof(ent_origin) */
    const char *file; /**< path, as it was given to the reader */
    const char *format; /**< word of its format: "gdelt" */
    const char *event_text; /**< id of the event in the file where that is text; NULL: it is `event` */
    uint64_t event; /**< id of the event in the file; 0: it has none */
    uint32_t line; /**< line of the file, from 1 */
    ent_id source; /**< who published it, or ENT_NONE; also the relation's only source */
} ent_origin;
#define ENT_ORIGIN_INIT                                                                                                \
    { sizeof(ent_origin), NULL, NULL, NULL, 0, 0, ENT_NONE }
/** The file, line and event that a relation was read from (events.h); texts are borrowed. ENT_ENOTFOUND if it was not read
 *  from a file of events, or there is no such relation. O(log files). */
ENT_API ent_status ent_graph_relation_origin(ent_origin *origin, const ent_graph *graph, ent_id relation,
                                             ent_error *error);
/** Bytes of memory that the graph holds (capacity, not only what is used). */
ENT_API size_t ent_graph_memory(const ent_graph *graph);

/**
 * Joins graphs into a new one, in their order: actors, sources and relations of the same id and the same content are one;
 * a relation without id is another record, but for an event that an earlier graph has of the same format, event id and first day
 * (ent_origin), and for a `serves` or `part_of` that an earlier graph has word for word. Of an actor whom two readings of events guess to be of
 * different kinds or types (official, organisation) the first holds, with its affiliations, as within one reading; it is a catch-all
 * if either says so (a graph file from before that mark does not). Title and
 * description are the first there are. The parts stay as they are.
 * @param conflict may be NULL; on ENT_EEXISTS the positions of the two graphs that contradict each other
 * @return ENT_EEXISTS if an id stands for different things in two graphs: the message names it and the field. ENT_ELIMIT
 *         as with the additions. O(size of the graphs) time; the peak of memory is the joined graph and a few numbers for
 *         each actor, source and file.
 */
ENT_API ent_status ent_graph_join(ent_graph **joined, size_t conflict[2], const ent_graph *const *graphs, size_t count,
                                  ent_error *error);

/* ---- Names -------------------------------------------------------------------------------------------------------- */

/** What of an actor a text fitted, best first. */
typedef enum ent_match_kind {
    ENT_MATCH_ID = 0,
    ENT_MATCH_NAME = 1,
    ENT_MATCH_ALIAS = 2,
    ENT_MATCH_CODE = 3
} ent_match_kind;
/** "id", "name", "alias", "code". Static. */
ENT_API const char *ent_match_kind_name(ent_match_kind kind);

typedef struct ent_match {
    ent_id actor;
    ent_match_kind kind;
    const char *text; /**< what it fitted, as stored ("Turkiye", "cow:640"); borrowed as above */
} ent_match;

/**
 * Finds the actor that a text names: by id, name, alias or code ("PAK", "770", "cow:770"), regardless of case,
 * accents, punctuation, hyphens, spaces and Unicode form. An exact id comes before all else. ENT_EAMBIGUOUS if several
 * actors fit, the message lists them; ENT_ENOTFOUND if none does, the message suggests the nearest names.
 * O(length) for a hit, O(names) for a miss.
 */
ENT_API ent_status ent_graph_find(ent_match *match, const ent_graph *graph, const char *text, ent_error *error);
/**
 * The nearest actors to a text, best first, at most `capacity`; `count` gets how many were written. Ordered by edit
 * distance of the folded names, then by id.
 */
ENT_API ent_status ent_graph_suggest(ent_match *matches, size_t capacity, size_t *count, const ent_graph *graph,
                                     const char *text, ent_error *error);

/* ---- Roll-up ------------------------------------------------------------------------------------------------------ */

/** One share of an actor on a day: for whom he counts, and how much. */
typedef struct ent_share {
    ent_id actor;
    double share; /**< (0, 1]; the shares of one actor on one day sum to 1 */
} ent_share;

/**
 * For whom an actor counts in an event of [first, last] (either may be open): an official for what he `serves` on that
 * day, an agency for what it is `part_of`, upward to a root. `member_of` is never followed, and an organisation of type
 * "armed group" or "rebels" (in any case) never rolls up, whatever an affiliation says. Nobody above on that day: himself.
 *
 * The day is `first`, if that is open `last`; if both are open an actor counts for his employer only if there was one
 * employer ever, in however many terms. Several employers share by confidence, shares multiply on the way upward and add up
 * at a common root. A cycle ends at the smallest id in it. At most `capacity` are written, ordered by actor.
 * ENT_ENOTFOUND: no such actor. ENT_EINVAL: last before first. ENT_ELIMIT: more than `capacity` shares, 32 actors above each
 * other, or 4096 steps on all ways upward. O(affiliations followed).
 */
ENT_API ent_status ent_graph_principals(ent_share *shares, size_t capacity, size_t *count, const ent_graph *graph,
                                        ent_id actor, ent_date first, ent_date last, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
