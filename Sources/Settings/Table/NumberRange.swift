/// The finite numbers a key takes.
package struct NumberRange: Sendable, Hashable {
    package let lower: Double?
    package let includesLower: Bool
    package let upper: Double?

    static let any = NumberRange(lower: nil, includesLower: true, upper: nil)

    static func atLeast(_ lower: Double) -> NumberRange { NumberRange(lower: lower, includesLower: true, upper: nil) }
    static func above(_ lower: Double) -> NumberRange { NumberRange(lower: lower, includesLower: false, upper: nil) }
    static func from(_ lower: Double, to upper: Double) -> NumberRange { NumberRange(lower: lower, includesLower: true, upper: upper) }
    static func above(_ lower: Double, to upper: Double) -> NumberRange { NumberRange(lower: lower, includesLower: false, upper: upper) }

    func contains(_ number: Double) -> Bool {
        if let lower, number < lower || (number == lower && !includesLower) { return false }
        if let upper, number > upper { return false }
        return number.isFinite
    }

    /// "from 0 to 1", "above 0"; empty for any number.
    var phrase: String {
        let start: String? = lower.map { (includesLower ? "from " : "above ") + Self.short($0) }
        let end: String? = upper.map { (start == nil || !includesLower ? "at most " : "to ") + Self.short($0) }
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
