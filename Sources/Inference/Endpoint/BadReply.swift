import JSONCursor
import Scheduling

/// A whole reply with a good status that still is not what was asked for. `EndpointClient` turns it into a `BackendError` that names the endpoint.
struct BadReply: Error {
    var failure: FailureClass
    var reason: String

    init(_ failure: FailureClass, _ reason: String) {
        self.failure = failure
        self.reason = reason
    }

    static func malformed(_ reason: String) -> BadReply { BadReply(.malformedReply, reason) }
}

extension JSONCursor {
    /// Passes over the value of a top-level `error` key; throws unless it is null.
    mutating func refuseErrorObject() throws {
        guard try null() else { throw BadReply(.serverError, "the reply holds an error") }
    }

    /// The next string, nil for null.
    mutating func optionalString() throws -> String? {
        try null() ? nil : try string()
    }

    /// The next whole number, nil for null.
    mutating func optionalInteger() throws -> Int? {
        try null() ? nil : try integer()
    }
}
