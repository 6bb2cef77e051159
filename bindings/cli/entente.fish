# Completion of entente for fish. The words come from the command itself, so they are those that it reads.
function __entente_words
    set -l done (commandline -opc)
    set -l word (commandline -ct)
    if test (count $done) -eq 1
        $done[1] --complete 2>/dev/null
        printf '%s\n' help\t'show help' --help\t'show help' --version\t'show the version'
    else if test (count $done) -eq 2 -a "$done[2]" = help
        $done[1] --complete 2>/dev/null
    else if string match -q -- '--*=*' $word
        set -l parts (string split -m 1 -- = $word)
        __entente_values $done[1] $done[2] $parts[1] "$parts[1]=" "$parts[2]"
    else if string match -q -- '-*' $word
        $done[1] --complete $done[2] 2>/dev/null
    else
        __entente_values $done[1] $done[2] $done[-1] '' "$word"
    end
end

# The values of an option of a subcommand, or files where it has none: argv is program, subcommand, option, what stands before the
# value, the value so far.
function __entente_values
    set -l values
    if string match -q -- '-*' $argv[3]
        set values ($argv[1] --complete $argv[2] $argv[3] 2>/dev/null)
    end
    if test (count $values) -gt 0
        # A list of words joined by commas: the last one is completed.
        set -l list (string match -r -- '.*,' $argv[5])
        printf '%s\n' "$argv[4]$list"$values
    else
        printf '%s\n' $argv[4](__fish_complete_path $argv[5])
    end
end
complete -c entente -f -a '(__entente_words)'
