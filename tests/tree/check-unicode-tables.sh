#!/bin/sh
# Holds the tokenizer's tables of break properties against what their generator makes of Debian's unicode-data. Skipped
# where that is not installed or of another version of Unicode than the tables.
set -u
cd "$1" || exit 1
folder=/usr/share/unicode
tables=plugins/tokenize/unicode-tables.inc

if [ ! -e "$folder/auxiliary/WordBreakProperty.txt" ]; then
  echo "1..0 # SKIP Debian's package unicode-data is not installed"
  exit 0
fi
installed=$(sed -n '1s/.*-\([0-9.]*\)\.txt.*/\1/p' "$folder/auxiliary/WordBreakProperty.txt")
kept=$(sed -n 's/^#define UNICODE_VERSION "\(.*\)"/\1/p' "$tables")
if [ "$installed" != "$kept" ]; then
  echo "1..0 # SKIP unicode-data is of Unicode $installed, the tables of $kept"
  exit 0
fi

echo 1..1
if tools/generate-unicode-tables "$folder" | cmp - "$tables" > /dev/null; then
  echo "ok 1 the tables are those that tools/generate-unicode-tables writes"
else
  echo "not ok 1 the tables are those that tools/generate-unicode-tables writes"
  echo "# make them again: tools/generate-unicode-tables $folder > $tables"
  exit 1
fi
