/**
 * @file journeys.h
 * Paths through time: contacts that follow one another, and what is central in them. The conventions of analysis.h hold.
 */
#ifndef ENTENTE_JOURNEYS_H
#define ENTENTE_JOURNEYS_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The dated contacts that a view leaves, sorted for paths through time. Immutable, freely shared.
 *
 * A contact may be used on any of its days, once a day or more, and takes `traversal` days from departure to arrival. A
 * journey uses contacts one after the other, none left before the one before has arrived; waiting is free. With a traversal
 * of 0 a chain of contacts of one day is a journey, in whatever order they were added. Undirected contacts are usable
 * both ways.
 */
typedef struct ent_contacts ent_contacts;

/** Contacts as arrays, for one's own data. Set with ENT_CONTACT_LIST_INIT. */
typedef struct ent_contact_list {
    size_t size; /**< sizeof(ent_contact_list) */
    uint32_t node_count;
    uint32_t directed; /**< non-zero: usable from -> to only */
    size_t count;
    const uint32_t *from;
    const uint32_t *to;
    const ent_date *first; /**< first day of use; ENT_DATE_MIN: open */
    const ent_date *last; /**< last day of use, >= first; ENT_DATE_MAX: open */
    const int32_t *traversal; /**< days from departure to arrival, >= 0; NULL: 0 each */
    const double *length; /**< finite, > 0; NULL: 1 each */
} ent_contact_list;
#define ENT_CONTACT_LIST_INIT                                                                                          \
    { sizeof(ent_contact_list), 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL }

/**
 * Contacts of a graph under a view: each relation arc of the positive layer, clipped to the view's window, each of length 1
 * and of `traversal` days. Nodes as in ent_network_compile() of the same view, hostile relations and loops included; a loop
 * is no contact. An affiliation, if the view asks for it, is a standing contact. A relation that a view rolls up into several
 * pairs is a contact of each. O(relations + arcs).
 */
ENT_API ent_status ent_contacts_compile(ent_contacts **contacts, const ent_graph *graph, const ent_view *view,
                                        uint32_t traversal, const ent_run *run, ent_error *error);
/** Contacts from arrays, which are copied; a contact's relation is its position. Contacts from a node to itself are left
 *  out. ENT_EINVAL names the contact and its value that is wrong. O(nodes + contacts); 24 bytes a contact are kept. */
ENT_API ent_status ent_contacts_from_list(ent_contacts **contacts, const ent_contact_list *list, ent_error *error);
/** Frees contacts; NULL is fine. */
ENT_API void ent_contacts_free(ent_contacts *contacts);
/** Number of nodes: 0 to one less. */
ENT_API uint32_t ent_contacts_node_count(const ent_contacts *contacts);
/** Number of contacts; one on several days counts once. */
ENT_API size_t ent_contacts_count(const ent_contacts *contacts);
/** The actor of a node (of a list: the node), or ENT_NONE. O(1). */
ENT_API ent_id ent_contacts_actor(const ent_contacts *contacts, uint32_t node);
/** The node of an actor, or ENT_NONE. O(log n). */
ENT_API uint32_t ent_contacts_node(const ent_contacts *contacts, ent_id actor);

/** What a journey through time aims at. */
typedef enum ent_journey_objective {
    ENT_EARLIEST_ARRIVAL = 0, /**< from the source, the day of arrival; the source itself: `since` */
    ENT_LATEST_DEPARTURE = 1, /**< to the target, the last day to set out; the target itself: `until`; -inf: never */
    ENT_FASTEST = 2, /**< least arrival - departure in days, departure being the day of the first contact used */
    ENT_FEWEST_HOPS = 3,
    ENT_LEAST_LENGTH = 4 /**< least sum of the contacts' lengths */
} ent_journey_objective;

/** Which journeys. Set with ENT_JOURNEY_OPTIONS_INIT. */
typedef struct ent_journey_options {
    size_t size; /**< sizeof(ent_journey_options) */
    ent_date since; /**< closed window: depart on or after; ENT_DATE_MIN: the first day that any contact names */
    ent_date until; /**< arrive on or before; ENT_DATE_MAX: the last day on which any contact named can arrive */
    ent_journey_objective objective;
    uint32_t reserved;
} ent_journey_options;
#define ENT_JOURNEY_OPTIONS_INIT                                                                                       \
    { sizeof(ent_journey_options), ENT_DATE_MIN, ENT_DATE_MAX, ENT_EARLIEST_ARRIVAL, 0 }

/**
 * One to all: `values` gets n numbers by objective; +inf (latest departure: -inf) where there is no journey, 0 for the node
 * itself by the last three. `node` is the source, or for ENT_LATEST_DEPARTURE the target. After Wu et al. 2014, extended to
 * same-day chains in any order and to contacts of several days.
 *
 * O(n + contacts), and log n for every contact of several days; the last three also for every time that a node's number gets
 * better. Reads the contacts of the window once, in order; 9 n bytes where these are of one day each, and what
 * is under way at a time. ENT_EINVAL for a node or a window that is none.
 */
ENT_API ent_status ent_journeys_from(double *values, const ent_contacts *contacts, uint32_t node,
                                     const ent_journey_options *options, const ent_run *run, ent_error *error);

/** A journey: steps in order of time. */
typedef struct ent_journey ent_journey;
/** How sure the order of steps is when all that is known of each is that it took place on one of its contact's days. */
typedef enum ent_certainty {
    ENT_CERTAIN = 0, /**< in order, whichever days of the window these were: each arrives at the latest before or on the
                          first day of the next one's contact */
    ENT_POSSIBLE = 1, /**< in order on some of these days, out of order on others */
    ENT_IMPOSSIBLE = 2 /**< in order on none */
} ent_certainty;
typedef struct ent_journey_view {
    size_t size; /**< sizeof(ent_journey_view) */
    double value; /**< of the objective */
    uint32_t hops; /**< 0: source is target, or there is no journey (value infinite) */
    ent_certainty certainty; /**< certain or possible; without steps, certain */
    const uint32_t *nodes; /**< hops + 1 */
    const ent_date *days; /**< hops: the day each step is taken */
    const ent_id *relations; /**< hops: the relation used */
} ent_journey_view;
#define ENT_JOURNEY_VIEW_INIT                                                                                          \
    { sizeof(ent_journey_view), 0.0, 0, ENT_CERTAIN, NULL, NULL, NULL }
/**
 * One journey: best by the objective, then earlier arrival, fewer hops, the smaller node sequence, earlier days (the first
 * step's first), and for each step the shortest contact, then the smallest relation, that these days allow. No journey: one
 * without steps and an infinite value, and ENT_OK. O(n + contacts) for each of at most two sweeps, then the contacts of the
 * nodes that can still reach the target in time. 17 n bytes for ENT_EARLIEST_ARRIVAL where contacts are of one day each.
 */
ENT_API ent_status ent_journey_find(ent_journey **journey, const ent_contacts *contacts, uint32_t source,
                                    uint32_t target, const ent_journey_options *options, const ent_run *run,
                                    ent_error *error);
/** Frees a journey; NULL is fine. */
ENT_API void ent_journey_free(ent_journey *journey);
/** Reads a journey; borrowed for its life. */
ENT_API ent_status ent_journey_get(ent_journey_view *view, const ent_journey *journey, ent_error *error);
/**
 * Whether a path can be a journey in the window of the options (their objective is not read): certain if for each of its
 * `hops` steps (hops + 1 nodes) there is a contact so that the order is certain, impossible if there is no such journey, else
 * possible. For paths found without regard to time, which may use a later meeting before an earlier one. O(contacts of the
 * nodes passed).
 */
ENT_API ent_status ent_journey_check(ent_certainty *certainty, const ent_contacts *contacts, const uint32_t *nodes,
                                     uint32_t hops, const ent_journey_options *options, ent_error *error);

/**
 * Who can be reached from a node in the window of the options, or by ENT_LATEST_DEPARTURE who can reach it, in order of
 * nodes, without the node itself. `nodes` has room for n. Cost as ent_journeys_from(), and
 * 8 n bytes more.
 */
ENT_API ent_status ent_contacts_reach(uint32_t *nodes, uint32_t *count, const ent_contacts *contacts, uint32_t node,
                                      const ent_journey_options *options, const ent_run *run, ent_error *error);

/**
 * Temporal closeness of every node (n numbers): 1/(n-1) times the sum over all others v of
 * - ENT_FEWEST_HOPS: 1/h, the hops to v;
 * - ENT_EARLIEST_ARRIVAL: 1/(1 + a - since), the day a of arrival at v (`since` as the window says it where open);
 * - ENT_FASTEST: 1/(1 + d), the days d from departure to arrival;
 * 0 for a v that cannot be reached. From the node, along contacts. NaN if n = 1. The harmonic form of Marchiori & Latora 2000
 * for time-respecting distances; 1 + keeps what is reached on the same day finite. Other objectives: ENT_EINVAL. n sweeps;
 * 17 n bytes a thread where contacts are of one day each.
 */
ENT_API ent_status ent_contacts_closeness(double *scores, const ent_contacts *contacts,
                                          const ent_journey_options *options, const ent_run *run, ent_error *error);

/** Which journeys temporal betweenness counts between two nodes. */
typedef enum ent_journey_optimum {
    ENT_OPTIMUM_SHORTEST = 0, /**< those with the fewest hops */
    ENT_OPTIMUM_SHORTEST_FOREMOST = 1 /**< among those that arrive earliest, those with the fewest hops */
} ent_journey_optimum;
/** When two journeys are the same one. */
typedef enum ent_journey_count {
    ENT_COUNT_LABELLED = 0, /**< same nodes on the same days; several contacts of one day between two nodes are one */
    ENT_COUNT_ROUTES = 1 /**< same nodes, on whatever days: where standing ties would swamp the counts */
} ent_journey_count;

/** How to compute temporal betweenness. Set with ENT_JOURNEY_BETWEENNESS_INIT. */
typedef struct ent_journey_betweenness {
    size_t size; /**< sizeof(ent_journey_betweenness) */
    ent_date since; /**< window as in ent_journey_options */
    ent_date until;
    ent_journey_optimum optimum;
    ent_journey_count count;
    int32_t normalized; /**< non-zero: divided by (n-1)(n-2) */
    uint32_t reserved;
    uint64_t max_contacts; /**< most contacts by days; 0: 10,000,000 */
} ent_journey_betweenness;
#define ENT_JOURNEY_BETWEENNESS_INIT                                                                                   \
    { sizeof(ent_journey_betweenness), ENT_DATE_MIN, ENT_DATE_MAX, ENT_OPTIMUM_SHORTEST, ENT_COUNT_LABELLED, 0, 0, 0 }
/**
 * Temporal betweenness of every node v (n numbers): the sum over ordered pairs s, z (also of undirected contacts) of the share
 * of the optimal journeys from s to z that pass v; ends excluded, 0 where there is none. Variants of Buss, Molter, Niedermeier
 * & Rymar 2020, non-strict where the traversal is 0, strict where it is 1 or more. NaN if normalised and n < 3.
 *
 * Contacts of several days count as one a day; more than `max_contacts` in all: ENT_ELIMIT. Counting foremost or fastest
 * journeys is `#P`-hard and not offered. O(n M) for M contacts by days; by routes, times a node's distinct arrivals.
 * O(n + M) memory a thread, 75 bytes each.
 */
ENT_API ent_status ent_contacts_betweenness(double *scores, const ent_contacts *contacts,
                                            const ent_journey_betweenness *options, const ent_run *run,
                                            ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
