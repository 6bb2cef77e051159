/*
 * Matrices by rows: made, multiplied, transposed. O(size + entries).
 */
#include "matrix.h"

#include <stdlib.h>

void ent__matrix_free(ent__matrix *matrix) {
    free(matrix->offsets);
    free(matrix->columns);
    free(matrix->values);
    *matrix = (ent__matrix){0};
}

ent_status ent__matrix_make(ent__matrix *matrix, uint32_t size, uint32_t entries, ent_error *error) {
    *matrix = (ent__matrix){.size = size};
    matrix->offsets = ent__calloc((size_t)size + 1, sizeof *matrix->offsets);
    matrix->columns = ent__calloc(entries, sizeof *matrix->columns);
    matrix->values = ent__calloc(entries, sizeof *matrix->values);
    if (!matrix->offsets || !matrix->columns || !matrix->values) {
        ent__matrix_free(matrix);
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

void ent__matrix_times(double *product, const ent__matrix *matrix, const double *x) {
    for (uint32_t row = 0; row < matrix->size; row++) {
        double sum = 0.0;
        for (uint32_t i = matrix->offsets[row]; i < matrix->offsets[row + 1]; i++) {
            sum += matrix->values[i] * x[matrix->columns[i]];
        }
        product[row] = sum;
    }
}

ent_status ent__matrix_transpose(ent__matrix *transposed, const ent__matrix *matrix, ent_error *error) {
    uint32_t n = matrix->size, entries = matrix->offsets[n];
    uint32_t *place = ent__calloc((size_t)n + 1, sizeof *place);
    *transposed = (ent__matrix){0};
    ent_status status = place ? ent__matrix_make(transposed, n, entries, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < entries; i++) {
            transposed->offsets[matrix->columns[i] + 1]++;
        }
        for (uint32_t row = 0; row < n; row++) {
            place[row] = transposed->offsets[row];
            transposed->offsets[row + 1] += transposed->offsets[row];
        }
        for (uint32_t row = 0; row < n; row++) {
            for (uint32_t i = matrix->offsets[row]; i < matrix->offsets[row + 1]; i++) {
                uint32_t to = place[matrix->columns[i]]++;
                transposed->columns[to] = row;
                transposed->values[to] = matrix->values[i];
            }
        }
    }
    free(place);
    return status;
}
