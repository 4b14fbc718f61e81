/// What a whole process took, from its start to its end; nothing is subtracted.
struct Cost {
    /// User and system CPU-seconds.
    var cpu: Double
    /// The largest resident set.
    var peakMegabytes: Double
    /// Seconds on the clock.
    var seconds: Double
}
