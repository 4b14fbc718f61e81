import Glibc
import Platform

/// Other processes' ends.
enum ProcessLife {
    /// Waits until the process is gone or a zombie; false after a minute.
    static func ends(_ process: Int32) async -> Bool {
        let descriptor = ProcessDescriptor(process)
        guard descriptor.descriptor >= 0 else { return true }
        let ended = try? await BlockingQueue("tests.process").run { Readiness.wait([descriptor.descriptor], seconds: 60)[0] }
        return ended ?? false
    }
}
