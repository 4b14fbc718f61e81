/// What a whole process took, from its start to its end; nothing is subtracted.
package struct Cost {
    /// User and system CPU-seconds.
    package var cpu: Double
    /// The largest resident set.
    package var peakMegabytes: Double
    /// Seconds on the clock.
    package var seconds: Double
}
