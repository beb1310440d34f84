#!/bin/sh
# Does what the pages for operators say, with the command that was built: check-pages.sh SOURCE COMMAND
set -u
source=$1
PATH="$(dirname "$2"):$PATH"
. "$source/tests/tap.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

# What the pages speak of.
mkdir news
cp -r "$source/examples" .
cp "$source/examples/news.txt" article.txt
cp "$source/examples/"*.txt news
cp article.txt storm-1.txt
cp "$source/examples/rough.txt" storm-2.txt
cp "$source/tests/gold/news.conll" gold.conll
cp gold.conll train.conll
echo '{"language": "en"}' >card.json
echo 'Thank you for order no. 12345, which leaves on 3 May.' >mail.txt
printf 'name\tlabel\nQueen of Kilbride\tSHIP\n' >ships.tsv
echo '<title>Ferries sail again</title><p>The first ferry in eleven days left Port Ellery on Tuesday.</p>' >story.html
echo '<rss><item><title>Ferries sail again</title><description>The first ferry left on Tuesday.</description></item></rss>' >news.rss
printf 'WEBVTT\n\n00:00.000 --> 00:04.000\nThe first ferry left on Tuesday.\n' >talk.vtt
printf 'id,text\n17,The parcel came a week late.\n' >tickets.csv

follow () # PAGE [SECTION]
{
  page=$1
  shift
  said=$(python3 "$source/tests/pages/check-page.py" "$source/$page" "$folder" "$@" 2>&1)
  report $? "$page does what it says" "$said"
}

follow README.md 'If you run it'
said=$(obelus run -e 'tokenize isolate=yes' --to text article.txt 2>&1)
if [ $? -eq 0 ]; then
  follow docs/operators.md
else
  report 0 "docs/operators.md does what it says # SKIP $(echo "$said" | head -n 1)" ""
fi

report_all
