/// Whether a trainer bears columns it does not read.
package enum FurtherColumns: Sendable, Hashable {
    /// It ignores them, apart from names it uses itself.
    case any(except: [String] = [])
    /// None; the reason completes "FORMAT takes no further columns: ".
    case none(String)
}
