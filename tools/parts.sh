# The parts of ./test. Sourced, not run; needs messages.sh, packages.sh and swift.sh.

test_format() {
    swift format lint --strict -r Sources Tests Package.swift
}

test_unit() {
    find_toolchain
    require_libraries
    prepare_scratch .build
    swift test --scratch-path .build
}

test_build() {
    ./build
    run_pytest Tests/Build
}

test_scripts() {
    ./build
    run_pytest Tests/Scripts
}

test_tools() {
    ./build sitectl
    run_pytest Tests/Tools
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

test_apache() {
    # The whole package: its own configuration in /etc/apache2 is what one test adds the scripts to.
    require_packages apache2 apache2-utils
    ./build
    run_pytest Tests/Apache
}

test_browser() {
    require_packages apache2-bin apache2-utils chromium fonts-dejavu-core
    ./build
    run_pytest Tests/Browser
}

# Runs pytest in a virtual environment of the checkout's own.
run_pytest() {
    prepare_python
    .venv/bin/python -m pytest -c Tests/pytest.ini "$@"
}

prepare_python() {
    command -v python3 >/dev/null || require_packages python3
    local wanted
    wanted=$(printf '%s\n' "$PWD" "$(cat Tests/requirements.txt)")
    if ! .venv/bin/python -c '' 2>/dev/null || [ "$(cat .venv/made-with 2>/dev/null)" != "$wanted" ]; then
        # Debian's Python comes without what a virtual environment starts from.
        python3 -c 'import ensurepip' 2>/dev/null || require_packages python3-venv
        echo "Installing Tests/requirements.txt into .venv …"
        rm -rf .venv
        python3 -m venv .venv
        .venv/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
        printf '%s\n' "$wanted" >.venv/made-with
    fi
}
