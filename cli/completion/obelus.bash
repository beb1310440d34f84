# Completion of obelus for bash: the command itself knows what may follow.
_obelus ()
{
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(obelus --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # Candidates bring the space that is to follow along; behind the others more may come.
  [ ${#COMPREPLY[@]} -eq 0 ] || compopt -o nospace
}
complete -o default -F _obelus obelus
