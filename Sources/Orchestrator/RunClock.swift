import Glibc

/// The two clocks of a run.
package enum RunClock {
    /// Seconds since 1970, for the ledger and the log.
    package static var wall: Double {
        seconds(CLOCK_REALTIME)
    }

    /// Seconds of a clock that does not go back, for waiting and rates.
    package static var monotonic: Double {
        seconds(CLOCK_MONOTONIC)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
