import Glibc

/// Nanoseconds of the clock that never jumps.
enum MonotonicClock {
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Seconds as nanoseconds; what is no sensible span of time counts as a hundred years.
    static func nanoseconds(_ seconds: Double) -> UInt64 {
        seconds < 3e9 ? UInt64(max(0, seconds) * 1e9) : 3_000_000_000_000_000_000
    }
}
