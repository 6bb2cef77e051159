/**
 * @file mediators.h
 * Who mediates between two parties, and who could: every component of the score with its evidence.
 * The conventions of analysis.h hold.
 */
#ifndef ENTENTE_MEDIATORS_H
#define ENTENTE_MEDIATORS_H

#include <entente/brokerage.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One who did mediate, or was asked or expected to; borrowed for the answer's life. */
typedef struct ent_mediated {
    size_t size; /**< sizeof(ent_mediated) */
    ent_id actor;
    ent_mediation_status status;
    const ent_id *relations; /**< the mediation relations of this actor and status that have both parties, rising */
    uint32_t relation_count;
    uint32_t reserved;
} ent_mediated;
#define ENT_MEDIATED_INIT                                                                                              \
    { sizeof(ent_mediated), ENT_NONE, ENT_MEDIATION_UNSTATED, NULL, 0, 0 }

/** Components of a candidate's score: X(code, ENUMERATOR, name). Definitions: ent_mediators_find(). */
#define ENT_COMPONENT_MAP(X)                                                                                           \
    X(0, SCREEN, "screen")                                                                                             \
    X(1, ACCESS, "access")                                                                                             \
    X(2, ACCEPTABILITY, "acceptability")                                                                               \
    X(3, BIAS, "bias")                                                                                                 \
    X(4, IMPARTIALITY, "impartiality")                                                                                 \
    X(5, CROSS_PRESSURE, "cross_pressure")                                                                             \
    X(6, PAIR_DEPENDENCY, "pair_dependency")                                                                           \
    X(7, FLOW_SHARE, "flow_share")                                                                                     \
    X(8, ADAMIC_ADAR, "adamic_adar")                                                                                   \
    X(9, EXPERIENCE, "experience")                                                                                     \
    X(10, EXPERIENCE_DYAD, "experience_dyad")                                                                          \
    X(11, LEVERAGE, "leverage")                                                                                        \
    X(12, AVAILABILITY, "availability")                                                                                \
    X(13, COMMON_NEIGHBOURS, "common_neighbours")                                                                      \
    X(14, PREDICTIVE, "predictive")
typedef enum ent_component {
#define ENT_COMPONENT_ENUMERATOR(code, name, text) ENT_COMPONENT_##name = (code),
    ENT_COMPONENT_MAP(ENT_COMPONENT_ENUMERATOR)
#undef ENT_COMPONENT_ENUMERATOR
        ENT_COMPONENT_COUNT
} ent_component;
/** "access", ...; NULL if it is none. Static. */
ENT_API const char *ent_component_name(ent_component component);

/** Between whom, as of when. Set with ENT_MEDIATOR_OPTIONS_INIT. */
typedef struct ent_mediator_options {
    size_t size; /**< sizeof(ent_mediator_options) */
    ent_date day; /**< T: only relations that began before this day are seen. ENT_DATE_MAX: the day after the last dated
                       day of any event, so that all are seen */
    uint32_t horizon; /**< days of evidence before T; 0: 365 */
    uint32_t experience_horizon; /**< days of mediation experience before T; 0: 1825 */
    ent_rollup rollup;
    double half_life; /**< days after which a relation weighs half in a tie; 0: no decay */
    const uint32_t *groups; /**< group of every actor of the graph (ENT_NONE: none) for the role; NULL: no roles */
    ent_component by; /**< what ranks who could; 0: screen */
    uint32_t reserved;
} ent_mediator_options;
#define ENT_MEDIATOR_OPTIONS_INIT                                                                                      \
    { sizeof(ent_mediator_options), ENT_DATE_MAX, 0, 0, ENT_ROLLUP_PRINCIPAL, 0.0, NULL, ENT_COMPONENT_SCREEN, 0 }

/** One who could mediate; borrowed for the answer's life. */
typedef struct ent_candidate {
    size_t size; /**< sizeof(ent_candidate) */
    ent_id actor;
    ent_broker_role
        role; /**< of m between A and B by the groups of the options; whether A and B are tied is not asked */
    const double *components; /**< ENT_COMPONENT_COUNT numbers by ent_component; NaN: undefined */
    uint32_t rank; /**< from 1; those equal in all that ranks them share the least */
    uint32_t reserved;
} ent_candidate;
#define ENT_CANDIDATE_INIT                                                                                             \
    { sizeof(ent_candidate), ENT_NONE, ENT_ROLE_NONE, NULL, 0, 0 }

/** Who did and who could mediate between two actors. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_mediators ent_mediators;

/**
 * Who did and who could mediate between A (party_a) and B (party_b) as of the day T. Two answers that are never mixed: who
 * did is what relations say; who could is a score of ours.
 *
 * What is seen: relations of [first, last] with first < T. One whose days are an interval is seen from the day after it may
 * have begun, also if it may have happened, or goes on, on T or later; of one that is open at its start nothing later is known.
 * Ties use those with last >= T - horizon; a relation's day for decay is the earlier of `last` and T - 1, counted from T - 1.
 * Officials and agencies count as what they serve or are part of on the day of each relation (`rollup`), and so do the parties
 * themselves, on T - 1: for the one of the largest share, the smallest id among equals.
 *
 * Who did: after roll-up the mediators of every mediation relation seen, however old, of which both A and B are parties; by
 * status, each with its relations. One that rolls up into A or B does not mediate between them.
 *
 * Who could: every actor but A and B at an end of a relation with last >= T - horizon, or of a mediation relation with
 * last >= T - experience_horizon. Of a tie x-y, both directions together, P_xy is the sum of tone * confidence * share * decay
 * over its cooperative relations, N_xy of -tone * ... over its hostile ones. A mediation ties mediators to parties, never the
 * parties. An expected mediation has not happened: it makes candidates, and enters no number and no evidence.
 * v_xy = (P - N) / (P + N + 1), in (-1, 1), 0 without a tie; a_x = P_mx / (P_mx + 1); X is A or B.
 *
 * | component       | what it is for candidate m                                              | range                  |
 * |-----------------|-------------------------------------------------------------------------|------------------------|
 * | screen          | sqrt(access * acceptability)                                            | [0, 1)                 |
 * | access          | sqrt(a_A * a_B): channels to both                                       | [0, 1)                 |
 * | acceptability   | least of (1 + v_mX) / 2; 1/2 without a tie                              | (0, 1)                 |
 * | bias            | v_mA - v_mB; positive: nearer to A                                      | (-2, 2)                |
 * | impartiality    | 1 - abs(bias) / 2                                                       | (0, 1]                 |
 * | cross_pressure  | max(0, -v_AB) * max(0, min(v_mA, v_mB)): a friend of two at odds        | [0, 1)                 |
 * | pair_dependency | ent_pair_betweenness() of A, B over positive ties, unit, without A-B    | [0, 1]; NaN: no path   |
 * | flow_share      | (F - F') / F; F ent_max_flow() of A, B without A-B, F' without m too    | [0, 1]; NaN: F = 0     |
 * | adamic_adar     | 1 / ln k if P_mA > 0 and P_mB > 0, else 0; k: m's positive ties         | [0, 1/ln 2]            |
 * | experience      | sum of confidence * w over m's mediation relations in the horizon       | >= 0                   |
 * | experience_dyad | the same over those of them of which A and B are parties                | >= 0                   |
 * | leverage        | mean over X of P_mX / (sum of P_yX over all y), 0 if that sum is 0      | [0, 1]                 |
 * | availability    | 1 - N / (P + N + 1), over m's ties to all but A and B                   | (0, 1]                 |
 * | common_neighbours | neighbours by positive ties in common with A, plus those with B       | >= 0                   |
 * | predictive      | the share of the mediations between A and B to come, see below          | [0, 1]                 |
 *
 * Of experience: the horizon is last >= T - experience_horizon; a relation counts once; w by status is 1 for conducted,
 * accepted and unstated, 1/2 for offered, 0 for appealed, expected and rejected.
 *
 * Predictive is the share of m in the mediations to come between A and B: what was done for this pair, backed off to whom the
 * network has near (Witten & Bell 1991, their method C; a Dirichlet prior as in MacKay & Peto 1995). Sums are over all candidates:
 *
 *     q = common_neighbours / sum of it
 *     predictive = (experience_dyad + d q) / (sum of experience_dyad + d), d: candidates with experience_dyad above 0
 *
 * The more different mediators a pair has had, the more room there is for a new one, which q shares out. q is 0 if nobody has a
 * neighbour in common with a party; predictive = q without experience of the pair. So it sums to 1, or less where q is 0. Unlike
 * screen it ranks those without a tie to both parties, and says who will, not who would be fit to.
 *
 * Ranking: by falling `by` (screen; NaN last), then experience_dyad, then experience (equal within a relative 1e-10 of the value
 * that opened the tie), then rising id. A candidate without access to both has screen 0 and stays listed.
 *
 * What the components stand for: access and impartiality or bias (Touval & Zartman 1985; Kydd 2003), cross-pressure as tension
 * of balance (Heider 1946), experience (Bercovitch & Gartner 2006), position in the network (Bohmelt 2009; Maoz & Terris 2006;
 * Adamic & Adar 2003; Liben-Nowell & Kleinberg 2007). The formulas are ours, and none but predictive is a probability.
 *
 * ENT_ENOTFOUND: no such party. ENT_EINVAL: both parties are, or count for, the same actor; half_life below 0 or not finite;
 * day is ENT_DATE_MIN; `by` is no component. ENT_ELIMIT: as ent_network_compile(), ent_pair_betweenness(). ENT_ECANCELLED. Cost: two
 * passes over the relations (three without a day), then O(n + m) of the window's network, O(ties of the parties' neighbours), and a
 * flow more for each actor that the first passes; 40 (n + m) bytes at the peak.
 */
ENT_API ent_status ent_mediators_find(ent_mediators **mediators, const ent_graph *graph, ent_id party_a, ent_id party_b,
                                      const ent_mediator_options *options, const ent_run *run, ent_error *error);
/** Frees an answer; NULL is fine. */
ENT_API void ent_mediators_free(ent_mediators *mediators);
/** Who did: conducted first, then accepted, unstated, offered, appealed, expected, rejected; in each by falling number of
 *  relations, then rising id. An actor has an entry for each status. ENT_EINVAL: no such index. O(1). */
ENT_API uint32_t ent_mediators_mediated_count(const ent_mediators *mediators);
/** Fills entry `index` of who did. ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_mediators_mediated(ent_mediated *mediated, const ent_mediators *mediators, uint32_t index,
                                          ent_error *error);
/** Who could, best first. ENT_EINVAL: no such index. O(1). */
ENT_API uint32_t ent_mediators_candidate_count(const ent_mediators *mediators);
/** Fills candidate `index`, 0 the best. ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_mediators_candidate(ent_candidate *candidate, const ent_mediators *mediators, uint32_t index,
                                           ent_error *error);
/**
 * The relations that a component of the candidate at `index` rests on, rising: at most `capacity` are written to `relations`,
 * `count` gets how many there are. None: no evidence.
 *
 * access, adamic_adar, leverage: the cooperative relations of m with A and B. acceptability, bias, impartiality, screen: all
 * of m with A and B. cross_pressure: these and all of A with B. pair_dependency: those of the ties on the shortest paths from A
 * to B through m. flow_share: those of the ties that the maximum flow found takes on its ways from A to B through m.
 * experience, experience_dyad: the mediation relations of weight above 0. availability: the hostile relations of m with all but
 * A and B. common_neighbours: the cooperative relations of m and of each party with those they have in common. predictive: these and
 * those of experience_dyad. ENT_EINVAL: no such index or component. ENT_ENOMEM. O(ties of m + relations written), of paths and flow O(n + m).
 */
ENT_API ent_status ent_mediators_evidence(ent_id *relations, size_t capacity, size_t *count,
                                          const ent_mediators *mediators, uint32_t index, ent_component component,
                                          ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
