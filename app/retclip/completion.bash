# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The part of `retclip completion bash` that does not depend on the verbs. _retclip_words KEY and _retclip_values
# "KEY --option" stand before it: KEY is empty, a verb, or a verb and its action; "VERB ?" gives a verb's actions.
_retclip() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= key= word values i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word=${COMP_WORDS[i]}
        if [ -z "$verb" ]; then
            case $word in
                --language) i=$((i + 1)) ;;
                -*) ;;
                *) verb=$word key=$word ;;
            esac
        elif [ "$key" = "$verb" ] && _retclip_words "$verb ?" | grep -qxF -- "$word"; then
            key="$verb $word"
        fi
    done
    if [ -z "$verb" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_retclip_words '')" -- "$current")
        return
    fi
    values=$(_retclip_values "$key $before")
    case $values in
        @file) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        @folder) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        @none) return ;;
        ?*) mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current"); return ;;
    esac
    case $current in
        -*) mapfile -t COMPREPLY < <(compgen -W "$(_retclip_words "$key")" -- "$current") ;;
        *)
            if [ "$key" = "$verb" ]; then
                mapfile -t COMPREPLY < <(compgen -W "$(_retclip_words "$verb ?")" -- "$current")
            fi
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
            ;;
    esac
}
complete -o filenames -F _retclip retclip
