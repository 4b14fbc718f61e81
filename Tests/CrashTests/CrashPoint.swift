import TestSupport

/// The environment under which the library `CrashPoint` kills or traces a process (Tests/CrashPoint).
enum CrashPoint {
    /// - Parameters:
    ///   - call: `CALL NAME`.
    ///   - since: Count only calls after the first of these.
    ///   - attempt: Kill the supervisor or trainer of this attempt (`round-001.attempt-1`) instead of selfplay itself.
    static func killing(
        _ call: String,
        after: Bool,
        number: Int,
        since: String? = nil,
        attempt: String? = nil
    ) throws -> [String: String] {
        var variables = ["LD_PRELOAD": try library, "CRASHPOINT": "\(colons(call)):\(after ? "after" : "before"):\(number)"]
        variables["CRASHPOINT_FROM"] = since.map(colons)
        variables["CRASHPOINT_ATTEMPT"] = attempt
        return variables
    }

    static func tracing(to path: String) throws -> [String: String] {
        ["LD_PRELOAD": try library, "CRASHPOINT_TRACE": path]
    }

    private static func colons(_ call: String) -> String { call.replacing(" ", with: ":") }

    /// It is built beside the program.
    private static var library: String {
        get throws {
            let program = try SelfplayProcess.executable
            return String(program.dropLast("selfplay".count)) + "libCrashPoint.so"
        }
    }
}
