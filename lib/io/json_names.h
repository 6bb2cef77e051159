/*
 * Names and their numbers out of a JSON object. Private.
 */
#ifndef ENT_JSON_NAMES_H
#define ENT_JSON_NAMES_H

#include "../base/base_internal.h"

/* Takes a name with its number; the text is borrowed for the call. */
typedef ent_status ent__name_taker(void *context, const char *name, double number, ent_error *error);

/* Gives every name of an object {"name": number, ...} to `take`, in the order of the text; ENT_EFORMAT for anything else.
 * O(length). */
ent_status ent__json_names(const char *bytes, size_t length, ent__name_taker *take, void *context, ent_error *error);

#endif
