/// A compiled expression, whatever its rows and its kind, and what it needs.
package protocol ColumnExpression: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    var text: String { get }
    var needs: ExpressionNeeds { get }
    var usesRandom: Bool { get }
}

extension ColumnExpression {
    /// Names of the table's columns that must be there, such as `r.helpful`, `chars`, `tag:safety`, `meta:difficulty`.
    package var requiredColumns: Set<String> { needs.requiredColumns }

    /// Whether the selection's own implicit reward is read, as by `dh` or `h_w`.
    package var needsImplicitMargin: Bool { needs.implicitReward }

    /// Whether every response must come with its log-probability under the policy.
    /// - Parameter family: the selection's own.
    package func needsPolicyLogprobs(_ family: ImplicitReward) -> Bool {
        needs.policyLogprobs || (needs.implicitReward && family.needsPolicy)
    }

    /// Whether every response must come with its log-probability under the reference.
    /// - Parameter family: the selection's own.
    package func needsReferenceLogprobs(_ family: ImplicitReward) -> Bool {
        needs.referenceLogprobs || (needs.implicitReward && family.needsReference)
    }

    /// Whether the responses' vectors so named are read: `embedding`, `text`.
    package func needsVectors(_ name: String) -> Bool { needs.vectors.contains(name) }

    /// Whether comparisons of a judge are read; the name as expressions write it.
    package func needsPreferences(_ judge: String) -> Bool { needs.preferences.contains(judge) }

    package func needsGroups(_ grouping: Grouping) -> Bool { needs.groups.contains(grouping) }

    package var description: String { text }
}
