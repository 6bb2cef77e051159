/*
 * What the command adds to cJSON: see json.h.
 */
#include "json.h"
#include "complain.h"

#include <stdlib.h>
#include <string.h>

static void *allocate_bytes(size_t size) {
    return allocate(size, 1);
}

void json_begin(void) {
    cJSON_InitHooks(&(cJSON_Hooks){allocate_bytes, free});
}

void json_add_text(cJSON *object, const char *key, const char *text) {
    if (text && *text) {
        cJSON_AddStringToObject(object, key, text);
    }
}

void json_add_owned(cJSON *object, const char *key, char *text) {
    cJSON_AddStringToObject(object, key, text);
    free(text);
}

ent_status json_write(const ent_sink *sink, const cJSON *value, ent_error *error) {
    char *text = cJSON_Print(value);
    ent_status status = sink->write(sink->context, text, strlen(text), error);
    cJSON_free(text);
    return status == ENT_OK ? sink->write(sink->context, "\n", 1, error) : status;
}
