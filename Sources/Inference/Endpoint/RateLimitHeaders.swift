import Scheduling

/// The `x-ratelimit-*` headers of OpenAI's API and its imitators; behind LiteLLM also those it passes on as `llm_provider-x-ratelimit-*`.
enum RateLimitHeaders {
    private static let mark = "x-ratelimit-"
    private static let providerMark = "llm_provider-x-ratelimit-"

    /// Nil where there are none.
    static func reading(of headers: [(name: String, value: String)]) -> RateLimitReading? {
        var found: [(name: String, value: String)] = []
        for header in headers where mayBeOne(header.name) {
            let name = header.name.lowercased()
            if name.hasPrefix(mark) || name.hasPrefix(providerMark) { found.append((name, header.value)) }
        }
        guard !found.isEmpty else { return nil }
        var reading = RateLimitReading()
        // The gateway's own limits count before those of the provider behind it.
        for mark in [providerMark, mark] {
            for header in found where header.name.hasPrefix(mark) {
                note(header.name.dropFirst(mark.count), header.value, in: &reading)
            }
        }
        return reading == RateLimitReading() ? nil : reading
    }

    /// Most headers of most replies are none: told by their first letter and length, without a copy.
    private static func mayBeOne(_ name: String) -> Bool {
        guard name.utf8.count > mark.utf8.count, let first = name.utf8.first else { return false }
        let letter = first | 0x20
        return letter == UInt8(ascii: "x") || letter == UInt8(ascii: "l")
    }

    private static func note(_ name: Substring, _ value: String, in reading: inout RateLimitReading) {
        switch name {
        case "limit-requests": reading.limitRequests = count(value) ?? reading.limitRequests
        case "remaining-requests": reading.remainingRequests = count(value) ?? reading.remainingRequests
        case "reset-requests": reading.resetRequests = GoDuration.seconds(value) ?? reading.resetRequests
        case "limit-tokens": reading.limitTokens = count(value) ?? reading.limitTokens
        case "remaining-tokens": reading.remainingTokens = count(value) ?? reading.remainingTokens
        case "reset-tokens": reading.resetTokens = GoDuration.seconds(value) ?? reading.resetTokens
        default: break
        }
    }

    private static func count(_ text: String) -> Double? {
        guard let value = Double(text), value.isFinite, value >= 0 else { return nil }
        return value
    }
}
