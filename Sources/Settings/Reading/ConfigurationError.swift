/// Everything that is wrong with a configuration, in the order of the file, overrides last.
package struct ConfigurationError: Error, Sendable, Hashable {
    package let problems: [ConfigurationProblem]

    init(_ problems: [ConfigurationProblem]) {
        let ordered = problems.enumerated().sorted { first, second in
            let (a, b) = (Self.position(first.element.place), Self.position(second.element.place))
            return a == b ? first.offset < second.offset : a < b
        }
        self.problems = ordered.map(\.element)
    }

    private static func position(_ place: SourcePlace) -> (Int, Int) {
        switch place {
        case .file(_, let line, let column): (line, column)
        case .wholeFile: (0, 0)
        case .standard: (Int.max - 1, 0)
        case .override: (Int.max, 0)
        }
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
