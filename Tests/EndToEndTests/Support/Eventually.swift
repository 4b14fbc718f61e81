/// Waits until `condition` holds, which another process or server brings about; throws after `seconds`.
///
/// Looks every few milliseconds: nothing of another process can be awaited.
func eventually(_ what: String, within seconds: Int = 60, _ condition: () -> Bool) async throws {
    struct Never: Error, CustomStringConvertible {
        let description: String
    }

    let end = ContinuousClock.now + .seconds(seconds)
    while !condition() {
        guard ContinuousClock.now < end else { throw Never(description: "not within \(seconds) s: \(what)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
