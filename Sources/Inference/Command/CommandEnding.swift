import Platform
import Scheduling

/// Why a child's life ends.
enum CommandEnding {
    /// Nobody needs it any more.
    case asked
    case notStarted(ProcessStartFailure)
    case noPipes(BackendError)
    /// It ended by itself, or closed its stdin or stdout, which is as good.
    case gone
    /// It wrote what is no answer.
    case garbage(String)
    /// It answers nothing at all any more; the request that waited longest, in seconds.
    case hung(Double)
}
