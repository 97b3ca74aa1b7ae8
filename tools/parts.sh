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
