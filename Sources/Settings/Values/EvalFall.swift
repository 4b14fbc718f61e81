/// What happens when an evaluation comes out lower.
package enum EvalFall: String, Sendable, Hashable, CaseIterable {
    case stop
    case warn
}
