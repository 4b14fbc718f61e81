import TestSupport
import Testing

/// Expects that a command was refused with code 2 and one sentence that holds all of `words`, and printed no result.
func expectRefusal(_ outcome: Workplace.Outcome, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(outcome.exitCode == 2, sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    for word in words {
        #expect(outcome.errors.contains(word), sourceLocation: sourceLocation)
    }
}
