/* For fuzz targets that read files. */
#ifndef ENT_FUZZ_FILE_H
#define ENT_FUZZ_FILE_H

#include "fuzz.h"
#include "scratch.h"

/* The path of a file of these bytes, alone in a fresh folder; scratch_remove() both. */
static inline const char *fuzz_file(const uint8_t *bytes, size_t size) {
    FUZZ_CHECK(scratch_make(NULL) == 0);
    const char *path = scratch_path("input");
    FILE *file = fopen(path, "wb");
    FUZZ_CHECK(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
    return path;
}

#endif
