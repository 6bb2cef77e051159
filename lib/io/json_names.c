/*
 * Lists of names as JSON objects, the way Python programs keep those of temporal knowledge graphs.
 */
#include "json_names.h"
#include "json_value.h"

ent_status ent__json_names(const char *bytes, size_t length, ent__name_taker *take, void *context, ent_error *error) {
    ent__json json;
    ent_status status = ent__json_parse(&json, (ent__json_text){bytes, length}, error);
    if (status != ENT_OK) {
        return status;
    }
    status = ent__json_expect_object(&json, json.root, "a list of names and their numbers");
    const cJSON *value = status == ENT_OK ? json.root->child : NULL;
    for (; value && status == ENT_OK; value = value->next) {
        double number = 0.0;
        status = ent__json_number_of(&number, &json, value);
        if (status == ENT_OK) {
            status = take(context, value->string, number, error);
        }
    }
    ent__json_free(&json);
    return status;
}
