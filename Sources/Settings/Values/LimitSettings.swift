/// When to give up on what. Times in seconds.
package struct LimitSettings: Sendable, Hashable {
    package var requestTimeout: Double
    package var connectTimeout: Double
    package var stallTimeout: Double
    package var responseMegabytes: Int
    package var attempts: Int
    /// Given up / planned of a stage; more stops the run.
    package var failedShare: Double
    package var waitForBackend: Double
    package var drain: Double
    /// Requests that take far longer than others are sent a second time elsewhere.
    package var hedging: Bool

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        requestTimeout = try reader.number("request_timeout")
        connectTimeout = try reader.number("connect_timeout")
        stallTimeout = try reader.number("stall_timeout")
        responseMegabytes = try reader.integer("response_megabytes")
        attempts = try reader.integer("attempts")
        failedShare = try reader.number("failed_share")
        waitForBackend = try reader.number("wait_for_backend")
        drain = try reader.number("drain")
        hedging = try reader.flag("hedging")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["request_timeout"] = .double(requestTimeout)
        mapping["connect_timeout"] = .double(connectTimeout)
        mapping["stall_timeout"] = .double(stallTimeout)
        mapping["response_megabytes"] = .integer(responseMegabytes)
        mapping["attempts"] = .integer(attempts)
        mapping["failed_share"] = .double(failedShare)
        mapping["wait_for_backend"] = .double(waitForBackend)
        mapping["drain"] = .double(drain)
        mapping["hedging"] = .bool(hedging)
        return mapping
    }
}
