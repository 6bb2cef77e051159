/*
 * Stable counting sorts by one digit after the other, the lowest first (LSD radix sort). Every piece counts its digits, the counts
 * give every piece its places, and every piece moves its ties there: pieces are counted and moved on as many threads as there are,
 * and where a tie comes to lie depends on no thread. Digits have at most 11 bits, so that the places that one thread writes to
 * at a time (2,048) stay in its cache; and no more than the number of ties has, so that few ties cost little.
 */
#include "tie_sort.h"
#include "../base/parallel.h"

#include <stdlib.h>

#define WIDEST_DIGIT 11u
/* Ties of one piece between passes: some 2 MB. */
#define PIECE 65536u

typedef struct pass {
    ent__piece *pieces;
    size_t piece_count;
    ent__tie *to;
    unsigned shift, digits; /* `digits`: how many there are */
    size_t *places; /* of each piece, of each digit: first its count, then where the next one goes */
} pass;

static ent_status count_piece(void *context, uint32_t worker, size_t item, ent_error *error) {
    const pass *all = context;
    const ent__piece *piece = &all->pieces[item];
    size_t *counts = all->places + item * all->digits;
    (void)worker;
    (void)error;
    for (size_t i = 0; i < piece->count; i++) {
        counts[piece->ties[i].pair >> all->shift & (all->digits - 1)]++;
    }
    return ENT_OK;
}

static void find_places(pass *all) {
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
    const pass *all = context;
    const ent__piece *piece = &all->pieces[item];
    size_t *places = all->places + item * all->digits;
    (void)worker;
    (void)error;
    for (size_t i = 0; i < piece->count; i++) {
        all->to[places[piece->ties[i].pair >> all->shift & (all->digits - 1)]++] = piece->ties[i];
    }
    return ENT_OK;
}

static ent_status sort_by_digit(pass *all, uint32_t workers, ent_error *error) {
    all->places = ent__calloc(all->piece_count, all->digits * sizeof *all->places);
    ent_status status =
        all->places ? ent__parallel(all->piece_count, workers, count_piece, all, NULL, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        find_places(all);
        status = ent__parallel(all->piece_count, workers, move_piece, all, NULL, error);
    }
    free(all->places);
    return status;
}

/* Cuts ties in a row into pieces. */
static void cut(ent__piece *pieces, size_t piece_count, ent__tie *ties, size_t count) {
    for (size_t i = 0; i < piece_count; i++) {
        size_t start = i * PIECE;
        pieces[i] = (ent__piece){ties + start, count - start < PIECE ? count - start : PIECE};
    }
}

/* Room for ties that are written all over: small pages took a third of the time. */
static ent__tie *room(size_t count) {
    ent__tie *ties = ent__calloc(count, sizeof *ties);
    ent__prefer_huge_pages(ties, count * sizeof *ties);
    return ties;
}

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

/* The passes after the first, between two rows of ties; `ties` gets the one that is sorted. */
static ent_status sort_by_others(ent__tie **ties, size_t count, unsigned width, unsigned bits, uint32_t workers,
                                 ent_error *error) {
    size_t piece_count = (count + PIECE - 1) / PIECE;
    ent__piece *pieces = ent__calloc(piece_count, sizeof *pieces);
    ent__tie *spare = room(count);
    ent_status status = pieces && spare ? ENT_OK : ent__fail_memory(error);
    for (unsigned shift = width; shift < bits && status == ENT_OK; shift += width) {
        cut(pieces, piece_count, *ties, count);
        pass all = {pieces, piece_count, spare, shift, 1u << width, NULL};
        status = sort_by_digit(&all, workers, error);
        spare = *ties;
        *ties = all.to;
    }
    free(pieces);
    free(spare);
    return status;
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
    unsigned widest = ent__bits_below(count) < WIDEST_DIGIT ? ent__bits_below(count) + 1 : WIDEST_DIGIT;
    unsigned passes = bits ? (bits + widest - 1) / widest : 1, width = (bits + passes - 1) / passes;
    ent__tie *ties = room(count);
    ent_status status = ties ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        pass first = {pieces, piece_count, ties, 0, 1u << width, NULL};
        status = sort_by_digit(&first, workers, error);
    }
    free_pieces(pieces, piece_count);
    if (status == ENT_OK && width < bits) {
        status = sort_by_others(&ties, count, width, bits, workers, error);
    }
    if (status != ENT_OK) {
        free(ties);
        ties = NULL;
    }
    *sorted = (ent__piece){ties, ties ? count : 0};
    return status;
}
