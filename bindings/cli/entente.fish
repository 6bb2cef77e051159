# Completion of entente for fish. The words come from the command itself, so they are those that it reads.
function __entente_words
    set -l done (commandline -opc)
    set -l word (commandline -ct)
    if test (count $done) -eq 1
        $done[1] --complete 2>/dev/null
        printf '%s\n' help\t'show help' --help\t'show help' --version\t'show the version'
    else if test (count $done) -eq 2 -a "$done[2]" = help
        $done[1] --complete 2>/dev/null
    else if string match -q -- '-*' $word
        $done[1] --complete $done[2] 2>/dev/null
    else if string match -q -- '-*' $done[-1]
        set -l values ($done[1] --complete $done[2] $done[-1] 2>/dev/null)
        if test (count $values) -gt 0
            printf '%s\n' $values
        else
            __fish_complete_path $word
        end
    else
        __fish_complete_path $word
    end
end
complete -c entente -f -a '(__entente_words)'
