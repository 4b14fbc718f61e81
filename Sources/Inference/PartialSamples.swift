/// Some of the responses that were asked for came, and some did not (an aborted choice, too few choices): what came is kept, only the rest is asked again.
package struct PartialSamples: Error, Sendable {
    /// By their place in the request, counted from 0: sample j was drawn with `seed + j`. Never empty, never complete.
    package var samples: [Int: Sample]
    /// Why the others are missing.
    package var error: BackendError

    package init(samples: [Int: Sample], error: BackendError) {
        self.samples = samples
        self.error = error
    }
}
