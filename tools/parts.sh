# The parts of ./test. Sourced, not run; needs messages.sh, packages.sh and swift.sh.

test_format() {
    swift format lint --strict -r Sources Tests docs/examples Package.swift
}

test_unit() {
    find_toolchain
    require_libraries
    require_tool_libraries
    prepare_scratch .build
    # Of each test that starts and passes there is a line, and of each row of a table some: what fails would be lost in them.
    swift test --scratch-path .build 2>&1 | without_passing_tests
}

# Swift Testing has no option for it. A row's arguments may have line breaks, so what is left of it goes, too; but not what a
# process says that ends there.
without_passing_tests() {
    awk '/^◇ (Test|Suite) / { starting = 1 } /^(✘|✔|↳|⚠|\[|error:|\*\*\* )/ { starting = 0 }
         /: (Fatal error|Precondition failed|Assertion failed)(:|$)/ { starting = 0 }
         /^✔ (Test|Suite) / && !/^✔ Test run / { next } !starting'
}

test_build() {
    ./build
    # From the Debian release with the Unicode version of the tables.
    ! grep -qs bookworm /etc/os-release || require_packages unicode-data libicu72
    run_pytest Tests/Build
}

test_scripts() {
    ./build
    run_pytest "${side_by_side[@]}" Tests/Scripts
}

test_tools() {
    ./build sitectl
    run_pytest "${side_by_side[@]}" Tests/Tools
}

# The fuzzer is libFuzzer with the address sanitizer. What it finds it leaves in out/fuzz.
test_fuzz() {
    find_toolchain
    require_libraries
    local flags=(-c release -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library)
    prepare_scratch .build-fuzz "${flags[*]}"
    TEMPLATE_FUZZER=yes swift build --product template-fuzzer --scratch-path .build-fuzz "${flags[@]}"
    mkdir -p out/fuzz
    python3 Tests/Fuzz/seeds.py Tests/CGIKitTests/Cases/jinja_cases.jsonl .build-fuzz/seeds .build-fuzz/words
    mkdir -p .build-fuzz/corpus
    ASAN_OPTIONS=detect_leaks=0 .build-fuzz/release/template-fuzzer .build-fuzz/corpus .build-fuzz/seeds \
        -dict=.build-fuzz/words -artifact_prefix=out/fuzz/ -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 \
        -max_len=4096 -rss_limit_mb=2048 -print_final_stats=1 2>&1 | tee .build-fuzz/log | grep -vE '^#[0-9]+.(NEW|REDUCE)'
}

test_mail() {
    ./build
    run_pytest "${side_by_side[@]}" Tests/Mail
}

test_apache() {
    # The whole package, because one test adds the scripts to its configuration in /etc/apache2.
    require_packages apache2 apache2-utils fail2ban
    ./build
    run_pytest Tests/Apache
}

test_servers() {
    require_packages apache2 apache2-suexec-pristine apache2-utils fcgiwrap lighttpd lighttpd-mod-deflate nginx-light
    # For running the documentation's commands in a separate network namespace.
    require_packages iproute2 procps
    ./build
    run_pytest "${side_by_side[@]}" Tests/Servers
}

test_browser() {
    require_packages apache2-bin apache2-utils chromium-headless-shell fonts-dejavu-core
    # For the Nu HTML Checker.
    command -v java >/dev/null || require_packages default-jre-headless
    ./build
    run_pytest "${side_by_side[@]}" Tests/Browser
}

test_compat() {
    require_packages apache2-bin apache2-utils libapache2-mod-wsgi-py3 chromium-headless-shell fonts-dejavu-core python3-venv
    ./build
    prepare_flask
    run_pytest Tests/Compat
}

# Writes the libraries' documentation to out/docs. docs/examples has the examples of the documents.
test_docs() {
    find_toolchain
    require_libraries
    require_tool_libraries
    command -v docc >/dev/null || fail "needs docc next to swiftc, as in the toolchains of https://www.swift.org/install/."
    local package=(--package-path docs/examples --scratch-path .build-docs) library libraries=() program
    prepare_scratch .build-docs
    swift test "${package[@]}"
    for program in cgi-name cgi-hello sitectl; do swift build "${package[@]}" --product "$program"; done
    for library in CGIKit CGIKitTesting Site; do libraries+=(--product "$library"); done
    mkdir -p out/docs
    # Tests/Docs checks its output.
    swift package "${package[@]}" --allow-writing-to-directory out/docs generate-documentation "${libraries[@]}" \
        --output-path out/docs >.build-docs/docc.log 2>&1 || { cat .build-docs/docc.log && fail "DocC fails."; }
    SCRIPTS=.build-docs/debug TOOLS=.build-docs/debug run_pytest "${side_by_side[@]}" Tests/Docs
}

# For independent tests: one pytest process per processor; each takes the next test file when idle.
side_by_side=(-n auto --maxprocesses 4 --dist loadfile)

# Runs pytest in the checkout's virtual environment.
run_pytest() {
    prepare_python
    .venv/bin/python -m pytest -c Tests/pytest.ini "$@"
}

prepare_python() {
    command -v python3 >/dev/null || require_packages python3
    # Debian's Python does not include what is needed to create a virtual environment.
    python3 -c 'import ensurepip' 2>/dev/null || require_packages python3-venv
    make_environment .venv python3 Tests/requirements.txt
}

# Flask, for the Python that Debian's mod_wsgi embeds.
prepare_flask() {
    make_environment .venv-flask /usr/bin/python3 Tests/Compat/requirements.txt
}

# Creates a virtual environment, unless one with the same packages exists.
make_environment() {
    local folder=$1 python=$2 packages=$3 wanted
    wanted=$(printf '%s\n' "$PWD" "$(cat "$packages")")
    if ! "$folder/bin/python" -c '' 2>/dev/null || [ "$(cat "$folder/made-with" 2>/dev/null)" != "$wanted" ]; then
        echo "Installing $packages into $folder …"
        rm -rf "$folder"
        "$python" -m venv "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$packages"
        printf '%s\n' "$wanted" >"$folder/made-with"
    fi
}
