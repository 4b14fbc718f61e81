/// The finite numbers a key takes.
package struct NumberRange: Sendable, Hashable {
    package let lower: Double?
    package let includesLower: Bool
    package let upper: Double?
    package let includesUpper: Bool

    private init(_ lower: Double?, includesLower: Bool = true, _ upper: Double?, includesUpper: Bool = true) {
        self.lower = lower
        self.includesLower = includesLower
        self.upper = upper
        self.includesUpper = includesUpper
    }

    static let any = NumberRange(nil, nil)

    static func atLeast(_ lower: Double) -> NumberRange { NumberRange(lower, nil) }
    static func above(_ lower: Double) -> NumberRange { NumberRange(lower, includesLower: false, nil) }
    static func from(_ lower: Double, to upper: Double) -> NumberRange { NumberRange(lower, upper) }
    static func above(_ lower: Double, to upper: Double) -> NumberRange { NumberRange(lower, includesLower: false, upper) }
    static func between(_ lower: Double, _ upper: Double) -> NumberRange {
        NumberRange(lower, includesLower: false, upper, includesUpper: false)
    }

    func contains(_ number: Double) -> Bool {
        if let lower, number < lower || (number == lower && !includesLower) { return false }
        if let upper, number > upper || (number == upper && !includesUpper) { return false }
        return number.isFinite
    }

    /// "from 0 to 1", "above 0"; empty for any number.
    var phrase: String {
        let start: String? = lower.map { (includesLower ? "from " : "above ") + Self.short($0) }
        let end: String? = upper.map { (includesUpper ? (start == nil || !includesLower ? "at most " : "to ") : "below ") + Self.short($0) }
        switch (start, end) {
        case (let start?, let end?): return start + (includesLower ? " " : " and ") + end
        case (let start?, nil): return start
        case (nil, let end?): return end
        case (nil, nil): return ""
        }
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : number.description
    }
}
