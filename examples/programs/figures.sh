#!/bin/sh
# A plugin in shell and jq: marks tokens that begin with a digit. exec, so that one program runs and not two.
exec jq --compact-output --unbuffered '
  if has("obelus") then {}
  else {layers: {"example.figure": [.layers.token[] | select(.text | test("^[0-9]")) | {"start": .start, "end": .["end"]}]}}
  end'
