/// The ways to rewrite a prompt that need no template.
package enum BuiltInStrategy: String, Sendable, Hashable, CaseIterable {
    case breadth
    case deepen
    case constrain
    case concretize
    case reason
}
