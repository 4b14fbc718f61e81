/// What a line of a batch brought for a request for several responses.
package enum BatchAnswer: Sendable, Hashable {
    /// Samples by their place in the request; all of them unless `missing` says why not.
    case samples([Int: Sample], missing: BackendError?)
    /// The first response of several that were asked for: this server gives one whatever `n` says.
    case onlyFirst(Sample)
    /// The model refuses this field of the request.
    case refusedField(String)
    case failed(BackendError)

    /// The field that asks for several responses.
    package static let countField = OpenAIChatBody.Field.count.rawValue
}
