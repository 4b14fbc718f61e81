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
    /// A whole number from 1, or one of the words.
    case countOr([String])
    /// The name of a model, a hub id, or a path that shows it is one: it begins with `./`, `../` or `/`.
    case modelPath
    case texts
    /// A program and its arguments, at least `minimum` texts; never read by a shell.
    case arguments(minimum: Int)
    /// A list of such commands.
    case argumentLists
    /// Names of environment variables with their texts.
    case variables
    /// Names of columns with their expressions.
    case expressions
    /// Keys under `policy.sampling`, by their whole path, with the values they change to.
    case samplingChanges
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
        case .countOr(let words): "a whole number from 1, or " + words.map { "`" + $0 + "`" }.joined(separator: " or ")
        case .modelPath: "a model's name, or a path that begins with `./`, `../` or `/`"
        case .texts: "a list of texts"
        case .arguments: "a list of texts, the program first (`[python3, train.py]`)"
        case .argumentLists: "a list of commands, each a list of texts with the program first"
        case .variables: "a mapping of environment variables to texts"
        case .expressions: "a mapping of column names to expressions"
        case .samplingChanges: "a mapping of keys such as `policy.sampling.temperature` to values"
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
