# Sourced by ./start and ./verify: finds a Java 25 development kit.
#
#   find_java25     prints the home of the first JDK 25 found, or fails without a word
#   require_java25  exports JAVA_HOME and PATH, or ends the script with one sentence
#
# Looked at in this order: JAVA_HOME, the java on the PATH, the usual folders of Debian, Fedora,
# macOS and SDKMAN. The version is read from the JDK's own file "release", so no Java is started.

is_java25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] \
    && grep -qs -E '^JAVA_VERSION="25([.+"]|$)' "$1/release"
}

find_java25() {
  local candidate on_path
  on_path="$(command -v java || true)"
  if [ -n "$on_path" ]; then
    on_path="$(dirname "$(dirname "$(readlink -f "$on_path")")")"
  fi
  for candidate in \
    "${JAVA_HOME:-}" \
    "$on_path" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
    if [ -n "$candidate" ] && is_java25 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

require_java25() {
  local home
  if ! home="$(find_java25)"; then
    echo "Mailgrant needs a Java 25 development kit: install one (for example Temurin 25) or point JAVA_HOME at it." >&2
    exit 1
  fi
  export JAVA_HOME="$home"
  export PATH="$home/bin:$PATH"
}
