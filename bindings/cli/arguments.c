/*
 * Reads what stands after a subcommand against its lists of options: `--name value`, `--name=value`, `-o value`, `-ovalue`,
 * options and files in any order; `--` ends the options, and `-` is a file. The last value of an option counts.
 */
#include "complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const cli_option output_options[] = {
    {"output", 'o', "FILE", "write to FILE, which appears whole or not at all", NULL, false},
    {"help", 'h', NULL, "show this help", NULL, false},
    {0},
};
static const char *const formats[] = {"table", "tsv", "json", NULL};
const cli_option format_options[] = {
    {"format", 0, "FORMAT", "%s; tables are for reading and round numbers", formats, false},
    {0},
};

const cli_option *options_of(const cli_command *command, unsigned part) {
    const cli_option *parts[5] = {command->options};
    size_t count = 1;
    if (!command->has_no_question) {
        parts[count++] = question_options;
    }
    if (!command->has_no_format) {
        parts[count++] = format_options;
    }
    parts[count] = output_options;
    return parts[part];
}

/* The option of a long name of `length` letters, or of a letter (name NULL). */
static const cli_option *find_option(const cli_command *command, const char *name, size_t length, char letter) {
    const cli_option *options;
    for (unsigned part = 0; (options = options_of(command, part)); part++) {
        for (; options->name; options++) {
            bool fits = name ? strlen(options->name) == length && strncmp(options->name, name, length) == 0
                             : options->letter == letter;
            if (fits) {
                return options;
            }
        }
    }
    return NULL;
}

static _Noreturn void fail_option(const cli_command *command, const char *word) {
    const char *names[64] = {NULL};
    size_t count = 0;
    const cli_option *options;
    for (unsigned part = 0; (options = options_of(command, part)); part++) {
        for (; options->name && count < 63; options++) {
            names[count++] = options->name;
        }
    }
    char *name = copy_text(word + strspn(word, "-"), strcspn(word + strspn(word, "-"), "="));
    const char *near = nearest_word(name, names);
    if (near) {
        fail_usage(command, "%s: unknown option %s; did you mean --%s?", command->name, word, near);
    }
    fail_usage(command, "%s: unknown option %s", command->name, word);
}

/* All words of a list in one text: "table, tsv or json". */
static const char *join_words(char *text, size_t room, const char *const *words) {
    size_t used = 0;
    for (size_t i = 0; words[i] && used < room; i++) {
        const char *before = i == 0 ? "" : words[i + 1] ? ", " : " or ";
        used += (size_t)snprintf(text + used, room - used, "%s%s", before, words[i]);
    }
    return text;
}

static void check_word(const cli_command *command, const cli_option *option, const char *value) {
    char text[512];
    for (const char *const *word = option->words; *word; word++) {
        if (strcmp(*word, value) == 0) {
            return;
        }
    }
    const char *near = nearest_word(value, option->words);
    if (near) {
        fail_usage(command, "%s: --%s is \"%s\"; did you mean %s? There are %s", command->name, option->name, value,
                   near, join_words(text, sizeof text, option->words));
    }
    fail_usage(command, "%s: --%s is \"%s\"; expected %s", command->name, option->name, value,
               join_words(text, sizeof text, option->words));
}

typedef struct reader {
    cli_arguments *to;
    char **words;
    int count, at; /* the next word */
    bool is_open; /* no "--" yet */
} reader;

static void set(reader *in, const cli_option *option, const char *first, const char *second) {
    cli_arguments *to = in->to;
    if (option->words && !option->is_list) {
        check_word(to->command, option, first);
    }
    to->settings = resize(to->settings, to->setting_count + 1, sizeof *to->settings);
    to->settings[to->setting_count++] = (cli_setting){option, {first, second}};
}

static const char *next_value(reader *in, const cli_option *option) {
    if (in->at >= in->count || strncmp(in->words[in->at], "--", 2) == 0) {
        fail_usage(in->to->command, "%s: --%s needs %s", in->to->command->name, option->name, option->argument);
    }
    return in->words[in->at++];
}

/* Sets an option whose first value, if there is one in the same word, is `value`. */
static void read_option(reader *in, const cli_option *option, const char *value) {
    if (!option->argument) {
        if (value) {
            fail_usage(in->to->command, "%s: --%s takes no value", in->to->command->name, option->name);
        }
        set(in, option, "", NULL);
        return;
    }
    const char *first = value ? value : next_value(in, option);
    bool is_pair = strchr(option->argument, ' ') != NULL;
    set(in, option, first, is_pair ? next_value(in, option) : NULL);
}

static void read_word(reader *in) {
    cli_arguments *to = in->to;
    char *word = in->words[in->at++];
    if (!in->is_open || word[0] != '-' || !word[1]) {
        to->operands = resize(to->operands, to->operand_count + 1, sizeof *to->operands);
        to->operands[to->operand_count++] = word;
    } else if (strcmp(word, "--") == 0) {
        in->is_open = false;
    } else {
        bool is_long = word[1] == '-';
        size_t length = strcspn(word, "=");
        const cli_option *option = find_option(to->command, is_long ? word + 2 : NULL, length - 2, word[1]);
        if (!option || (!is_long && word[2] && !option->argument)) {
            fail_option(to->command, word);
        }
        const char *value = is_long ? (word[length] ? word + length + 1 : NULL) : word[2] ? word + 2 : NULL;
        read_option(in, option, value);
    }
}

void arguments_read(cli_arguments *arguments, const cli_command *command, int count, char **words) {
    *arguments = (cli_arguments){.command = command};
    reader in = {arguments, words, count, 0, true};
    while (in.at < in.count) {
        read_word(&in);
    }
}

void arguments_free(cli_arguments *arguments) {
    free(arguments->operands);
    free(arguments->settings);
}

const cli_setting *argument_setting(const cli_arguments *arguments, const char *name) {
    for (size_t i = arguments->setting_count; i-- > 0;) {
        if (strcmp(arguments->settings[i].option->name, name) == 0) {
            return &arguments->settings[i];
        }
    }
    return NULL;
}

const char *argument(const cli_arguments *arguments, const char *name) {
    const cli_setting *found = argument_setting(arguments, name);
    return found ? found->values[0] : NULL;
}

unsigned argument_number(const cli_arguments *arguments, const char *name, unsigned otherwise) {
    const char *text = argument(arguments, name);
    if (!text) {
        return otherwise;
    }
    bool is_number = *text && strlen(text) <= 9 && text[strspn(text, "0123456789")] == '\0';
    unsigned long number = is_number ? strtoul(text, NULL, 10) : 0;
    if (number == 0) {
        fail_usage(arguments->command, "%s: --%s is \"%s\"; expected a whole number from 1 to 999999999",
                   arguments->command->name, name, text);
    }
    return (unsigned)number;
}

char *argument_item(const cli_arguments *arguments, const char *name, cli_cursor *cursor) {
    while (!cursor->rest || !*cursor->rest) {
        if (cursor->setting >= arguments->setting_count) {
            return NULL;
        }
        const cli_setting *next = &arguments->settings[cursor->setting++];
        cursor->rest = strcmp(next->option->name, name) == 0 ? next->values[0] : NULL;
        if (cursor->rest && !*cursor->rest) {
            fail_usage(arguments->command, "%s: --%s is empty", arguments->command->name, name);
        }
    }
    size_t length = strcspn(cursor->rest, ",");
    char *item = copy_text(cursor->rest, length);
    cursor->rest += length + (cursor->rest[length] == ',');
    return item;
}
