import JSONCursor

/// What is recorded beside a score.
enum RewardDetails {
    /// The members as a JSON object. Every number in them is finite: readers refuse others.
    static func json(_ members: [JSONValue.Member]) -> String {
        var writer = JSONWriter(reservingCapacity: 128)
        do {
            try JSONValue.object(members).write(to: &writer)
        } catch {
            return "{}"
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
