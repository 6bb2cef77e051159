/*
 * Ties are dealt out by the highest bits of their pairs, in one counting pass over all, and then each hand is sorted by the bits that
 * are left, the lowest digit first (LSD radix sort): all but the hands of hubs lie in a thread's own cache meanwhile, so that memory
 * is gone through twice instead of twice a digit. Every piece counts its digits, the counts give every piece its places, and every
 * piece moves its ties there: pieces and hands are taken by as many threads as there are, and where a tie comes to lie depends on no
 * thread. Digits have at most 11 bits, so that the places that one thread writes to at a time (2,048) stay in its cache; and no more
 * than the number of ties has, so that few ties cost little.
 */
#include "tie_sort.h"
#include "../base/parallel.h"
#include "../base/radix.h"

#include <stdlib.h>
#include <string.h>

#define WIDEST_DIGIT 11u
/* Up to so many ties are sorted by insertion, which needs no counts. */
#define FEW 24u

/* Room for ties that are written all over: small pages took a third of the time. */
static ent__tie *room(size_t count) {
    ent__tie *ties = ent__calloc(count, sizeof *ties);
    ent__prefer_huge_pages(ties, count * sizeof *ties);
    return ties;
}

/* ---- Dealing out -------------------------------------------------------------------------------------------------- */

typedef struct dealing {
    ent__piece *pieces;
    size_t piece_count;
    ent__tie *to;
    unsigned shift;
    size_t digits; /* how many there are */
    size_t *places; /* of each piece, of each digit: first its count, then where the next one goes */
} dealing;

static ent_status count_piece(void *context, uint32_t worker, size_t item, ent_error *error) {
    const dealing *all = context;
    const ent__piece *piece = &all->pieces[item];
    size_t *counts = all->places + item * all->digits;
    (void)worker;
    (void)error;
    for (size_t i = 0; i < piece->count; i++) {
        counts[piece->ties[i].pair >> all->shift & (all->digits - 1)]++;
    }
    return ENT_OK;
}

static void find_places(dealing *all) {
    size_t place = 0;
    for (size_t digit = 0; digit < all->digits; digit++) {
        for (size_t i = 0; i < all->piece_count; i++) {
            size_t *next = &all->places[i * all->digits + digit], count = *next;
            *next = place;
            place += count;
        }
    }
}

static ent_status move_piece(void *context, uint32_t worker, size_t item, ent_error *error) {
    const dealing *all = context;
    const ent__piece *piece = &all->pieces[item];
    size_t *places = all->places + item * all->digits;
    (void)worker;
    (void)error;
    for (size_t i = 0; i < piece->count; i++) {
        all->to[places[piece->ties[i].pair >> all->shift & (all->digits - 1)]++] = piece->ties[i];
    }
    return ENT_OK;
}

static ent_status deal(dealing *all, uint32_t workers, ent_error *error) {
    ent_status status = ent__parallel(all->piece_count, workers, count_piece, all, NULL, error);
    if (status == ENT_OK) {
        find_places(all);
        status = ent__parallel(all->piece_count, workers, move_piece, all, NULL, error);
    }
    return status;
}

/* ---- Hands -------------------------------------------------------------------------------------------------------- */

/* What is left to do once ties are dealt out. */
typedef struct hands {
    ent__tie *ties;
    const size_t *ends; /* of each hand */
    ent__keyed *turns; /* the hands by falling size, so that no thread is left with a large one at the end */
    ent__piece *spares; /* of each worker: room for its largest hand */
    unsigned bits; /* by which they are still to be sorted */
} hands;

static void sort_few(ent__tie *ties, size_t count) {
    for (size_t i = 1; i < count; i++) {
        ent__tie moved = ties[i];
        size_t place = i;
        for (; place > 0 && ties[place - 1].pair > moved.pair; place--) {
            ties[place] = ties[place - 1];
        }
        ties[place] = moved;
    }
}

static void sort_by_digit(ent__tie *to, const ent__tie *from, size_t count, unsigned shift, size_t digits) {
    size_t places[1u << WIDEST_DIGIT], place = 0;
    memset(places, 0, digits * sizeof *places);
    for (size_t i = 0; i < count; i++) {
        places[from[i].pair >> shift & (digits - 1)]++;
    }
    for (size_t digit = 0; digit < digits; digit++) {
        size_t here = places[digit];
        places[digit] = place;
        place += here;
    }
    for (size_t i = 0; i < count; i++) {
        to[places[from[i].pair >> shift & (digits - 1)]++] = from[i];
    }
}

/* The most bits of a digit that so many ties are worth. */
static unsigned widest_digit(size_t count) {
    unsigned bits = ent__bits_below(count) + 1;
    return bits < WIDEST_DIGIT ? bits : WIDEST_DIGIT;
}

/* Sorts many ties by their lowest `bits` bits between where they are and `spare`. */
static void sort_many(ent__tie *ties, ent__tie *spare, size_t count, unsigned bits) {
    ent__tie *from = ties, *to = spare;
    unsigned widest = widest_digit(count), passes = (bits + widest - 1) / widest;
    unsigned width = (bits + passes - 1) / passes;
    for (unsigned shift = 0; shift < bits; shift += width) {
        unsigned rest = bits - shift < width ? bits - shift : width; /* above lie the bits that a hand shares */
        sort_by_digit(to, from, count, shift, (size_t)1 << rest);
        ent__tie *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != ties) {
        memcpy(ties, from, count * sizeof *ties);
    }
}

static ent_status sort_hand(void *context, uint32_t worker, size_t item, ent_error *error) {
    hands *all = context;
    ent__piece *spare = &all->spares[worker];
    size_t hand = all->turns[item].item, start = hand ? all->ends[hand - 1] : 0, count = all->ends[hand] - start;
    if (count <= FEW) {
        sort_few(all->ties + start, count);
        return ENT_OK;
    }
    if (!spare->ties) { /* the first is the largest that this worker will have */
        *spare = (ent__piece){room(count), count};
    }
    if (!spare->ties) {
        return ent__fail_memory(error);
    }
    sort_many(all->ties + start, spare->ties, count, all->bits);
    return ENT_OK;
}

/* Sorts every hand of ties, which were dealt out by so many digits, by the bits left. */
static ent_status sort_hands(hands *all, size_t digits, uint32_t workers, ent_error *error) {
    all->turns = ent__calloc(digits, sizeof *all->turns);
    all->spares = ent__calloc(workers, sizeof *all->spares);
    ent_status status = all->turns && all->spares ? ENT_OK : ent__fail_memory(error);
    for (size_t i = 0; i < digits && status == ENT_OK; i++) {
        all->turns[i] = (ent__keyed){~(uint64_t)(all->ends[i] - (i ? all->ends[i - 1] : 0)), (uint32_t)i};
    }
    if (status == ENT_OK) {
        status = ent__sort_keyed(&all->turns, digits, error);
    }
    if (status == ENT_OK) {
        status = ent__parallel(digits, workers, sort_hand, all, NULL, error);
    }
    for (uint32_t i = 0; all->spares && i < workers; i++) {
        free(all->spares[i].ties);
    }
    free(all->spares);
    free(all->turns);
    return status;
}

/* ---- Both --------------------------------------------------------------------------------------------------------- */

static bool is_sorted(const ent__piece *piece) {
    for (size_t i = 1; i < piece->count; i++) {
        if (piece->ties[i].pair < piece->ties[i - 1].pair) {
            return false;
        }
    }
    return true;
}

static void free_pieces(ent__piece *pieces, size_t piece_count) {
    for (size_t i = 0; i < piece_count; i++) {
        free(pieces[i].ties);
        pieces[i] = (ent__piece){NULL, 0};
    }
}

static size_t ties_in(const ent__piece *pieces, size_t piece_count) {
    size_t count = 0;
    for (size_t i = 0; i < piece_count; i++) {
        count += pieces[i].count;
    }
    return count;
}

ent_status ent__ties_sort(ent__piece *sorted, ent__piece *pieces, size_t piece_count, unsigned bits, uint32_t workers,
                          ent_error *error) {
    size_t count = ties_in(pieces, piece_count);
    if (piece_count == 1 && is_sorted(pieces)) {
        *sorted = pieces[0];
        pieces[0] = (ent__piece){NULL, 0};
        return ENT_OK;
    }
    unsigned width = bits < widest_digit(count) ? bits : widest_digit(count);
    dealing all = {pieces, piece_count, room(count), bits - width, (size_t)1 << width, NULL};
    all.places = ent__calloc(piece_count, all.digits * sizeof *all.places);
    ent_status status = all.to && all.places ? deal(&all, workers, error) : ent__fail_memory(error);
    free_pieces(pieces, piece_count);
    if (status == ENT_OK && count > 0 && width < bits) {
        /* Where the last piece's next tie would go, a hand ends. */
        hands dealt = {.ties = all.to, .ends = all.places + (piece_count - 1) * all.digits, .bits = bits - width};
        status = sort_hands(&dealt, all.digits, workers, error);
    }
    free(all.places);
    if (status != ENT_OK) {
        free(all.to);
        all.to = NULL;
    }
    *sorted = (ent__piece){all.to, all.to ? count : 0};
    return status;
}
