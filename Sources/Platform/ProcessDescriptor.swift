import CPlatform
import Glibc

/// A hold on a process that becomes readable, for `Readiness`, when the process ends, child of ours or not.
package final class ProcessDescriptor: Sendable {
    /// -1 where the kernel has no such descriptors (Linux before 5.3) or the process is gone.
    package let descriptor: Int32

    package init(_ process: Int32) {
        descriptor = platform_process_descriptor(process)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
