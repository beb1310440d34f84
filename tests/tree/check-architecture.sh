#!/bin/sh
# Holds the tree against docs/architecture.md: every folder it names is there, every folder of the core is named, and no
# part of the core includes a header of a part above it.
set -u
cd "$1" || exit 1
page=docs/architecture.md
. "$1/tests/tap.sh"

missing=
for folder in $(sed -n 's/^| \(`.*`\) |.*/\1/p' "$page" | tr -d '`,' | sed 's/NAME\///g'); do
  [ -d "$folder" ] || missing="$missing $folder"
done
[ -z "$missing" ]
report $? "every folder of the table is there" "missing:$missing"

unnamed=
for folder in core/*/; do
  grep -q "^| \`$folder\`" "$page" || unnamed="$unnamed $folder"
done
[ -z "$unnamed" ]
report $? "every folder of the core is in the table" "not named:$unnamed"

# From the bottom up; each part may include its own headers and those of the parts before it.
below=
wrong=
for part in text document record model plugin isolate registry pipeline run; do
  below="$below $part"
  for header in $(sed -n 's/^#include "\(.*\)".*/\1/p' core/$part/*.c core/$part/*.h | sort -u); do
    found=
    for allowed in $below; do
      [ -f "core/$allowed/$header" ] && found=yes
    done
    [ -n "$found" ] || wrong="$wrong core/$part:$header"
  done
done
[ -z "$wrong" ]
report $? "no part of the core includes a header of a part above it" "$wrong"

# A plugin sees the public header, its own files, learn/ and gist/, and nothing of the core.
wrong=$(grep -ln '#include "[^"]*-private\.h"' plugins/*/*.c plugins/*/*.h learn/*.c learn/*.h gist/*.c gist/*.h 2>/dev/null \
        | while read -r file; do
            folder=$(dirname "$file")
            for header in $(sed -n 's/^#include "\(.*-private\.h\)".*/\1/p' "$file"); do
              [ -f "$folder/$header" ] || [ -f "learn/$header" ] || echo "$file:$header"
            done
          done)
[ -z "$wrong" ]
report $? "plugins include no private header of the core" "$wrong"

wrong=$(grep -l '#include <obelus/obelus\.h>' plugins/*/*.[ch] gist/*.[ch] 2>/dev/null)
[ -z "$wrong" ]
report $? "plugins include the plugin header only" "$wrong"

# The core and the command know no plugin by name.
wrong=
for plugin in plugins/*/; do
  name=$(basename "$plugin")
  case "$name" in
    text | json | digest) continue ;; # words that the core uses in other senses
  esac
  # These name layers or an option, and some are called like the plugin that makes them. Templates are plugins' own code.
  hits=$(grep -rnE "\"$name\"" core cli --include='*.c' --include='*.h' | grep -v -e /tests/ -e core/document/schema.c -e core/pipeline/condition.c -e core/model/card.c \
         -e cli/new.c -e cli/templates/)
  [ -z "$hits" ] || wrong="$wrong $hits"
done
[ -z "$wrong" ]
report $? "core and command know no plugin by name" "$wrong"

report_all
