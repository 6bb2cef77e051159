/*
 * The version, and the names and messages of statuses: constant tables, made from ENT_STATUS_MAP alone.
 */
#include "base_internal.h"

const char *ent_version(void) {
    return ENT_VERSION;
}

const char *ent_status_name(ent_status status) {
    switch (status) {
#define ENT__STATUS_NAME(code, name, message)                                                                          \
    case ENT_##name:                                                                                                   \
        return "ENT_" #name;
        ENT_STATUS_MAP(ENT__STATUS_NAME)
#undef ENT__STATUS_NAME
    }
    return "unknown status";
}

const char *ent_status_message(ent_status status) {
    switch (status) {
#define ENT__STATUS_MESSAGE(code, name, message)                                                                       \
    case ENT_##name:                                                                                                   \
        return message;
        ENT_STATUS_MAP(ENT__STATUS_MESSAGE)
#undef ENT__STATUS_MESSAGE
    }
    return "unknown status";
}
