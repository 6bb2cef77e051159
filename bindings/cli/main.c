/*
 * The `entente` command: finds the subcommand and runs it. Uses the library's public interface only.
 */
#include "complain.h"
#include "json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void fail_command(const char *word) {
    const char *names[64] = {NULL};
    for (size_t i = 0; commands[i] && i < 63; i++) {
        names[i] = commands[i]->name;
    }
    const char *near = nearest_word(word, names);
    if (near) {
        fail_usage(NULL, "unknown command %s; did you mean %s?", word, near);
    }
    fail_usage(NULL, "unknown command %s", word);
}

/* Standard output may be lost late: a disk that is full says so on closing only. Who reads a pipe may have had enough. */
static int close_output(int status) {
    bool is_lost = ferror(stdout) != 0;
    is_lost = fclose(stdout) != 0 || is_lost;
    if (is_lost && errno != EPIPE) {
        fail("cannot write standard output: %s", strerror(errno));
    }
    return status;
}

static bool is_help(const char *word) {
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static int run_command(const cli_command *command, int count, char **words) {
    for (int i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
        if (is_help(words[i])) {
            print_command_help(command);
            return EXIT_ANSWER;
        }
    }
    cli_arguments arguments;
    arguments_read(&arguments, command, count, words);
    int status = command->run(&arguments);
    arguments_free(&arguments);
    return status;
}

static const cli_command *expect_command(const char *word) {
    const cli_command *command = find_command(word);
    if (!command) {
        fail_command(word);
    }
    return command;
}

int main(int count, char **words) {
    json_begin();
    if (count < 2) {
        fail_usage(NULL, "no command; expected 'entente COMMAND FILE... [options]'");
    }
    const char *word = words[1];
    int status = EXIT_ANSWER;
    if (is_help(word) || (strcmp(word, "help") == 0 && count == 2)) {
        print_help();
    } else if (strcmp(word, "--version") == 0) {
        printf("entente %s\n", ent_version());
    } else if (strcmp(word, "--complete") == 0) {
        complete(count - 2, words + 2);
    } else if (strcmp(word, "help") == 0) {
        print_command_help(expect_command(words[2]));
    } else {
        status = run_command(expect_command(word), count - 2, words + 2);
    }
    return close_output(status);
}
