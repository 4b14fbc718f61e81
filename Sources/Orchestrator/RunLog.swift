import Glibc
import JSONCursor
import Platform

/// `run.log`: one JSON object a line with time, level, round and message, appended with a single write each.
final class RunLog: Sendable {
    private let descriptor: Int32

    /// Opens the log for appending; without one (an unwritable folder shows elsewhere) entries go nowhere.
    init(path: String) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    }

    func write(_ level: String, _ message: String, round: Int? = nil) {
        guard descriptor >= 0 else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("at")
        if (try? writer.double(RunClock.wall)) == nil { writer.null() }
        writer.key("level")
        writer.string(level)
        if let round {
            writer.key("round")
            writer.integer(round)
        }
        writer.key("message")
        writer.string(message)
        writer.endObject()
        writer.endLine()
        _ = writer.bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
