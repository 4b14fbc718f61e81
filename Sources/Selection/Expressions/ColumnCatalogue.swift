/// The names a run adds to the language of expressions: what stands after the point in `r.NAME` or `winrate.NAME`.
///
/// Tags and metadata need no entry: `tag(NAME)` and `meta(NAME)` take any name.
package struct ColumnCatalogue: Sendable, Hashable {
    /// A run that names neither reward models nor judges.
    package static let plain = ColumnCatalogue()

    /// The reward models whose own scores are kept, as the configuration names them.
    package let rewards: [String]
    /// The judges that compare the responses of a prompt two by two, as the configuration names them.
    package let judges: [String]
    /// The models, other than the policy, whose log-probabilities responses came with.
    package let references: [String]

    package init(rewards: [String] = [], judges: [String] = [], references: [String] = []) {
        self.rewards = rewards
        self.judges = judges
        self.references = references
    }

    /// A name as expressions write it: every character but ASCII letters, digits and `_` becomes `_`.
    package static func written(_ name: String) -> String {
        var written = ""
        for scalar in name.unicodeScalars {
            let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || (scalar >= "0" && scalar <= "9") || scalar == "_")
            written.unicodeScalars.append(isKept ? scalar : "_")
        }
        return written
    }

    /// The reward models' names as expressions write them, in the catalogue's order.
    package var writtenRewards: [String] { rewards.map(Self.written) }

    /// What stands after `rho.` for all references together.
    package static let allReferences = "all"

    /// The references' names as expressions write them, and the one of all of them together; none where there is no reference.
    package var writtenReferences: [String] {
        references.isEmpty ? [] : references.map(Self.written).filter { $0 != Self.allReferences } + [Self.allReferences]
    }

    /// The judges' names as expressions write them, in the catalogue's order.
    package var writtenJudges: [String] { judges.map(Self.written) }
}
