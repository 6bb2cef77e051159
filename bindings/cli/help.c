/*
 * Help and completion, both from the tables of subcommands and options, so that they cannot say something else than what
 * is read.
 */
#include "complain.h"

#include <stdio.h>
#include <string.h>

void print_help(void) {
    puts("entente asks a graph of political actors: who is central, who stands between whom, how one\n"
         "reaches another, who mediated and who could; and draws the answer.\n\n"
         "Usage: entente COMMAND FILE... [options]\n\nCommands:");
    for (const cli_command *const *command = commands; *command; command++) {
        printf("  %-12s %s\n", (*command)->name, (*command)->summary);
    }
    puts(
        "\nFILE is an entente document (JSON), a graph file (.entente) or a file of coded events (GDELT, ICEWS, UCDP,\n"
        "...: 'entente import --help'); - is standard input; several are read as one graph.\n"
        "Every command but import takes the options of the question (--since, --until, --kinds, --actors, --codes,\n"
        "--rollup, --weight, --min-confidence, --exclude, --without-catch-alls, --directed): 'entente COMMAND "
        "--help'.\n\n"
        "      --help       show this help\n"
        "      --version    show the version\n\n"
        "Exit status: 0 an answer, 1 no answer, 2 wrong usage or input.\n\n"
        "Example:\n  entente mediators crisis.json --between Pakistan Iran --on 2024-01-29");
}

/* Prints text in lines that end before `width`, the lines after the first indented. */
static void print_wrapped(const char *text, size_t indent, size_t width) {
    size_t column = indent;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (column > indent && column + 1 + length > width) {
            printf("\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            putchar(' ');
            column++;
        }
        printf("%.*s", (int)length, text);
        column += length;
        text += length + (text[length] == ' ');
    }
    putchar('\n');
}

static void print_option(const cli_option *option) {
    char head[64], words[512] = "", help[1024];
    char letter[8] = "    ";
    if (option->letter) {
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    }
    snprintf(head, sizeof head, "  %s--%s %s", letter, option->name, option->argument ? option->argument : "");
    for (size_t i = 0, used = 0; option->words && option->words[i] && used < sizeof words; i++) {
        used += (size_t)snprintf(words + used, sizeof words - used, "%s%s", i ? ", " : "", option->words[i]);
    }
    const char *place = strstr(option->help, "%s");
    size_t before = place ? (size_t)(place - option->help) : strlen(option->help);
    snprintf(help, sizeof help, "%.*s%s%s", (int)before, option->help, place ? words : "", place ? place + 2 : "");
    printf("%-29s", head);
    if (strlen(head) > 28) {
        printf("\n%29s", "");
    }
    print_wrapped(help, 29, 96);
}

void print_command_help(const cli_command *command) {
    printf("entente %s: %s\n\nUsage: entente %s %s [options]\n", command->name, command->summary, command->name,
           command->usage);
    if (command->details) {
        printf("\n%s\n", command->details);
    }
    const cli_option *options;
    for (unsigned part = 0; (options = options_of(command, part)); part++) {
        if (part == 0 && options->name) {
            puts("\nOptions:");
        } else if (options == question_options) {
            puts("\nThe question, which relations to look at:");
        } else if (options == format_options || (options == output_options && command->has_no_format)) {
            puts("\nOutput:");
        }
        for (; options->name; options++) {
            print_option(options);
        }
    }
    printf("\nExample:\n  %s\n", command->example);
}

/* A line of completion: the word, and of its help what stands before a semicolon or the list of words. */
static void print_candidate(const char *before, const char *word, const char *description) {
    description += strncmp(description, "%s; ", 4) == 0 ? 4 : 0;
    size_t length = strcspn(description, ";%");
    while (length > 0 && strchr(" :,", description[length - 1])) {
        length--;
    }
    printf("%s%s\t%.*s\n", before, word, (int)length, description);
}

/* True if a word ("--kinds", "-m") stands for the option. */
static bool is_option(const cli_option *option, const char *word) {
    size_t dashes = strspn(word, "-");
    return dashes == 1 ? option->letter && word[1] == option->letter && !word[2]
                       : strcmp(word + dashes, option->name) == 0;
}

void complete(int count, char **words) {
    const cli_command *command = count > 0 ? find_command(words[0]) : NULL;
    if (count == 0) {
        for (const cli_command *const *each = commands; *each; each++) {
            print_candidate("", (*each)->name, (*each)->summary);
        }
    }
    const cli_option *options;
    for (unsigned part = 0; command && (options = options_of(command, part)); part++) {
        for (; options->name; options++) {
            if (count == 1) {
                print_candidate("--", options->name, options->help);
            } else if (is_option(options, words[1])) {
                for (const char *const *word = options->words; word && *word; word++) {
                    print_candidate("", *word, "");
                }
            }
        }
    }
}
