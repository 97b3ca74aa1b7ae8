# The Swift toolchain, and how scripts and tools are built with it. Sourced, not run; needs messages.sh.

# Sets TRIPLE, SWIFT_VERSION and SWIFT_LIBRARY (the toolchain's lib/swift, as reported by the compiler, since `swiftc` in PATH
# may be a launcher in another folder).
find_toolchain() {
    local info
    command -v swiftc >/dev/null && info=$(swiftc -print-target-info 2>/dev/null) ||
        fail "needs a Swift toolchain, 6.3 or newer, with swiftc in the path: see https://www.swift.org/install/"
    TRIPLE=$(sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p' <<<"$info")
    SWIFT_LIBRARY=$(sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p' <<<"$info")
    SWIFT_VERSION=$(sed -n 's/.*"compilerVersion": "\(.*\)".*/\1/p' <<<"$info")
    [ -d "$SWIFT_LIBRARY/embedded/$TRIPLE" ] ||
        fail "this Swift toolchain ($SWIFT_VERSION) has no Embedded Swift library for $TRIPLE."
}

# Requires the C libraries that are linked in, as headers and static archives.
require_libraries() {
    local archives="/usr/lib/$(uname -m)-linux-gnu /usr/lib64 /usr/lib /usr/local/lib" pair
    for pair in sqlite3:libsqlite3-dev crypto:libssl-dev pcre2-8:libpcre2-dev z:zlib1g-dev cmark-gfm:libcmark-gfm-dev cmark-gfm-extensions:libcmark-gfm-extensions-dev c:libc6-dev; do
        has_archive "lib${pair%%:*}.a" || require_packages "${pair#*:}"
        has_archive "lib${pair%%:*}.a" || fail "the C library lib${pair%%:*}.a is missing (Debian's ${pair#*:}); looked in $archives."
    done
}

# Requires the shared libraries of sitectl. libcurl implements SMTP.
require_tool_libraries() {
    [ -f /usr/include/curl/curl.h ] || compgen -G '/usr/include/*/curl/curl.h' >/dev/null ||
        require_packages libcurl4-openssl-dev
}

# Uses the caller's `archives`.
has_archive() {
    local folder
    for folder in $archives; do
        [ ! -f "$folder/$1" ] || return 0
    done
    return 1
}

# Scripts: Embedded Swift, static. Without -function-sections, one call of scrypt anywhere would add 3.8 MB to every script.
# lld, because only lld drops code that is used only by libc's cleanup at exit. --icf=all is safe, because Swift never
# compares function addresses, and the C functions whose addresses are compared are not in their own sections.
embedded_flags() {
    EMBEDDED_FLAGS=(
        -c release -debug-info-format none
        -Xswiftc -enable-experimental-feature -Xswiftc Embedded -Xcc -DCTRIM
        -Xswiftc -wmo -Xswiftc -enforce-exclusivity=unchecked -Xswiftc -Xfrontend -Xswiftc -function-sections
        -Xswiftc -Xclang-linker -Xswiftc -static -Xswiftc -use-ld=lld
        -Xlinker -lm
        -Xlinker "$SWIFT_LIBRARY/embedded/$TRIPLE/libswiftUnicodeDataTables.a"
        -Xlinker --wrap=malloc -Xlinker --wrap=calloc -Xlinker --wrap=realloc -Xlinker --wrap=free
        -Xlinker --wrap=malloc_usable_size -Xlinker --wrap=__tunables_init
        -Xlinker --gc-sections -Xlinker -z -Xlinker start-stop-gc -Xlinker --icf=all
        -Xlinker --no-eh-frame-hdr -Xlinker -T -Xlinker "$PWD/tools/script.ld"
        -Xlinker "--symbol-ordering-file=$PWD/tools/hot-functions.txt" -Xlinker --no-warn-symbol-ordering
    )
}

# Tools: ordinary Swift with a static runtime, so that they are single files, too.
TOOL_FLAGS=(-c release -Xswiftc -Osize -Xswiftc -enforce-exclusivity=unchecked --static-swift-stdlib -Xlinker --gc-sections)

# Empties a scratch folder if its contents were built with another compiler, other flags or at another path (SwiftPM does not
# notice the first two, and its module caches do not survive the third). Keeps what `swift build` or `swift test` has built
# without flags.
prepare_scratch() {
    local folder=$1 stamp
    shift
    stamp=$(printf '%s\n' "$SWIFT_VERSION" "$PWD" "$*")
    if [ -d "$folder" ] && [ ! -e "$folder/made-with" ] && [ ! "$*" ]; then
        printf '%s\n' "$stamp" >"$folder/made-with"
    elif [ "$(cat "$folder/made-with" 2>/dev/null)" != "$stamp" ]; then
        rm -rf "$folder"
        mkdir -p "$folder"
        printf '%s\n' "$stamp" >"$folder/made-with"
    fi
}

# Filters out two kinds of warnings: the linker's about static programs that contain libc's resolver or loader (no script
# calls them) or Foundation, and clang's about ignoring SwiftPM's -pie because of -static.
without_static_noise() {
    sed -E "/warning: Using '(getaddrinfo|gethostbyname|getservbyname|dlopen|getpwnam|getpwuid|getpwnam_r|getpwuid_r)' in statically linked/d
            /libFoundationEssentials.*warning: the use of .mktemp. is dangerous/d
            /warning: .*dependency '.*' is not used by any target/d
            /clang: warning: argument unused during compilation: '-pie'/d"
}
