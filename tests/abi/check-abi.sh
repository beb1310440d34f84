#!/bin/sh
# Holds the library's binary interface against the recorded one; additions are allowed.
#   check-abi.sh LIBRARY HEADERS RECORDED   compares
#   check-abi.sh --record LIBRARY HEADERS RECORDED
#   check-abi.sh --skip REASON
set -u

if [ "$1" = --skip ]; then
  echo "1..0 # SKIP $2"
  exit 0
fi
record=
if [ "$1" = --record ]; then
  record=yes
  shift
fi
library=$1
headers=$2
recorded=$3
additions=$(dirname "$0")/additions.suppr

describe () # FILE
{
  abidw --headers-dir "$headers" --drop-private-types --exported-interfaces-only --no-corpus-path --no-comp-dir-path \
    --no-show-locs --no-elf-needed --no-architecture --no-parameter-names --type-id-style hash --out-file "$1" "$library"
}

if [ -n "$record" ]; then
  describe "$recorded"
  exit
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
describe "$folder/now.abi" || { echo 'Bail out! abidw failed'; exit 1; }
[ "$(grep -c '<function-decl' "$folder/now.abi")" -gt 100 ] || { echo 'Bail out! hardly any function was described'; exit 1; }

echo '1..1'
if said=$(abidiff --no-added-syms --suppressions "$additions" "$recorded" "$folder/now.abi" 2>&1); then
  echo 'ok 1 what was compiled before still fits'
else
  echo 'not ok 1 what was compiled before still fits'
  echo "$said" | sed 's/^/# /'
  echo '# If this is meant to be so, raise OBELUS_PLUGIN_INTERFACE or the version of the library, and record it with tools/record-abi.'
  exit 1
fi
