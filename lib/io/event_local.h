/*
 * Looking up actors and publishers in the tables of a thread, in two steps: wanted early, found when the row needs it. In
 * between the slot comes from where it lies into the nearest cache, behind the reading of the other columns. Private to io/.
 */
#ifndef ENT_EVENT_LOCAL_H
#define ENT_EVENT_LOCAL_H

#include "event_internal.h"

/* What is looked up: an actor's chain and the rest of its codes, or a publisher's host or plain text. */
typedef struct ent__wanted {
    ent__field text, rest;
    ent__key key; /* of what is short enough for one */
    size_t hash;
    bool is_short, is_host;
} ent__wanted;

/* Finds what fits no key or is met for the first time. */
uint32_t ent__local_cameo_actor(ent__worker *worker, ent__block *block, const ent__wanted *wanted);
uint32_t ent__local_new_publisher(ent__worker *worker, ent__block *block, const ent__wanted *wanted);

/* An actor of CAMEO codes: `chain`, and country, known group, ethnic, two religious and three type codes with tabs between
 * them (`rest`). */
static inline void ent__local_want_actor(ent__wanted *wanted, const ent__worker *worker, ent__field chain,
                                         ent__field rest) {
    wanted->text = chain;
    wanted->rest = rest;
    wanted->is_short = chain.length <= 16 && rest.length <= 32;
    if (wanted->is_short) {
        ent__key_put(wanted->key.words, 2, chain.text, chain.length);
        ent__key_put(wanted->key.words + 2, 4, rest.text, rest.length);
        wanted->hash = ent__key_hash(&wanted->key);
        ent__keys_fetch(&worker->actors, wanted->hash);
    }
}

/* The thread's number of it: ENT__NOBODY, ENT__UNREADABLE. On failure block->status is set. */
static inline uint32_t ent__local_actor(ent__worker *worker, ent__block *block, const ent__wanted *wanted) {
    uint32_t value = wanted->is_short ? ent__keys_get(&worker->actors, &wanted->key, wanted->hash) : ENT__UNSEEN;
    return value != ENT__UNSEEN ? value : ent__local_cameo_actor(worker, block, wanted);
}

/* The publisher of an article: the host of an address, any other text as it is. */
void ent__local_want_publisher(ent__wanted *wanted, const ent__worker *worker, ent__field address);

/* The thread's number of it; ENT_NONE: none. On failure block->status is set. */
static inline uint32_t ent__local_publisher(ent__worker *worker, ent__block *block, const ent__wanted *wanted) {
    const ent__keys *keys = wanted->is_host ? &worker->hosts : &worker->citations;
    uint32_t value = wanted->is_short ? ent__keys_get(keys, &wanted->key, wanted->hash) : ENT__UNSEEN;
    return value != ENT__UNSEEN ? value : ent__local_new_publisher(worker, block, wanted);
}

#endif
