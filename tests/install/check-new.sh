#!/bin/sh
# Installs the build and begins plugins there as an author would, builds and tests them: check-new.sh BUILD SOURCE PREFIX LIBDIR
set -u
build=$1
source=$2
prefix=$3
libdir=$4
. "$source/tests/tap.sh"

folder=$(mktemp -d)
export XDG_CACHE_HOME="$folder/cache"
trap 'rm -rf "$folder"' EXIT
meson install -C "$build" --no-rebuild --destdir "$folder" >/dev/null 2>&1
root=$folder$prefix

# As after an installation that the system knows of.
installed () # COMMAND…
{
  env -i PATH="$root/bin:$PATH" HOME="$folder" LD_LIBRARY_PATH="$root/$libdir" PKG_CONFIG_PATH="$root/$libdir/pkgconfig" \
    LANG=C.UTF-8 XDG_DATA_HOME="$folder/none" XDG_CACHE_HOME="$folder/cache" "$@"
}

# Each kind once, and each language.
for plugin in processor:c reader:c++ writer:c trainer:c++ evaluator:c processor:python; do
  kind=${plugin%:*}
  language=${plugin#*:}
  name=new-$kind-$(echo "$language" | tr -d +)
  cd "$folder" || exit 1
  said=$(installed obelus new plugin "$name" --kind "$kind" --language "$language" 2>&1 && cd "$name" \
         && installed meson setup build -Dwerror=true 2>&1 && installed meson test -C build --print-errorlogs 2>&1)
  report $? "a new $kind in $language builds without a warning and passes its tests" "$said"
done

mkdir "$folder/page"
said=$(installed python3 "$source/tests/pages/check-page.py" "$source/docs/plugin-authors.md" "$folder/page" 2>&1)
report $? "the page for plugin authors does what it says" "$said"

mkdir "$folder/embedding"
cp -r "$source/examples" "$folder/embedding"
said=$(installed python3 "$source/tests/pages/check-page.py" "$source/docs/embedding.md" "$folder/embedding" 2>&1)
report $? "the page for programs that embed Obelus does what it says" "$said"

report_all
