# Completion of entente for bash. The words come from the command itself, so they are those that it reads.
_entente() {
    local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} subcommand=${COMP_WORDS[1]}
    local program=${COMP_WORDS[0]} words=() list=""
    # --name=value stands in three words.
    if [[ $word == = ]]; then
        word=""
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        words=($("$program" --complete 2>/dev/null | cut -f1) help --help --version)
    elif ((COMP_CWORD == 2)) && [[ $subcommand == help ]]; then
        words=($("$program" --complete 2>/dev/null | cut -f1))
    elif [[ $word == -* ]]; then
        words=($("$program" --complete "$subcommand" 2>/dev/null | cut -f1))
    elif [[ $before == -* ]]; then
        words=($("$program" --complete "$subcommand" "$before" 2>/dev/null | cut -f1))
    fi
    if ((${#words[@]})); then
        # A list of words joined by commas: the last one is completed.
        [[ $word == *,* ]] && list=${word%,*},
        COMPREPLY=($(compgen -P "$list" -W "${words[*]}" -- "${word##*,}"))
    else
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -F _entente entente
