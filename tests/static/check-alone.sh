#!/bin/sh
# Runs a copy of a program that has its plugins built in, in an empty folder: check-alone.sh PROGRAM SOURCE NEEDS-MODELS
set -u
program=$1
source=$2
needs_models=$3
models=$source/models
. "$source/tests/tap.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$program" "$folder/obelus"
cd "$folder" || exit 1

# Nothing of the environment but what a sanitizer is told.
alone () # VARIABLE=VALUE… COMMAND…
{
  env -i ASAN_OPTIONS="${ASAN_OPTIONS-}" UBSAN_OPTIONS="${UBSAN_OPTIONS-}" XDG_DATA_HOME="$folder/none" "$@"
}

libraries=$(ldd ./obelus)
! echo "$libraries" | grep -q obelus
report $? "it needs no library of Obelus" "$libraries"

listed=$(alone ./obelus list 2>&1)
echo "$listed" | grep -q 'tokenize' && echo "$listed" | grep -q 'summarize' && echo "$listed" | grep -q 'jsonl'
report $? "it has plugins" "$listed"

broken=$(alone ./obelus list --broken 2>&1)
[ "$broken" = "obelus: no module is broken" ]
report $? "none of them is broken" "$broken"

from_files=$(alone OBELUS_MODEL_PATH="$models" ./obelus run --to jsonl "$source/examples/news.txt" 2>&1)
echo "$from_files" | grep -q '"summary"'
report $? "it runs with model files" "$from_files"

if [ "$needs_models" = no ]; then
  by_itself=$(alone ./obelus run --to jsonl "$source/examples/news.txt" 2>&1)
  [ "$by_itself" = "$from_files" ]
  report $? "it gives the same with the models in it" "$by_itself"

  page=$(alone ./obelus inspect entities.obm 2>&1)
  echo "$page" | grep -q 'built-in:entities.obm' && echo "$page" | grep -qi 'licen'
  report $? "it tells what model is in it" "$page"

  # From the beginning of a page, so that they are used where the system has mapped them, without a copy.
  if command -v nm >/dev/null; then
    starts=$(nm ./obelus | grep 'obelus_model_.*_start')
    [ -n "$starts" ] && ! echo "$starts" | grep -qv '^[0-9a-f]*000 '
    report $? "each model begins with a page" "$starts"
  fi
fi

report_all
