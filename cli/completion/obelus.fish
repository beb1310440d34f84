# Completion of obelus for fish: the command itself knows what may follow.
function __obelus_complete
    set --local words (commandline --tokens-expanded --cut-at-cursor 2>/dev/null; or commandline --tokenize --cut-at-cursor)
    obelus --complete $words[2..] (commandline --current-token --cut-at-cursor) 2>/dev/null | string trim --right
end
complete --command obelus --arguments '(__obelus_complete)'
