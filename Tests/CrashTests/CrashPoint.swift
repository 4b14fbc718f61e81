import TestSupport

/// The environment under which the library `CrashPoint` kills or traces a process (Tests/CrashPoint).
enum CrashPoint {
    static func killing(_ call: String, after: Bool, number: Int) throws -> [String: String] {
        let parts = call.split(separator: " ", maxSplits: 1)
        let point = "\(parts[0]):\(parts[1]):\(after ? "after" : "before"):\(number)"
        return ["LD_PRELOAD": try library, "CRASHPOINT": point]
    }

    static func tracing(to path: String) throws -> [String: String] {
        ["LD_PRELOAD": try library, "CRASHPOINT_TRACE": path]
    }

    /// It is built beside the program.
    private static var library: String {
        get throws {
            let program = try SelfplayProcess.executable
            return String(program.dropLast("selfplay".count)) + "libCrashPoint.so"
        }
    }
}
