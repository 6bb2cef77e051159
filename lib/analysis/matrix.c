/*
 * Matrices by rows: made, multiplied, transposed. O(size + entries).
 */
#include "matrix.h"

#include <stdlib.h>

void ent__matrix_free(ent__matrix *matrix) {
    free(matrix->own_offsets);
    free(matrix->own_columns);
    free(matrix->own_values);
    *matrix = (ent__matrix){0};
}

ent_status ent__matrix_make(ent__matrix *matrix, uint32_t size, uint32_t entries, bool valued, ent_error *error) {
    *matrix = (ent__matrix){.size = size};
    matrix->offsets = matrix->own_offsets = ent__calloc((size_t)size + 1, sizeof *matrix->own_offsets);
    matrix->columns = matrix->own_columns = ent__calloc(entries, sizeof *matrix->own_columns);
    matrix->values = matrix->own_values = valued ? ent__calloc(entries, sizeof *matrix->own_values) : NULL;
    if (!matrix->offsets || !matrix->columns || (valued && !matrix->values)) {
        ent__matrix_free(matrix);
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

void ent__matrix_times(double *product, const ent__matrix *matrix, const double *x, uint32_t start, uint32_t end) {
    for (uint32_t row = start; row < end; row++) {
        uint32_t first = matrix->offsets[row];
        product[row] = ent__row_times(matrix->columns + first, matrix->values ? matrix->values + first : NULL,
                                      matrix->offsets[row + 1] - first, x);
    }
}

ent_status ent__matrix_transpose(ent__matrix *transposed, const ent__matrix *matrix, ent_error *error) {
    uint32_t n = matrix->size, entries = matrix->offsets[n];
    uint32_t *place = ent__calloc((size_t)n + 1, sizeof *place);
    *transposed = (ent__matrix){0};
    ent_status status =
        place ? ent__matrix_make(transposed, n, entries, matrix->values != NULL, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        uint32_t *offsets = transposed->own_offsets;
        for (uint32_t i = 0; i < entries; i++) {
            offsets[matrix->columns[i] + 1]++;
        }
        for (uint32_t row = 0; row < n; row++) {
            place[row] = offsets[row];
            offsets[row + 1] += offsets[row];
        }
        for (uint32_t row = 0; row < n; row++) {
            for (uint32_t i = matrix->offsets[row]; i < matrix->offsets[row + 1]; i++) {
                uint32_t to = place[matrix->columns[i]]++;
                transposed->own_columns[to] = row;
                if (matrix->values) {
                    transposed->own_values[to] = matrix->values[i];
                }
            }
        }
    }
    free(place);
    return status;
}
