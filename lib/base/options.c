/*
 * Reading a caller's options struct of an older, equal or newer header than this library's: the first member says how
 * much of it there is. What is missing keeps its default; what this library does not know must be zero.
 */
#include "base_internal.h"

#include <string.h>

ent_status ent__options_read(void *copy, size_t known, const void *options, const char *name, ent_error *error) {
    if (!options) {
        return ENT_OK;
    }
    size_t size;
    memcpy(&size, options, sizeof size);
    if (size < sizeof size || size > 4096) {
        return ent__fail(error, ENT_EINVAL, "%s.size is %zu; set the struct with its INIT macro first", name, size);
    }
    const unsigned char *bytes = options;
    for (size_t i = known; i < size; i++) {
        if (bytes[i]) {
            return ent__fail(error, ENT_EINVAL, "%s has a member at byte %zu that this version (%s) does not know",
                             name, i, ENT_VERSION);
        }
    }
    memcpy(copy, options, size < known ? size : known);
    memcpy(copy, &known, sizeof known);
    return ENT_OK;
}

ent_status ent__result_write(void *result, const void *value, size_t known, const char *name, ent_error *error) {
    size_t size;
    memcpy(&size, result, sizeof size);
    if (size < sizeof size || size > 4096) {
        return ent__fail(error, ENT_EINVAL, "%s.size is %zu; set the struct with its INIT macro first", name, size);
    }
    memcpy(result, value, size < known ? size : known);
    memcpy(result, &size, sizeof size);
    return ENT_OK;
}
