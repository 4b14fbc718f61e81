/// A column of a training set beyond those its trainer reads.
package enum ExportColumn: String, Sendable, Hashable, CaseIterable {
    case promptID = "prompt_id"
    case externalID = "external_id"
    case scores
    case margins
    case logprobs
    case referenceLogprobs = "reference_logprobs"
    case samples
    case rank
    case round
    case metadata
}
