/// Durations as Go prints them, the form of rate-limit headers: `1s`, `6m0s`, `17ms`, `1h2m3.5s`. A plain number means seconds.
enum GoDuration {
    /// Longer ones are points in time that somebody wrote in the place of a duration.
    private static let longest = 1e7

    /// Nil for anything else.
    static func seconds(_ text: String) -> Double? {
        var rest = text[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        var sum = 0.0
        if let number = Double(rest) {
            sum = number
        } else {
            guard !rest.isEmpty else { return nil }
            while !rest.isEmpty {
                let digits = rest.prefix(while: isDigit)
                rest = rest.dropFirst(digits.count)
                let unit = rest.prefix { !isDigit($0) }
                rest = rest.dropFirst(unit.count)
                guard let value = Double(digits), let scale = seconds(ofUnit: unit) else { return nil }
                sum += value * scale
            }
        }
        return sum >= 0 && sum < longest ? sum : nil
    }

    private static func isDigit(_ character: Character) -> Bool {
        character == "." || ("0"..."9").contains(character)
    }

    private static func seconds(ofUnit unit: Substring) -> Double? {
        switch unit {
        case "ns": 1e-9
        case "us", "µs", "μs": 1e-6
        case "ms": 1e-3
        case "s": 1
        case "m": 60
        case "h": 3600
        case "d": 86400
        default: nil
        }
    }
}
