/// Who turns a training set into new weights.
package enum TrainerKind: String, Sendable, Hashable, CaseIterable {
    case none
    /// A person, who says when it is done.
    case manual
    /// The playground's own trainer.
    case playground
    /// A program.
    case command
}
