package import Scheduling

/// How batches are cut, how often they are looked after, and when the run stops.
package struct BatchLimits: Sendable, Hashable {
    /// Most lines of a file; OpenAI takes 50,000.
    package var lines = 50_000
    /// Most bytes of a file; OpenAI takes 200 MB. It is held in memory while it is uploaded.
    package var bytes = 48 << 20
    /// Most bytes that the answers to one file may have when every one is as long as it may be: they are held in memory when they are read.
    package var replyBytes = 512 << 20
    /// Seconds between two looks at batches that run: at first, and at most. The pause grows by half from one look to the next.
    package var firstPause: Double = 5
    package var longestPause: Double = 60
    /// How often a file of answers is fetched when it ends too early or cannot be read.
    package var downloads = 5
    /// What is asked again, and how often; its delays do not matter here.
    package var retry: RetryPolicy
    /// Given up / planned of the stage above which the run stops.
    package var failedShare: Double
    /// Seconds without any answer of the provider after which the run stops.
    package var waitForBackend: Double

    package init(retry: RetryPolicy = RetryPolicy(attempts: 6), failedShare: Double = 0.02, waitForBackend: Double = 600) {
        self.retry = retry
        self.failedShare = failedShare
        self.waitForBackend = waitForBackend
    }
}
