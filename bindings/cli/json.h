/*
 * JSON as the command makes it. The one file that includes cJSON's header; answers are built with its functions as they are.
 *
 * Memory is there or the process ends, so what they give is not checked. Keys are literals, each added once to an object.
 */
#ifndef JSON_H
#define JSON_H

#include <cjson/cJSON.h>
#include <entente/base.h>

/* Makes cJSON end the process where there is no memory; before anything else. */
void json_begin(void);
/* Adds a text, or nothing where it is NULL or empty. */
void json_add_text(cJSON *object, const char *key, const char *text);
/* Adds a text and frees it. */
void json_add_owned(cJSON *object, const char *key, char *text);
/* Writes a value in lines, indented. */
ent_status json_write(const ent_sink *sink, const cJSON *value, ent_error *error);

#endif
