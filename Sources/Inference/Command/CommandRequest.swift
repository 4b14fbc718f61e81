/// A request on its way to the child, and who waits for the answer.
struct CommandRequest: Sendable {
    let id: Int
    /// With its line feed.
    let line: [UInt8]
    /// Seconds.
    let timeout: Double
    let continuation: CheckedContinuation<Result<[UInt8], BackendError>, Never>
}
