# Shared by the scripts of this folder: packages that are missing, and configured build folders. To be sourced from the tree's top.

say () { printf '%s\n' "$*" >&2; }
fail () { say "$0: $*"; exit 1; }

# Package, what it is for, and perhaps that it can be done without, for each part of the tool chain that is not there.
list_missing_packages () {
  command -v cc >/dev/null || echo 'gcc|the C compiler'
  command -v c++ >/dev/null || echo 'g++|the plugin language and a test of the public headers are C++|optional'
  [ -e /usr/include/stdio.h ] || echo 'libc6-dev|the C library'
  command -v meson >/dev/null || echo 'meson|the build system'
  command -v ninja >/dev/null || echo 'ninja-build|runs the build'
  command -v pkg-config >/dev/null || echo 'pkg-config|finds libraries'
  pkg-config --exists 'glib-2.0 >= 2.74' gobject-2.0 gio-2.0 2>/dev/null || echo 'libglib2.0-dev|GLib 2.74 or newer, which Obelus is written on'
  [ -e /usr/include/ltdl.h ] || [ -e /usr/local/include/ltdl.h ] || echo 'libltdl-dev|libltdl, which loads plugins'
  pkg-config --exists gobject-introspection-1.0 2>/dev/null || echo 'libgirepository1.0-dev|describes the library to other languages|optional'
  /usr/bin/python3 -c 'import gi' 2>/dev/null || echo 'python3-gi|a test uses the library from Python|optional'
  [ -e /usr/include/cld2/public/compact_lang_det.h ] || echo 'libcld2-dev|CLD2, which the plugin language knows languages by|optional'
  [ -e /usr/include/unicode/ubrk.h ] || echo 'libicu-dev|ICU, whose dictionaries divide Chinese, Japanese and Thai into words|optional'
  [ -z "${CI-}" ] || command -v abidw >/dev/null || echo 'abigail-tools|compares the binary interface with the recorded one'
  [ -z "${CI-}" ] || command -v gi-docgen >/dev/null || echo 'gi-docgen|makes pages of what the headers say'
  [ -e /usr/share/unicode/auxiliary/WordBreakTest.txt ] || echo 'unicode-data|cases by which tests judge words and sentences of any script|optional'
}

install_missing_packages () {
  local missing needed packages as_root install
  missing=$(list_missing_packages)
  [ -n "$missing" ] || return 0
  # A run of continuous integration skips nothing.
  needed=$missing
  [ -n "${CI-}" ] || needed=$(grep -v '|optional$' <<< "$missing" || true)

  packages=$(cut -d '|' -f 1 <<< "$missing" | tr '\n' ' ')
  packages=${packages% }
  say 'Obelus is built on this machine, and these packages are missing:'
  while IFS='|' read -r package reason optional; do
    say "$(printf '  %-16s %s' "$package" "$reason${optional:+ ($optional)}")"
  done <<< "$missing"

  if ! command -v apt-get >/dev/null; then
    do_without 'this system has no apt-get; please install what these Debian packages hold, then run this again'
    return
  fi

  as_root=
  if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      do_without "installing them takes an administrator; please have one run
  apt-get update && apt-get install --no-install-recommends $packages
then run this again"
      return
    fi
  fi

  say "Installing them: ${as_root:+$as_root }apt-get install --no-install-recommends $packages"
  install="env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends $packages"
  # The lists of packages may be missing or old: they are fetched only when the first try fails.
  if ! $as_root $install >build-packages.log 2>&1; then
    say 'Fetching the lists of packages first: apt-get update'
    if ! { $as_root apt-get update --quiet=2 && $as_root $install; } >>build-packages.log 2>&1; then
      tail -n 15 build-packages.log >&2
      do_without "apt-get could not install them (its messages are above and in build-packages.log); once it can, run
  ${as_root:+$as_root }apt-get update && ${as_root:+$as_root }apt-get install --no-install-recommends $packages
then run this again"
      return
    fi
  fi
  rm -f build-packages.log
}

# do_without WHY: ends the script, or goes on if what cannot be installed is not needed. Uses the caller's `needed`.
do_without () {
  [ -z "$needed" ] || fail "$1"
  say "$0: $1; going on without them, since all of them are optional"
}

# run_quietly LOG COMMAND…: shows what a command says only if it fails.
run_quietly () {
  local log=$1
  shift
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    fail "'$*' failed; its messages are above and in $log"
  fi
}

# configure FOLDER MESON-OPTION…: makes a build folder, or brings the options of one that is there up to date.
configure () {
  local folder=$1
  shift
  if [ ! -e "$folder/build.ninja" ]; then
    install_missing_packages
    say "Configuring $folder/"
    run_quietly "$folder-configure.log" meson setup "$folder" "$@"
    rm -f "$folder-configure.log"
  elif [ $# -gt 0 ]; then
    run_quietly "$folder-configure.log" meson configure "$folder" "$@"
    rm -f "$folder-configure.log"
  fi
}
