/*
 * What the command consists of: a table of subcommands, each with options of its own beside those that all share. To add one:
 * a file that defines its `command`, and a row in commands.c. Help, completion and the checks of arguments follow from there.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* What the process ends with. */
enum { EXIT_ANSWER = 0, EXIT_NO_ANSWER = 1, EXIT_WRONG = 2 };

/* One option. A list of them ends with one without a name. */
typedef struct cli_option {
    const char *name; /* without the dashes */
    char letter; /* short form; 0: none */
    const char *argument; /* what help calls its value, "A B" if it takes two; NULL: it takes none */
    const char *help; /* may hold %s: where the words stand */
    const char *const *words; /* the values there are, ended by NULL; NULL: any */
    bool is_list; /* several values joined by commas */
} cli_option;

typedef struct cli_arguments cli_arguments;

typedef struct cli_command {
    const char *name;
    const char *usage; /* after the name: "FILE..." */
    const char *summary; /* a line without a full stop */
    const char *details; /* paragraphs; NULL: none */
    const char *example;
    const cli_option *options; /* its own */
    bool has_no_format; /* writes a file, not an answer in --format */
    bool has_no_question; /* asks nothing of the relations */
    int (*run)(const cli_arguments *arguments);
} cli_command;

/* Every subcommand, ended by NULL. */
extern const cli_command *const commands[];
const cli_command *find_command(const char *name);

/* An option that was given. */
typedef struct cli_setting {
    const cli_option *option;
    const char *values[2];
} cli_setting;

/* What a subcommand was called with. */
struct cli_arguments {
    const cli_command *command;
    const char **operands; /* what is no option: files */
    size_t operand_count;
    cli_setting *settings; /* in their order */
    size_t setting_count;
};

/* Reads the arguments after the subcommand's name; ends the process with a message on wrong usage. */
void arguments_read(cli_arguments *arguments, const cli_command *command, int count, char **words);
void arguments_free(cli_arguments *arguments);
/* The last value given to an option; NULL: not given. A flag that was given has "". */
const char *argument(const cli_arguments *arguments, const char *name);
/* The last setting of an option; NULL: not given. */
const cli_setting *argument_setting(const cli_arguments *arguments, const char *name);
/* A whole number of at least 1; `otherwise` if it was not given. */
unsigned argument_number(const cli_arguments *arguments, const char *name, unsigned otherwise);
/* The next item of a list option, over all times it was given; NULL: no more. Start with a cursor of zeros; free() the item. */
typedef struct cli_cursor {
    size_t setting;
    const char *rest;
} cli_cursor;
char *argument_item(const cli_arguments *arguments, const char *name, cli_cursor *cursor);

/* The lists of options of a subcommand: its own, the question's, the output's; `part` from 0, NULL after the last. */
const cli_option *options_of(const cli_command *command, unsigned part);
extern const cli_option question_options[];
extern const cli_option output_options[];
extern const cli_option format_options[];

void print_help(void);
void print_command_help(const cli_command *command);
/* What the shells' completions ask for: subcommands, options of one, values of an option; "word<tab>description" a line. */
void complete(int count, char **words);

#endif
