# Finds a JDK, Maven and fonts, and installs what is missing where it may.
# Sourced by ./build, ./farsight and .ci/run; POSIX sh only.

MIN_JAVA=17

say() { printf '%s\n' "$*" >&2; }

# resolve_root SCRIPT: prints the folder of SCRIPT with symbolic links followed.
resolve_root() {
  target=$1
  while [ -h "$target" ]; do
    link=$(readlink "$target")
    case $link in
      /*) target=$link ;;
      *) target=$(dirname "$target")/$link ;;
    esac
  done
  (CDPATH='' cd -P "$(dirname "$target")" && pwd)
}

# java_major HOME: prints the feature release of the Java installation in HOME (0 where unknown).
java_major() {
  major=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      case $key in JAVA_VERSION) value=${value#\"}; major=${value%%[!0-9]*} ;; esac
    done <"$1/release"
  fi
  if [ -z "$major" ] && [ -x "$1/bin/java" ]; then
    major=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  echo "${major:-0}"
}

# home_of COMMAND: prints the Java home that owns a java or javac command.
home_of() {
  command=$1
  while [ -h "$command" ]; do
    link=$(readlink "$command")
    case $link in
      /*) command=$link ;;
      *) command=$(dirname "$command")/$link ;;
    esac
  done
  (CDPATH='' cd -P "$(dirname "$command")/.." 2>/dev/null && pwd)
}

java_homes() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  for name in javac java; do
    found=$(command -v "$name" 2>/dev/null) && home_of "$found"
  done
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -F -v "$MIN_JAVA+" 2>/dev/null; fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$home" ] && printf '%s\n' "$home"
  done
  true
}

# find_java java|javac: prints the first home with that command and a release of MIN_JAVA or newer.
find_java() {
  java_homes | while IFS= read -r home; do
    if [ -x "$home/bin/$1" ] && [ "$(java_major "$home")" -ge "$MIN_JAVA" ]; then
      printf '%s\n' "$home"
      break
    fi
  done
}

# newest_jdk_above MAJOR: prints the home of the newest JDK above MAJOR, if the machine has one.
newest_jdk_above() {
  best=$1
  java_homes | while IFS= read -r home; do
    [ -x "$home/bin/java" ] || continue
    major=$(java_major "$home")
    if [ "$major" -gt "$best" ]; then
      best=$major
      printf '%s\n' "$home"
    fi
  done | tail -n 1
}

find_maven() {
  if [ -n "${MAVEN_HOME:-}" ] && [ -x "$MAVEN_HOME/bin/mvn" ]; then
    printf '%s\n' "$MAVEN_HOME/bin/mvn"
  else
    command -v mvn 2>/dev/null || true
  fi
}

has_fonts() {
  case $(uname -s) in Darwin) return 0 ;; esac
  command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]
}

package_manager() {
  for name in apt-get dnf yum microdnf zypper apk pacman brew; do
    if command -v "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo none
}

# packages_for WHAT: one line per alternative, the preferred one first; a line is a set of packages.
packages_for() {
  case $(package_manager):$1 in
    apt-get:jdk) printf '%s\n' openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless ;;
    dnf:jdk | yum:jdk | microdnf:jdk) printf '%s\n' java-17-openjdk-devel java-21-openjdk-devel java-25-openjdk-devel java-latest-openjdk-devel ;;
    zypper:jdk) printf '%s\n' java-17-openjdk-devel java-21-openjdk-devel java-25-openjdk-devel ;;
    apk:jdk) printf '%s\n' openjdk17-jdk openjdk21-jdk openjdk25-jdk ;;
    pacman:jdk) printf '%s\n' jdk17-openjdk jdk-openjdk ;;
    brew:jdk) printf '%s\n' openjdk@17 openjdk ;;
    *:maven) echo maven ;;
    apt-get:fonts) echo "fontconfig fonts-dejavu-core" ;;
    dnf:fonts | yum:fonts | microdnf:fonts) printf '%s\n' "fontconfig dejavu-sans-fonts" "fontconfig google-noto-sans-fonts" ;;
    zypper:fonts) echo "fontconfig dejavu-fonts" ;;
    apk:fonts) echo "fontconfig ttf-dejavu" ;;
    pacman:fonts) echo "fontconfig ttf-dejavu" ;;
  esac
}

# install_command PACKAGES: the command line that installs them.
install_command() {
  case $(package_manager) in
    apt-get) echo "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $1" ;;
    dnf) echo "dnf install -y $1" ;;
    yum) echo "yum install -y $1" ;;
    microdnf) echo "microdnf install -y $1" ;;
    zypper) echo "zypper --non-interactive install $1" ;;
    apk) echo "apk add $1" ;;
    pacman) echo "pacman -S --noconfirm $1" ;;
    brew) echo "brew install $1" ;;
  esac
}

# may_install WHAT COMMAND: succeeds when root, or when the user agrees at a prompt; sets AS_ROOT.
may_install() {
  AS_ROOT=
  if [ "$(package_manager)" = brew ]; then
    :
  elif [ "$(id -u)" -eq 0 ]; then
    return 0
  elif command -v sudo >/dev/null 2>&1; then
    AS_ROOT=sudo
  else
    return 1
  fi
  # A prompt needs a person: standard input and standard error must both be a terminal.
  { [ -t 0 ] && [ -t 2 ]; } || return 1
  printf '%s is missing. Run "%s" now? [y/N] ' "$1" "${AS_ROOT:+$AS_ROOT }$2" >&2
  read -r answer || return 1
  case $answer in [yY] | [yY][eE][sS]) return 0 ;; *) return 1 ;; esac
}

# install WHAT TITLE: tries each alternative of packages_for; prints the command when it may not.
install() {
  first=$(packages_for "$1" | head -n 1)
  if [ -z "$first" ]; then
    say "$2 is missing, and no known package manager was found. Install it by hand."
    return 1
  fi
  if ! may_install "$2" "$(install_command "$first")"; then
    say "$2 is missing. Install it with:"
    say "  $([ "$(package_manager)" = brew ] || echo 'sudo ')$(install_command "$first")"
    return 1
  fi
  say "$2 is missing; installing it with $(package_manager)."
  log=${TMPDIR:-/tmp}/farsight-install.$$
  if [ "$(package_manager)" = apt-get ]; then
    $AS_ROOT apt-get -o DPkg::Lock::Timeout=300 update -qq >"$log" 2>&1 ||
      say "apt-get update failed; trying with the package lists at hand."
  fi
  packages_for "$1" >"$log.packages"
  done=1
  while IFS= read -r packages; do
    # shellcheck disable=SC2046 # the command is a list of words
    if DEBIAN_FRONTEND=noninteractive $AS_ROOT $(install_command "$packages") </dev/null >"$log" 2>&1; then
      done=0
      break
    fi
  done <"$log.packages"
  # Hundreds of lines about packages are worth reading only when something went wrong.
  [ "$done" -eq 0 ] || cat "$log" >&2
  rm -f "$log" "$log.packages"
  [ "$done" -eq 0 ] || say "Could not install $2."
  return "$done"
}
