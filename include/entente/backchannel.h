/**
 * @file backchannel.h
 * How two actors who do not speak to each other can still be joined: by how many independent ways, through whom all of these go,
 * and what a mediator would walk between them.
 */
#ifndef ENTENTE_BACKCHANNEL_H
#define ENTENTE_BACKCHANNEL_H

#include <entente/analysis.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Back channels of a pair. Immutable, freely shared; keeps no pointer to the network. */
typedef struct ent_back_channels ent_back_channels;
/** Set with ENT_BACK_CHANNEL_OPTIONS_INIT. */
typedef struct ent_back_channel_options {
    size_t size; /**< sizeof(ent_back_channel_options) */
    uint32_t shuttles; /**< most mediators whose walk is listed; 0: 10 */
    uint32_t reserved;
} ent_back_channel_options;
#define ENT_BACK_CHANNEL_OPTIONS_INIT                                                                                  \
    { sizeof(ent_back_channel_options), 0, 0 }
/**
 * Finds the back channels between two nodes: paths of the undirected positive layer other than the tie between the two.
 *
 * - **channels**: as many as share no inner node, with the fewest hops in all (ENT_PATH_VERTEX_DISJOINT). Their number is that
 *   of independent intermediaries, and, by Menger (1927), the least number of actors whose loss leaves no channel.
 * - **critical**: who is on every back channel, whichever way it goes: without him there is none. Only where there is one
 *   channel; in its order, from the first node to the second.
 * - **shuttles**: for a mediator m the walk from the first to m and on to the second, a shortest path each that does not pass
 *   the other of the two. Mediators by hops of the walk; those who are tied to both by the weaker of the two strengths P,
 *   falling; then by rising node. A walk may pass a node twice.
 *
 * Without any channel all three are empty, and it is ENT_OK. ENT_EINVAL: no such node, or one twice; ENT_ECANCELLED. Cost: a
 * search for each channel, for each hop of an only channel and for each shuttle, each as ent_paths_find();
 * 100 n bytes and 2 m.
 */
ENT_API ent_status ent_back_channels_find(ent_back_channels **channels, const ent_network *network, uint32_t first,
                                          uint32_t second, const ent_back_channel_options *options, const ent_run *run,
                                          ent_error *error);
/** Frees them; NULL is fine. */
ENT_API void ent_back_channels_free(ent_back_channels *channels);
/** What was found; borrowed for the life of the back channels. Set with ENT_BACK_CHANNELS_FOUND_INIT. */
typedef struct ent_back_channels_found {
    size_t size; /**< sizeof(ent_back_channels_found) */
    const ent_paths *channels; /**< by hops, then nodes; not to be freed, as the shuttles */
    const ent_paths *shuttles; /**< walks, of the mediators in their order */
    const uint32_t *mediators; /**< the node of each shuttle */
    const uint32_t *critical; /**< nodes */
    uint32_t critical_count;
    uint32_t is_direct; /**< non-zero: the two are tied themselves, with positive strength */
} ent_back_channels_found;
#define ENT_BACK_CHANNELS_FOUND_INIT                                                                                   \
    { sizeof(ent_back_channels_found), NULL, NULL, NULL, NULL, 0, 0 }
/** Fills what was found, as far as found->size says there is room. O(1). */
ENT_API ent_status ent_back_channels_get(ent_back_channels_found *found, const ent_back_channels *channels,
                                         ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
