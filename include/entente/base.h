/**
 * @file base.h
 * Status codes, errors, running, dates, byte sinks: what every other part of entente speaks in.
 *
 * Nothing here knows of actors or relations. No function of the library prints, exits, aborts or changes the locale.
 */
#ifndef ENTENTE_BASE_H
#define ENTENTE_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(ENT_STATIC)
#ifdef ENT_BUILDING
#define ENT_API __declspec(dllexport)
#else
#define ENT_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define ENT_API __attribute__((visibility("default")))
#else
#define ENT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the headers; ent_version() gives that of the library loaded. */
#define ENT_VERSION_MAJOR 0
#define ENT_VERSION_MINOR 1
#define ENT_VERSION_PATCH 0
#define ENT_VERSION "0.1.0"

/** The version of the library, "major.minor.patch". Static, never freed. */
ENT_API const char *ent_version(void);

/* ---- Status ------------------------------------------------------------------------------------------------------- */

/** Every status: X(code, name, message). The one table that codes, names and messages come from. */
#define ENT_STATUS_MAP(X)                                                                                              \
    X(0, OK, "success")                                                                                                \
    X(1, ENOMEM, "out of memory")                                                                                      \
    X(2, EINVAL, "invalid argument")                                                                                   \
    X(3, ENOTFOUND, "not found")                                                                                       \
    X(4, EAMBIGUOUS, "more than one fits")                                                                             \
    X(5, EEXISTS, "already there")                                                                                     \
    X(6, EPARSE, "not well formed")                                                                                    \
    X(7, EFORMAT, "well formed, but not what the format asks for")                                                     \
    X(8, EIO, "input or output failed")                                                                                \
    X(9, ELIMIT, "a stated limit was exceeded")                                                                        \
    X(10, ECANCELLED, "cancelled by the caller")                                                                       \
    X(11, ENOCONVERGE, "did not converge")                                                                             \
    X(12, EUNSUPPORTED, "not supported")                                                                               \
    X(13, EINTERNAL, "a library underneath failed")

/** What a function returns: ENT_OK (0) or why it did nothing. */
typedef enum ent_status {
#define ENT_STATUS_ENUMERATOR(code, name, message) ENT_##name = (code),
    ENT_STATUS_MAP(ENT_STATUS_ENUMERATOR)
#undef ENT_STATUS_ENUMERATOR
} ent_status;

/** "ENT_EINVAL" and the like; "unknown status" for a number that is none. Static. */
ENT_API const char *ent_status_name(ent_status status);
/** The table's short English message for a status. Static. */
ENT_API const char *ent_status_message(ent_status status);

/** Bytes of an error's message, with its final NUL. */
#define ENT_ERROR_MESSAGE 512

/**
 * What went wrong, owned by the caller; every `error` argument may be NULL. Written on failure only (left alone on
 * success). `line` and `column` count from 1, columns in bytes; they are 0 where the mistake is not in a text.
 */
typedef struct ent_error {
    ent_status code;
    uint32_t line;
    uint32_t column;
    uint64_t offset; /**< byte offset from the start of the text, from 0 */
    char message
        [ENT_ERROR_MESSAGE]; /**< what was wrong, with the value, and what would be right; UTF-8, NUL-terminated */
} ent_error;

/* ---- Running ------------------------------------------------------------------------------------------------------ */

/**
 * How to run something that may take long; may be NULL everywhere. Set with ENT_RUN_INIT.
 */
typedef struct ent_run {
    size_t size; /**< sizeof(ent_run) */
    /** Called now and then from the calling thread with the share done in [0, 1]; non-zero cancels (ENT_ECANCELLED). */
    int (*progress)(void *context, double fraction);
    void *context; /**< handed to progress */
    uint64_t seed; /**< seed of everything random; the same seed gives the same result for any number of threads */
    uint32_t threads; /**< most threads to use; 0: as many as the machine has processors */
    uint32_t reserved;
} ent_run;
#define ENT_RUN_INIT                                                                                                   \
    { sizeof(ent_run), NULL, NULL, 0, 0, 0 }

/* ---- Ids ---------------------------------------------------------------------------------------------------------- */

/** A dense id, from 0 in order of creation, never reused. */
typedef uint32_t ent_id;
/** No actor, no relation, no node, no edge, no source. */
#define ENT_NONE UINT32_MAX

/* ---- Dates -------------------------------------------------------------------------------------------------------- */

/** Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t ent_date;
#define ENT_DATE_MIN INT32_MIN /**< open start: since always */
#define ENT_DATE_MAX INT32_MAX /**< open end: until further notice */

/**
 * Reads an ISO 8601 date or interval: "2024-01-16", "2024-01", "2024", "2024-01-26/2024-01-27", "2024-01-16/",
 * "/2024-01-16", "2024-01/2024-03-05". Lower precision is an interval: "2024-01" is [2024-01-01, 2024-01-31]. Both
 * ends are closed. Years 0001 to 9999.
 * @return ENT_EPARSE with what is wrong (month 13, 30 February, end before start), error->column at the place.
 */
ENT_API ent_status ent_date_parse(ent_date *first, ent_date *last, const char *text, ent_error *error);

/** Bytes that every text of ent_date_format() fits in, with its NUL. */
#define ENT_DATE_TEXT 32
/** Writes the shortest ISO 8601 text that ent_date_parse() reads back as [first, last]: "2024-01", "2024-01-16/". */
ENT_API void ent_date_format(char text[ENT_DATE_TEXT], ent_date first, ent_date last);
/** The day of a calendar date. ENT_EINVAL if there is no such day. */
ENT_API ent_status ent_date_from_ymd(ent_date *date, int32_t year, int32_t month, int32_t day, ent_error *error);
/** The calendar date of a day (not ENT_DATE_MIN or ENT_DATE_MAX). */
ENT_API void ent_date_to_ymd(ent_date date, int32_t *year, int32_t *month, int32_t *day);

/* ---- Byte sinks --------------------------------------------------------------------------------------------------- */

/** Where writers put their bytes. A plain value: fill it with your own function or take one from below. */
typedef struct ent_sink {
    /** Takes all `length` bytes or fails; a failure is handed on by the writer. */
    ent_status (*write)(void *context, const char *bytes, size_t length, ent_error *error);
    void *context;
} ent_sink;

/** A growing block of bytes. */
typedef struct ent_buffer ent_buffer;
/** An empty buffer; ENT_ENOMEM. */
ENT_API ent_status ent_buffer_new(ent_buffer **buffer, ent_error *error);
/** Frees a buffer; NULL is fine. */
ENT_API void ent_buffer_free(ent_buffer *buffer);
/** A sink that appends to the buffer; valid as long as the buffer. */
ENT_API ent_sink ent_buffer_sink(ent_buffer *buffer);
/** What has been written, NUL-terminated; borrowed until the next write or free. */
ENT_API const char *ent_buffer_data(const ent_buffer *buffer);
/** Bytes written, without the NUL. */
ENT_API size_t ent_buffer_size(const ent_buffer *buffer);

/**
 * A file that appears whole or not at all: written beside its place under a temporary name, and at commit flushed to
 * the disk (fsync) and renamed over `path`. Freed without commit, it leaves whatever stood at `path` as it was. The new
 * file gets the permissions of the old; a link stays one, its target is replaced. What is no file (a device, a pipe) is
 * written to directly. ENT_EIO with the path and the system's reason; after a write that failed, commit fails too.
 */
typedef struct ent_file ent_file;
/** Opens the file beside `path` that is written first. ENT_EIO. */
ENT_API ent_status ent_file_create(ent_file **file, const char *path, ent_error *error);
/** A sink that writes to the file; valid until commit or free. */
ENT_API ent_sink ent_file_sink(ent_file *file);
/** Puts what was written in the place of `path`, whole; before, nothing is there. ENT_EIO leaves the old file. */
ENT_API ent_status ent_file_commit(ent_file *file, ent_error *error);
/** Frees a file, and drops what was not committed; NULL is fine. */
ENT_API void ent_file_free(ent_file *file);

#ifdef __cplusplus
}
#endif
#endif
