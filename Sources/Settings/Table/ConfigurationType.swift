/// What may stand under a key.
package enum ConfigurationType: Sendable, Hashable {
    /// A mapping with keys of its own.
    case section
    /// A list of such mappings, at least `minimum` of them.
    case sections(minimum: Int)
    case text
    /// A name that is safe as a file name: letters, digits, `.`, `_`, `-`, not starting with a mark.
    case fileName
    /// The name of an environment variable.
    case environmentName
    /// A path, relative to the configuration's folder.
    case filePath
    /// `policy`, `plain` or a path.
    case template
    case integer(ClosedRange<Int>)
    case number(NumberRange)
    case flag
    case choice([String])
    /// A whole number from 1, or `all`.
    case countOrAll
    case texts
    case endpoints
    case choices([String])
    /// Passed on as it is.
    case mapping

    /// What the key must be, as the end of a sentence.
    package var expectation: String {
        switch self {
        case .section: "a section (a mapping of keys)"
        case .sections(let minimum): minimum == 0 ? "a list of sections" : "a list with at least \(minimum) section"
        case .text: "text"
        case .fileName: "a name of letters, digits, `.`, `_` and `-` that starts with a letter or digit, at most 100 characters"
        case .environmentName: "the name of an environment variable (letters, digits and `_`)"
        case .filePath: "a file path"
        case .template: "`policy`, `plain` or a file path"
        case .integer(let range): "a whole number " + Self.phrase(range)
        case .number(let range): range.phrase.isEmpty ? "a number" : "a number " + range.phrase
        case .flag: "`true` or `false`"
        case .choice(let names): names.count == 1 ? "`\(names[0])`" : "one of " + Self.listed(names)
        case .countOrAll: "a whole number from 1, or `all`"
        case .texts: "a list of texts"
        case .endpoints: "a list of http:// or https:// URLs"
        case .choices(let names): "a list with any of " + Self.listed(names)
        case .mapping: "a mapping, passed on as it is"
        }
    }

    private static func phrase(_ range: ClosedRange<Int>) -> String {
        range.upperBound == Int.max ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func listed(_ names: [String]) -> String {
        names.map { "`" + $0 + "`" }.joined(separator: ", ")
    }
}
