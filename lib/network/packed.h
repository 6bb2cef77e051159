/*
 * A column of whole numbers in as few bytes each as their range needs: 1, 2, 4 or 8, or none at all where all are the same. Private.
 * Threads may write different entries at once.
 */
#ifndef ENT_PACKED_H
#define ENT_PACKED_H

#include <stddef.h>
#include <stdint.h>

typedef struct ent__packed {
    uint64_t least; /* which is not stored */
    void *items; /* what each is above it; NULL: nothing */
    uint8_t width; /* bytes of an entry */
} ent__packed;

/* The bytes that numbers up to `most` above the least need. */
static inline uint8_t ent__packed_width(uint64_t most) {
    return most == 0 ? 0 : most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : most <= UINT32_MAX ? 4 : 8;
}

/* Inline: the strengths of a network that counts relations are read through it. */
static inline uint64_t ent__packed_get(const ent__packed *column, size_t i) {
    switch (column->width) {
    case 0:
        return column->least;
    case 1:
        return column->least + ((const uint8_t *)column->items)[i];
    case 2:
        return column->least + ((const uint16_t *)column->items)[i];
    case 4:
        return column->least + ((const uint32_t *)column->items)[i];
    default:
        return column->least + ((const uint64_t *)column->items)[i];
    }
}

static inline void ent__packed_set(ent__packed *column, size_t i, uint64_t value) {
    uint64_t above = value - column->least;
    switch (column->width) {
    case 0:
        break;
    case 1:
        ((uint8_t *)column->items)[i] = (uint8_t)above;
        break;
    case 2:
        ((uint16_t *)column->items)[i] = (uint16_t)above;
        break;
    case 4:
        ((uint32_t *)column->items)[i] = (uint32_t)above;
        break;
    default:
        ((uint64_t *)column->items)[i] = above;
    }
}

#define ENT__PACKED_FILL_AS(type, column, start, count, VALUE)                                                         \
    for (size_t i = 0; i < (count); i++) {                                                                             \
        ((type *)(column)->items)[(start) + i] = (type)((VALUE) - (column)->least);                                    \
    }
/* Sets `count` entries from `start` on, each to VALUE, which is of `i` from 0: the width is looked at once for all of them. */
#define ENT__PACKED_FILL(column, start, count, VALUE)                                                                  \
    do {                                                                                                               \
        switch ((column)->width) {                                                                                     \
        case 0:                                                                                                        \
            break;                                                                                                     \
        case 1:                                                                                                        \
            ENT__PACKED_FILL_AS(uint8_t, column, start, count, VALUE)                                                  \
            break;                                                                                                     \
        case 2:                                                                                                        \
            ENT__PACKED_FILL_AS(uint16_t, column, start, count, VALUE)                                                 \
            break;                                                                                                     \
        case 4:                                                                                                        \
            ENT__PACKED_FILL_AS(uint32_t, column, start, count, VALUE)                                                 \
            break;                                                                                                     \
        default:                                                                                                       \
            ENT__PACKED_FILL_AS(uint64_t, column, start, count, VALUE)                                                 \
        }                                                                                                              \
    } while (0)

#endif
