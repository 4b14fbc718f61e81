#!/usr/bin/env bash
# The house rules that a formatter cannot see. Needs git, grep and bash; looks at the files git knows of.
set -uo pipefail
cd "$(dirname "$0")/.."
faults=0

# Tells a fault: the rule, then where.
fault() {
    faults=$((faults + 1))
    printf '%s\n' "$1" >&2
    shift
    printf '    %s\n' "$@" >&2
}

# refuse RULE PATTERN PATH…: no line of the tracked files may match the extended regular expression.
refuse() {
    local rule=$1 pattern=$2 found
    shift 2
    mapfile -t found < <(git grep -nE "$pattern" -- "$@" 2>/dev/null)
    [ ${#found[@]} -eq 0 ] || fault "$rule" "${found[@]}"
}

refuse "tests use Swift Testing, never XCTest" '^[^/]*import +XCTest' '*.swift'
refuse "JSON is read with JSONCursor, never JSONSerialization" 'JSONSerialization' 'Sources/*.swift'
refuse "no try! and no as! in Sources" '(^|[^A-Za-z_])(try|as)!' 'Sources/*.swift'
refuse "access between modules is package, never public" '^ *(public|open) +(struct|class|final|actor|enum|func|var|let|init|protocol|extension)' 'Sources/*.swift'
refuse "no TODO and no FIXME" '(TODO|FIXME)([^A-Za-z]|$)' 'Sources/*.swift' 'Tests/*.swift'
refuse "no paths of one machine" '(^|[^A-Za-z0-9_.~}/])/(work|root|home|Users)/[A-Za-z]' . ':!scripts/check.sh'

# Two threads may only share what the compiler cannot check when the file says why.
while read -r file; do
    grep -qE '^ *///.*@unchecked' "$file" || fault "@unchecked Sendable needs a doc comment in its file that names it and says why" "$file"
done < <(git grep -lE '@unchecked Sendable' -- 'Sources/*.swift')

# A test waits for events, never for time. Where nothing can be awaited, the file stands here with the reason.
mapfile -t sleeps < <(git grep -nE '(Task\.sleep|usleep|nanosleep|(^|[^A-Za-z_.])sleep) *\(' -- 'Tests/*.swift' \
    `# servers that answer late or slowly, which is what is tested` \
    ':!Tests/TestSupport/Doubles/LoopbackServer.swift' ':!Tests/TransportTests/TimeLimitsTests.swift' \
    `# looks at another process, of which nothing can be awaited` \
    ':!Tests/EndToEndTests/Support/Eventually.swift')
[ ${#sleeps[@]} -eq 0 ] || fault "no sleeps in tests" "${sleeps[@]}"

# One type a file keeps files short.
while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 300 ] || fault "no source file over 300 lines" "$file: $lines lines"
done < <(git ls-files 'Sources/*.swift')

# Placeholders make way for files that say what they hold.
while read -r file; do
    fault "no placeholder Room.swift" "$file"
done < <(git ls-files 'Sources/*/Room.swift' 'Tests/*/Room.swift')

if [ "$faults" -gt 0 ]; then
    echo "scripts/check.sh: $faults rule(s) broken" >&2
    exit 1
fi
echo "scripts/check.sh: all rules kept"
