import Glibc

/// Dates as HTTP headers hold them (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970; nil if `text` is none of the three forms:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    static func seconds(_ text: String) -> Int? {
        var words = text.split { " ,:-".contains($0) }.dropFirst().map(String.init)
        if words.count == 6, months.contains(words[0]) {
            // The last form has the month first and the year last.
            words = [words[1], words[0], words[5], words[2], words[3], words[4], "GMT"]
        }
        guard words.count == 7, words[6] == "GMT", let month = months.firstIndex(of: words[1]) else { return nil }
        let numbers = [words[0], words[2], words[3], words[4], words[5]].compactMap { Int32($0) }
        guard numbers.count == 5, numbers.allSatisfy({ 0...9999 ~= $0 }) else { return nil }
        var parts = tm()
        parts.tm_mday = numbers[0]
        parts.tm_mon = Int32(month)
        parts.tm_year = numbers[1] < 100 ? numbers[1] + (numbers[1] < 70 ? 100 : 0) : numbers[1] - 1900
        parts.tm_hour = numbers[2]
        parts.tm_min = numbers[3]
        parts.tm_sec = numbers[4]
        return timegm(&parts)
    }
}
