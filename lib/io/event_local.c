/*
 * The tables of a thread: every text of an actor or a publisher gets the thread's own number, and is resolved when it is
 * first met. The building maps these numbers to the graph's, in the order of the files. A look costs a few nanoseconds,
 * resolving about a microsecond.
 */
#include "event_local.h"

#include <stdlib.h>

/* Longest codes of one actor, and longest name of a publisher. */
#define LONGEST_CODES 96u
#define LONGEST_PUBLISHER 255u

static void fail_memory(ent__block *block) {
    block->status = ent__fail_memory(&block->error);
}

/* ---- Actors ------------------------------------------------------------------------------------------------------- */

/* Codes are letters and digits; the tabs between them were separators. */
static bool is_readable(ent__field text) {
    for (size_t i = 0; i < text.length; i++) {
        char at = text.text[i];
        bool is_letter = (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z'), is_digit = at >= '0' && at <= '9';
        if (!is_letter && !is_digit && at != '\t' && at != ' ') {
            return false;
        }
    }
    return true;
}

/* Takes the codes apart in `text`, which has room for both fields and their ends. */
static ent_actor_codes take_apart(char *text, ent__field chain, ent__field rest) {
    char *parts[9];
    memcpy(text, chain.text, chain.length);
    text[chain.length] = '\0';
    parts[0] = text;
    char *at = text + chain.length + 1;
    memcpy(at, rest.text, rest.length);
    at[rest.length] = '\0';
    for (int i = 1; i < 9; i++) {
        parts[i] = at;
        at += strcspn(at, "\t");
        at += *at ? (*at = '\0', 1) : 0;
    }
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.chain = parts[0];
    codes.country = parts[1];
    codes.group = parts[2];
    codes.ethnic = parts[3];
    codes.religions[0] = parts[4];
    codes.religions[1] = parts[5];
    codes.types[0] = parts[6];
    codes.types[1] = parts[7];
    codes.types[2] = parts[8];
    return codes;
}

/* Resolves codes; a new actor goes to the block for the building. */
static uint32_t resolve_cameo(ent__worker *worker, ent__block *block, ent__field chain, ent__field rest) {
    if (chain.length + rest.length > LONGEST_CODES || !is_readable(chain) || !is_readable(rest)) {
        return ENT__UNREADABLE;
    }
    char text[LONGEST_CODES + 2];
    ent_actor_codes codes = take_apart(text, chain, rest);
    codes.split_government = worker->options->split_government != 0;
    size_t capacity = ENT_SPEC_TEXT + 4 * sizeof text;
    ent__found_actor *found = ent__calloc(1, sizeof *found + capacity + sizeof text);
    if (!found || !ENT__RESERVE(block->actors, block->actor_capacity, block->actor_count + 1)) {
        free(found);
        fail_memory(block);
        return ENT__NOBODY;
    }
    /* What the spec takes from its input must live as long as the spec. */
    char *kept = found->buffer + capacity;
    memcpy(kept, text, sizeof text);
    const char **members[9] = {&codes.chain,    &codes.country,      &codes.group,
                               &codes.ethnic,   &codes.religions[0], &codes.religions[1],
                               &codes.types[0], &codes.types[1],     &codes.types[2]};
    for (int i = 0; i < 9; i++) {
        *members[i] = kept + (*members[i] - text);
    }
    found->spec = (ent_actor_spec)ENT_ACTOR_SPEC_INIT;
    ent_status status = ent_actor_from_codes(&found->spec, found->buffer, capacity, &codes, &block->error);
    if (status != ENT_OK || (found->spec.flags & ENT_SPEC_NOBODY)) {
        free(found);
        block->status = status == ENT_ENOTFOUND ? block->status : status;
        return ENT__NOBODY;
    }
    block->actors[block->actor_count++] = found;
    return worker->actor_count++;
}

static uint32_t long_cameo_actor(ent__worker *worker, ent__block *block, ent__field chain, ent__field rest) {
    if (chain.length + rest.length > LONGEST_CODES) {
        return ENT__UNREADABLE;
    }
    char text[LONGEST_CODES + 1];
    memcpy(text, chain.text, chain.length);
    text[chain.length] = '\n'; /* which no field holds */
    memcpy(text + chain.length + 1, rest.text, rest.length);
    size_t length = chain.length + 1 + rest.length;
    uint32_t value = ent__keys_get_text(&worker->actors, text, length);
    if (value == ENT__UNSEEN) {
        value = resolve_cameo(worker, block, chain, rest);
        if (!ent__keys_put_text(&worker->actors, text, length, value)) {
            fail_memory(block);
        }
    }
    return value;
}

uint32_t ent__local_cameo_actor(ent__worker *worker, ent__block *block, const ent__wanted *wanted) {
    if (!wanted->is_short) {
        return long_cameo_actor(worker, block, wanted->text, wanted->rest);
    }
    uint32_t value = resolve_cameo(worker, block, wanted->text, wanted->rest);
    if (!ent__keys_put(&worker->actors, &wanted->key, value)) {
        fail_memory(block);
    }
    return value;
}

/* ---- Publishers --------------------------------------------------------------------------------------------------- */

/* The host as it names the publisher: without user, port, query and a leading "www.", in lower case. */
static ent__field trim_host(char *text, ent__field host) {
    size_t start = 0, end = 0;
    for (; end < host.length && host.text[end] != '?' && host.text[end] != '#'; end++) {
        start = host.text[end] == '@' ? end + 1 : start;
    }
    size_t length = 0;
    for (size_t i = start; i < end && host.text[i] != ':'; i++) {
        char at = host.text[i];
        text[length++] = at >= 'A' && at <= 'Z' ? (char)(at + 'a' - 'A') : at;
    }
    size_t skipped = length > 4 && memcmp(text, "www.", 4) == 0 ? 4 : 0;
    return (ent__field){text + skipped, length - skipped};
}

/* Gives a publisher to the building; ENT_NONE for what is no text to name one by. */
static uint32_t resolve_publisher(ent__worker *worker, ent__block *block, ent__field name, bool is_host) {
    char text[LONGEST_PUBLISHER];
    if (is_host) {
        name = trim_host(text, name);
    }
    if (name.length == 0 || !ent__utf8_valid(name.text, name.length, NULL)) {
        return ENT_NONE;
    }
    char *copy = ent__calloc(name.length + 1, 1);
    if (!copy || !ENT__RESERVE(block->publishers, block->publisher_capacity, block->publisher_count + 1)) {
        free(copy);
        fail_memory(block);
        return ENT_NONE;
    }
    memcpy(copy, name.text, name.length);
    block->publishers[block->publisher_count++] = copy;
    return worker->publisher_count++;
}

/* Cuts an address (letters, "://", something) to its host; false if it is none. */
static bool cut_to_host(ent__field *address) {
    size_t start = 0;
    while (start < address->length && address->text[start] >= 'a' && address->text[start] <= 'z') {
        start++;
    }
    if (start == 0 || address->length - start < 4 || memcmp(address->text + start, "://", 3) != 0) {
        return false;
    }
    address->text += start + 3;
    address->length -= start + 3;
    const char *slash = memchr(address->text, '/', address->length);
    address->length = slash ? (size_t)(slash - address->text) : address->length;
    return true;
}

void ent__local_want_publisher(ent__wanted *wanted, const ent__worker *worker, ent__field address) {
    wanted->is_host = cut_to_host(&address);
    wanted->text = address;
    wanted->is_short = address.length > 0 && address.length <= sizeof wanted->key;
    if (wanted->is_short) {
        ent__key_put(wanted->key.words, 6, address.text, address.length);
        wanted->hash = ent__key_hash(&wanted->key);
        ent__keys_fetch(wanted->is_host ? &worker->hosts : &worker->citations, wanted->hash);
    }
}

uint32_t ent__local_new_publisher(ent__worker *worker, ent__block *block, const ent__wanted *wanted) {
    ent__keys *keys = wanted->is_host ? &worker->hosts : &worker->citations;
    ent__field text = wanted->text;
    if (text.length == 0 || text.length > LONGEST_PUBLISHER) {
        return ENT_NONE;
    }
    uint32_t value = wanted->is_short ? ENT__UNSEEN : ent__keys_get_text(keys, text.text, text.length);
    if (value == ENT__UNSEEN) {
        value = resolve_publisher(worker, block, text, wanted->is_host);
        bool put = wanted->is_short ? ent__keys_put(keys, &wanted->key, value)
                                    : ent__keys_put_text(keys, text.text, text.length, value);
        if (!put) {
            fail_memory(block);
        }
    }
    return value;
}

void ent__worker_free(ent__worker *worker) {
    ent__keys_free(&worker->actors);
    ent__keys_free(&worker->hosts);
    ent__keys_free(&worker->citations);
    free(worker->fields);
    free(worker->scratch);
}
