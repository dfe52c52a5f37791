#!/bin/sh
# Installs what building and testing need, or says exactly what is missing.
#
# usage: setup.sh build [test] [cgroup2] [container] [bench]

set -eu

tests=$(dirname "$0")

main() {
  packages=
  need "$(libyaml)" libyaml-dev
  need "$(tzdata)" tzdata
  case " $* " in
    *' test '*)
      need "$(command -v shellcheck)" shellcheck
      need "$(command -v busybox)" busybox-static
      need "$(command -v dash)" dash
      need "$(command -v unshare)" util-linux
      need "$(command -v git)" git
      need "$(command -v mandoc)" mandoc
      ;;
  esac
  case " $* " in
    *' test '* | *' container '*) need "$(command -v stress-ng)" stress-ng ;;
  esac
  case " $* " in
    *' bench '*)
      need "$(command -v hyperfine)" hyperfine
      need "$(command -v gnuplot)" gnuplot-nox
      need "$(command -v dash)" dash
      need "$(command -v taskset)" util-linux
      need "$(command -v cc)" 'gcc libc6-dev'
      # The program: some shells have a word of this name.
      need "$(find /usr/bin/time 2>/dev/null)" time
      ;;
  esac
  case " $* " in
    *' test '* | *' container '* | *' bench '*)
      need "$(command -v python3)" python3
      need "$(python3 -c 'import ensurepip' 2>/dev/null && echo found)" python3-venv
      ;;
  esac
  case " $* " in
    *' cgroup2 '*)
      need "$(command -v stress-ng)" stress-ng
      need "$(command -v busybox)" busybox-static
      need "$(command -v dash)" dash
      need "$(command -v unshare)" util-linux
      if can_boot; then
        need "$(command -v qemu-system-x86_64)" qemu-system-x86
        need "$(command -v cpio)" cpio
      fi
      ;;
  esac
  case " $* " in
    *' container '*)
      need "$(command -v podman)" podman
      need "$(command -v buildah)" buildah
      need "$(command -v runc)" runc
      need "$(command -v catatonit)" catatonit
      need "$(command -v mmdebstrap)" mmdebstrap
      need "$(command -v qemu-img)" qemu-utils
      need "$(command -v debugfs)" e2fsprogs
      ;;
  esac
  [ -z "$packages" ] || install_packages
  case " $* " in
    *' test '*)
      install_tools "$tests/requirements.txt" "$tests/../.build-tools"
      # By itself, for it holds back what the others use.
      install_tools "$tests/requirements-checkov.txt" "$tests/../.build-checkov"
      ;;
  esac
  case " $* " in
    *' bench '*) install_tools "$tests/requirements-bench.txt" "$tests/../.build-bench" ;;
  esac
  case " $* " in
    *' cgroup2 '*) ! can_boot || unpack_linux "$tests/../.build-linux" ;;
  esac
  case " $* " in
    # The root of an Alpine, 85 MB.
    *' container '*) install_tools "$tests/requirements-alpine.txt" "$tests/../.build-alpine" ;;
  esac
}

# need FOUND PACKAGE: notes the package where nothing has been found.
need() {
  [ -n "$1" ] || packages="$packages $2"
}

libyaml() {
  compiler=$(command -v clang || command -v cc) || return 0
  printf '#include <yaml.h>\n' | "$compiler" -E -x c - >/dev/null 2>&1 && echo found
}

tzdata() {
  for folder in "${TZDIR:-}" /usr/share/zoneinfo /usr/lib/zoneinfo; do
    if [ -f "$folder/Europe/Berlin" ]; then echo found && return; fi
  done
}

install_packages() {
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages
  else
    echo "missing, by the names of Debian's packages:$packages" >&2
    echo "install them, or run this as root on Debian" >&2
    exit 1
  fi
}

# Elsewhere the tests that need the virtual machine are skipped, and say why.
can_boot() {
  [ "$(uname -sm)" = 'Linux x86_64' ] && command -v apt-get >/dev/null
}

# unpack_linux FOLDER: Debian's newest kernel for virtual machines, which is not installed.
unpack_linux() {
  [ ! -d "$1/boot" ] || return 0
  [ "$(id -u)" -ne 0 ] || apt-get update -qq
  name=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p')
  if [ -z "$name" ]; then
    echo 'apt-get offers no linux-image-cloud-amd64: the tests on cgroup v2 will be skipped' >&2
    return 0
  fi
  rm -rf "$1.new"
  mkdir "$1.new"
  (
    cd "$1.new"
    apt-get download -qq -o APT::Sandbox::User=root "$name"
    dpkg-deb -x ./*.deb .
    rm ./*.deb
  )
  mv "$1.new" "$1"
}

# install_tools REQUIREMENTS FOLDER: the validators come from PyPI, into folders of the project.
install_tools() {
  if cmp -s "$1" "$2/requirements.txt"; then return; fi
  python3 -m venv "$2"
  "$2/bin/pip" install --quiet --disable-pip-version-check -r "$1"
  cp "$1" "$2/requirements.txt"
}

main "$@"
