/*
 * What every room of the library uses underneath: errors, memory, arrays, progress, numbers. Private.
 * Never prints, never aborts; every allocation is checked and its failure handed on as ENT_ENOMEM.
 */
#ifndef ENT_BASE_INTERNAL_H
#define ENT_BASE_INTERNAL_H

#include <entente/base.h>
#include <stdbool.h>

#if defined(__GNUC__)
#define ENT__PRINTF(position, arguments) __attribute__((format(printf, position, arguments)))
#else
#define ENT__PRINTF(position, arguments)
#endif

/* Fills `error` (may be NULL) and returns `status`, so that a function can end with `return ent__fail(...)`. */
ent_status ent__fail(ent_error *error, ent_status status, const char *format, ...) ENT__PRINTF(3, 4);
/* The same for a mistake in a text; line and column from 1, offset from 0. */
ent_status ent__fail_at(ent_error *error, ent_status status, uint32_t line, uint32_t column, uint64_t offset,
                        const char *format, ...) ENT__PRINTF(6, 7);
/* ENT_ENOMEM with its message. */
ent_status ent__fail_memory(ent_error *error);

/* Zeroed memory for count items, NULL on overflow or exhaustion; count 0 gives a block that may be freed. */
void *ent__calloc(size_t count, size_t item_size);
/* Grows *items (realloc) so that `needed` fit, by half more each time; false on exhaustion, with all as it was. */
bool ent__reserve(void **items, size_t *capacity, size_t needed, size_t item_size);
#define ENT__RESERVE(items, capacity, needed) ent__reserve((void **)&(items), &(capacity), (needed), sizeof *(items))

/* Advises the system to back memory that is about to be filled by large pages: filling a fresh 4 KiB page costs a fault of
 * about a microsecond. Of small memory nothing; never fails. */
void ent__prefer_huge_pages(void *memory, size_t size);

/* Options structs: ENT_EINVAL if `size` is 0 or a tail unknown to this library (size > known) is not all zero.
 * Copies what the caller knows into *copy (known bytes), whose INIT defaults stand for the rest. options may be NULL. */
ent_status ent__options_read(void *copy, size_t known, const void *options, const char *name, ent_error *error);

/* Fills a caller's result struct as far as its own `size` says there is room; ENT_EINVAL if that is 0. */
ent_status ent__result_write(void *result, const void *value, size_t known, const char *name, ent_error *error);

/* Reports progress; ENT_ECANCELLED if the caller says so. run may be NULL. */
ent_status ent__progress(const ent_run *run, double fraction, ent_error *error);
/* Threads to use: run->threads, or the processors of the machine; at least 1. */
uint32_t ent__threads(const ent_run *run);

/* Writes the shortest decimal that reads back as `value`, always with '.', whatever the locale: "0.1", "1e+300", "nan",
 * "inf", "-inf". Returns its length. `text` has room for 32 bytes. */
size_t ent__double_format(char text[32], double value);
/* Reads a decimal number in full, locale-free; false if it is none or out of range. */
bool ent__double_parse(double *value, const char *text, size_t length);

/* Ties of finite numbers: |x - y| <= 1e-10 max(|x|, |y|). An infinity equals only itself, NaN nothing. */
bool ent__equal(double x, double y);

/* Writing through a sink: every call returns the sink's status. */
ent_status ent__write(const ent_sink *sink, ent_error *error, const char *bytes, size_t length);
ent_status ent__puts(const ent_sink *sink, ent_error *error, const char *text);
ent_status ent__printf(const ent_sink *sink, ent_error *error, const char *format, ...) ENT__PRINTF(3, 4);

/* SplitMix64: the next number of a seeded stream. */
uint64_t ent__random(uint64_t *state);
/* A number below `bound`, which is above 0: even up to one part in 2^32. */
uint32_t ent__random_below(uint64_t *state, uint32_t bound);

#endif
