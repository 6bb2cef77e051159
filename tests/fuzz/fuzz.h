/* What the fuzz targets share. */
#ifndef ENT_FUZZ_H
#define ENT_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The one function of a target: never fails, aborts where a promise is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_CHECK(promise)                                                                                            \
    do {                                                                                                               \
        if (!(promise)) {                                                                                              \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #promise);                                      \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The input as text with its NUL; a NUL inside ends it. free() it. */
static inline char *fuzz_text(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    FUZZ_CHECK(text);
    if (size) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    return text;
}

#endif
