import Glibc
import Transport

/// How long a server asks to wait, in seconds.
///
/// `retry-after-ms` (milliseconds), else `Retry-After` as seconds, a fraction allowed, or as an HTTP date (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// Nil where the reply has no such header or one that cannot be read. A date in the past is 0. `now` is in seconds since 1970.
    static func seconds(of response: HTTPResponse, now: @autoclosure () -> Int = time(nil)) -> Double? {
        if let text = response.header("retry-after-ms"), let milliseconds = number(text) {
            return milliseconds / 1000
        }
        guard let text = response.header("retry-after") else { return nil }
        if let seconds = number(text) { return seconds }
        guard let moment = HTTPDate.seconds(text) else { return nil }
        // The server's own clock is the better one to measure against.
        let clock = response.header("date").flatMap(HTTPDate.seconds) ?? now()
        return Double(max(0, moment - clock))
    }

    private static func number(_ text: String) -> Double? {
        guard let word = text.split(separator: " ").first, let value = Double(word) else { return nil }
        return value.isFinite && value >= 0 ? value : nil
    }
}
