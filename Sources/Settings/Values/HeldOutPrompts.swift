/// Which prompts no round trains on.
package enum HeldOutPrompts: Sendable, Hashable {
    /// Of the prompts, in (0, 1).
    case share(Double)
    /// Of the prompts, at least 1.
    case count(Int)
    /// Those of a file of their own.
    case source(ConfiguredPath)
}
