/// Settings no rewriting can be done with; its description is one sentence for people.
package enum EvolutionError: Error, Sendable, Hashable, CustomStringConvertible {
    case strategyName(String)
    case emptyTemplate(strategy: String)
    case placeholderMissing(strategy: String)
    case repeatedStrategy(String)
    case unknownStrategy(String, suggestion: String?, known: [String])
    case noStrategies
    case lengthRatio(Double)
    case maxTokens(Int)
    /// A threshold named as in the configuration.
    case threshold(String, Double)
    case shingleSize(Int)
    case share(String, Double)
    case sharesDoNotAddUp(Double)

    package var description: String {
        switch self {
        case .strategyName(let name):
            return "\"\(name.prefix(40))\" is no name for a rewriting strategy: use 1 to 64 of the characters a-z, A-Z, 0-9, _ and -"
        case .emptyTemplate(let strategy):
            return "the template of the strategy \(strategy) is empty: write an instruction with \(RewriteStrategy.placeholder) in it"
        case .placeholderMissing(let strategy):
            return
                "the template of the strategy \(strategy) has no \(RewriteStrategy.placeholder): put it where the prompt to rewrite belongs"
        case .repeatedStrategy(let name):
            return "the strategy \(name) is listed twice: list it once"
        case .unknownStrategy(let name, let suggestion, let known):
            let hint = suggestion.map { "did you mean \($0)?" } ?? "there are: \(known.joined(separator: ", "))"
            return "there is no rewriting strategy \"\(name.prefix(40))\": \(hint)"
        case .noStrategies:
            return "no rewriting strategy is listed: list at least one"
        case .lengthRatio(let ratio):
            return "length_ratio is \(ratio): it must be a finite number of at least 1"
        case .maxTokens(let tokens):
            return "max_tokens is \(tokens): it must be at least 1"
        case .threshold(let key, let value):
            return "\(key) is \(value): it must be above 0 and at most 1"
        case .shingleSize(let size):
            return "shingle is \(size): it must be at least 1"
        case .share(let source, let share):
            return "the share \(source) is \(share): it must be a finite number of at least 0"
        case .sharesDoNotAddUp(let sum):
            return "the shares evolved, previous and fresh add up to \(sum): they must add up to 1"
        }
    }
}
