# What bash completes of PROGRAM.jar, after  source <(java -jar PROGRAM.jar --completion bash)
# It is known for  java -jar PROGRAM.jar  and for a command or an alias  ALIAS.

# What may follow a command, an option, or an option of a command; a slash is any file.
_lowerbound_PROGRAM() {
  case $1 in
    CASES
    *) words='' ;;
  esac
}

# Completes a program whose arguments begin with a word.
_lowerbound_complete() {
  local program=$1 first=$2 command='' words='' word files=''
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if ((COMP_CWORD > first)); then
    word=${COMP_WORDS[first]}
    "_lowerbound_$program" "$word"
    [[ $word != -* && -n $words ]] && command=$word
    if [[ $previous == -* ]]; then
      "_lowerbound_$program" "${command:+$command }$previous"
    else
      words=''
    fi
  fi
  [[ -n $words ]] || "_lowerbound_$program" "$command"
  for word in $words; do
    if [[ $word == / ]]; then
      files=yes
    elif [[ $word == "$current"* ]]; then
      COMPREPLY+=("$word")
    fi
  done
  if [[ -n $files && $current != -* ]]; then
    compopt -o filenames 2> /dev/null
    while IFS= read -r word; do
      COMPREPLY+=("$word")
    done < <(compgen -f -- "$current")
  fi
}

_lowerbound_PROGRAM_alias() {
  _lowerbound_complete PROGRAM 1
}

# Completes java -jar x.jar if x.jar is known; else files.
_lowerbound_java() {
  local i jar
  COMPREPLY=()
  for ((i = 1; i + 1 < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} == -jar ]]; then
      jar=${COMP_WORDS[i + 1]##*/}
      jar=_lowerbound_${jar%.jar}
      if declare -F "$jar" > /dev/null; then
        _lowerbound_complete "${jar#_lowerbound_}" $((i + 2))
      fi
      return
    fi
  done
}

complete -F _lowerbound_PROGRAM_alias ALIAS
# Where java is completed already it stays as it is.
complete -p java > /dev/null 2>&1 || complete -o default -F _lowerbound_java java
