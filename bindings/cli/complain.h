/*
 * Messages to standard error, each with the command's name before it, and memory that is there or ends the process.
 */
#ifndef COMPLAIN_H
#define COMPLAIN_H

#include "command.h"
#include <entente/base.h>

#if defined(__GNUC__)
#define PRINTF(position, arguments) __attribute__((format(printf, position, arguments)))
#else
#define PRINTF(position, arguments)
#endif

/* Wrong usage or input: a message, and the end with EXIT_WRONG. */
_Noreturn void fail(const char *format, ...) PRINTF(1, 2);
/* The same for wrong arguments of a subcommand (NULL: of the command itself): says where its help is. */
_Noreturn void fail_usage(const cli_command *command, const char *format, ...) PRINTF(2, 3);
/* The same for what the library refused: with file (NULL: none), line and column. */
_Noreturn void fail_error(const char *file, const ent_error *error);
/* Ends the process if an option is given without the one that it belongs to: "rank: --seed is of --certainty; give both or neither". */
void expect_with(const cli_arguments *arguments, const char *option, const char *owner);
/* A question without an answer: a message, and EXIT_NO_ANSWER to return. */
int no_answer(const char *format, ...) PRINTF(1, 2);

/* The word of a list (ended by NULL) that a mistyped one is nearest to; NULL: none is near. */
const char *nearest_word(const char *text, const char *const *words);

void *allocate(size_t count, size_t size);
void *resize(void *block, size_t count, size_t size);
char *copy_text(const char *text, size_t length);

#endif
