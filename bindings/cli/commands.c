/*
 * The table of subcommands, in the order in which help shows them.
 */
#include "command.h"

#include <string.h>

extern const cli_command info_command, resolve_command, rank_command, paths_command, mediators_command,
    communities_command, diff_command, explain_command, series_command, dot_command, export_command, import_command;

const cli_command *const commands[] = {
    &info_command, &resolve_command, &rank_command,   &paths_command, &mediators_command, &communities_command,
    &diff_command, &explain_command, &series_command, &dot_command,   &export_command,    &import_command,
    NULL,
};

const cli_command *find_command(const char *name) {
    const cli_command *const *found = commands;
    while (*found && strcmp((*found)->name, name) != 0) {
        found++;
    }
    return *found;
}
