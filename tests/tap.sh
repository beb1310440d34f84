# Results in TAP, for checks that are shell scripts: sourced, not run. What was checked is counted; report_all () ends the script.
count=0
failures=0

report () # condition's status, what was checked, what is wrong
{
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $count $2"
  else
    echo "not ok $count $2"
    # Of long answers the end says most.
    echo "$3" | cut -c 1-300 | tail -n 60 | sed 's/^/# /'
    failures=$((failures + 1))
  fi
}

report_all ()
{
  echo "1..$count"
  exit $((failures > 0))
}
