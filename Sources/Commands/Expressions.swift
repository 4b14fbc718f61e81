import Orchestrator
import Selection

/// Values of options that have a language of their own.
enum Expressions {
    static func score(_ text: String, option: String) throws(RunError) -> ScoreExpression {
        do { return try ScoreExpression.parse(text) } catch { throw RunError(.input, "\(option): \(error)") }
    }

    static func filter(_ text: String, option: String) throws(RunError) -> FilterExpression {
        do { return try FilterExpression.parse(text) } catch { throw RunError(.input, "\(option): \(error)") }
    }

    static func keep(_ text: String, option: String) throws(RunError) -> Keep {
        do { return try Keep.parse(text) } catch { throw RunError(.input, "\(option): \(error)") }
    }

    /// One of the names of an enumeration.
    static func choice<Choice: RawRepresentable & CaseIterable>(_ text: String, option: String) throws(RunError) -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RunError(.input, "\(option) is \(text): it must be one of \(known)")
        }
        return choice
    }
}
