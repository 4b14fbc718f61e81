/// A value as YAML's core schema knows it: what a pass-through mapping holds, and what a configuration is rendered from.
///
/// Whole numbers and floating-point numbers stay apart, and mappings keep their order, so that what is passed on to a
/// server is what the user wrote. Doubles are always finite.
package indirect enum YAMLValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case double(Double)
    case text(String)
    case list([YAMLValue])
    case mapping(YAMLMapping)

    /// The texts of a list; empty for all else.
    var texts: [String] {
        guard case .list(let items) = self else { return [] }
        return items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
