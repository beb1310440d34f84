#!/bin/sh
# Installs the build, moves what was installed, and uses it there: check-install.sh BUILD SOURCE PREFIX LIBDIR shared|static
set -u
build=$1
source=$2
prefix=$3
libdir=$4
kind=$5
. "$source/tests/tap.sh"

folder=$(mktemp -d)
export XDG_CACHE_HOME="$folder/cache"
trap 'rm -rf "$folder"' EXIT
root=$folder/moved/somewhere/else

log=$(meson install -C "$build" --no-rebuild --destdir "$folder/first" 2>&1)
report $? "it is installed" "$log"
mkdir -p "$(dirname "$root")"
mv "$folder/first$prefix" "$root"
cd "$folder" || exit 1

# No variable tells where anything is.
bare () # VARIABLE=VALUE… COMMAND…
{
  env -i PATH="$root/bin:/usr/local/bin:/usr/bin:/bin" XDG_DATA_HOME="$folder/none" XDG_CACHE_HOME="$folder/cache" "$@"
}

said=$(bare obelus list --broken 2>&1)
[ "$said" = "obelus: no module is broken" ]
report $? "no module is broken" "$said"

said=$(bare obelus inspect summarize 2>&1)
if [ "$kind" = shared ]; then
  echo "$said" | grep -q "$root/$libdir/obelus-1/plugins/summarize.so"
else
  echo "$said" | grep -q '(built in)'
fi
report $? "plugins are found where they are now" "$said"

said=$(bare obelus run --to jsonl "$source/examples/news.txt" 2>&1)
echo "$said" | grep -q '"summary": \[{' && echo "$said" | grep -q '"label": "PER"'
report $? "the command finds its models" "$said"

# By another name for the place, too: through a link, and relative to where one is.
ln -s "$root/bin/obelus" "$folder/link"
said=$(bare ./link list processors 2>&1)
echo "$said" | grep -q summarize
report $? "the command works through a link" "$said"
said=$(cd "$root/bin" && bare ../bin/obelus list processors 2>&1)
echo "$said" | grep -q summarize
report $? "the command works from a relative path" "$said"

if [ "$kind" = shared ] && command -v pkg-config >/dev/null && command -v cc >/dev/null; then
  flags=$(PKG_CONFIG_PATH=$root/$libdir/pkgconfig pkg-config --cflags --libs obelus-1 2>&1) && mkdir plugins \
    && log=$(cc -shared -fPIC -o plugins/shout.so "$source/examples/shout.c" $flags 2>&1)
  report $? "a plugin is compiled with what pkg-config says" "$flags ${log-}"
  echo "$flags" | grep -q -- "-I$folder/moved" && ! echo "$flags" | grep -q "$folder/first"
  report $? "pkg-config tells where it is now" "$flags"

  said=$(bare obelus run --plugin-path "$folder/plugins" -e shout --to jsonl "$source/examples/news.txt" 2>&1)
  echo "$said" | grep -q '"sentence": \[{'
  report $? "the plugin runs" "$said"

  log=$(cc -o embed "$source/examples/embed.c" $flags -Wl,-rpath,"$root/$libdir" 2>&1)
  report $? "a program is compiled with what pkg-config says" "$log"
  said=$(bare ./embed 2>&1)
  echo "$said" | grep -q 'Marta Lindqvist'
  report $? "the library finds plugins and models for another program" "$said"

  there=$(PKG_CONFIG_PATH=$root/$libdir/pkgconfig pkg-config --variable=plugindir obelus-1)
  [ -d "$there" ] && [ -f "$there/tokenize.so" ]
  report $? "pkg-config tells where plugins go" "$there"
fi

report_all
