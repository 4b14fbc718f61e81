import JSONCursor

extension JSONWriter {
    /// Token ids as an array.
    mutating func tokens(_ ids: [Int32]) {
        beginArray()
        for id in ids { integer(Int(id)) }
        endArray()
    }

    mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    /// A number of a request; one that is NaN or infinite is a fault of the configuration.
    mutating func number(_ value: Double, _ setting: String) throws(BackendError) {
        do {
            try double(value)
        } catch {
            throw BackendError(.misconfigured, "sampling.\(setting) is NaN or infinite")
        }
    }
}
