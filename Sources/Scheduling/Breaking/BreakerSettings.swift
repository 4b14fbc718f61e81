/// When an endpoint is left out, and for how long.
package struct BreakerSettings: Sendable, Hashable {
    /// Failures one after the other.
    package var consecutive: Int
    /// Failures as a share of the last calls (at most 32), once `windowed` of them are known.
    package var share: Double
    package var windowed: Int
    /// Seconds before the first look at an endpoint that failed its requests; doubled each time its trial fails, up to `longestDelay`.
    package var firstDelay: Double
    package var longestDelay: Double
    /// Silence, as a multiple of the latencies' 0.95 quantile, after which an endpoint with requests outstanding is suspected to hang.
    package var silence: Double

    package init(
        consecutive: Int = 6,
        share: Double = 0.5,
        windowed: Int = 20,
        firstDelay: Double = 1,
        longestDelay: Double = 30,
        silence: Double = 4
    ) {
        self.consecutive = consecutive
        self.share = share
        self.windowed = windowed
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.silence = silence
    }
}
