# What zsh completes of PROGRAM.jar, after  source <(java -jar PROGRAM.jar --completion zsh)
# It is known for  java -jar PROGRAM.jar  and for a command or an alias  ALIAS. It needs compinit.

_lowerbound_PROGRAM() {
  BODY
}

# Completes java -jar x.jar if x.jar is known; else as before.
_lowerbound_java() {
  local at=${words[(i)-jar]}
  if (( at + 1 < CURRENT )) && (( ${+functions[_lowerbound_${words[at + 1]:t:r}]} )); then
    local complete=_lowerbound_${words[at + 1]:t:r}
    words=("${(@)words[at + 1, -1]}")
    (( CURRENT -= at ))
    $complete
  elif (( ${+functions[_java]} )); then
    _java
  else
    _files
  fi
}

compdef _lowerbound_PROGRAM ALIAS
compdef _lowerbound_java java
