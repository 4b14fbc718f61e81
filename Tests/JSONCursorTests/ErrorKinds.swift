import JSONCursor

/// The kind of the `JSONError` thrown; nil if nothing or something else was thrown.
func kindOfError(_ body: () throws -> Void) -> JSONError.Kind? {
    do {
        try body()
        return nil
    } catch {
        return (error as? JSONError)?.kind
    }
}

/// As above, for readers whose value is of no interest.
func kindOfError<T>(_ body: () throws -> T) -> JSONError.Kind? {
    kindOfError { _ = try body() }
}

/// What is wrong with a document by the cursor, which passes over all of it; nil if nothing is.
func fault(_ bytes: [UInt8]) -> JSONError.Kind? {
    kindOfError { try JSONCursor.read(bytes) { try $0.skip() } }
}
