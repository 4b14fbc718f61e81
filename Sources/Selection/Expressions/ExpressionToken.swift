/// A word of an expression and where it stands.
struct ExpressionToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// `isWhole`: written with digits only.
        case number(Double, isWhole: Bool)
        case name(String)
        case symbol(Symbol)
    }

    enum Symbol: String, CaseIterable, Sendable {
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case greater = ">"
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case open = "("
        case close = ")"
        case comma = ","
    }

    let kind: Kind
    /// Offsets in Unicode scalars from the start of the text.
    let range: Range<Int>
}
