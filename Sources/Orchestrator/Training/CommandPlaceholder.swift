/// What `{name}` in a command's arguments may stand for.
package enum CommandPlaceholder: String, Sendable, Hashable, CaseIterable {
    /// The round's training set: a file or folder.
    case dataset
    /// The model that answered in this round: where training starts.
    case policy
    /// The model the implicit reward was measured against.
    case reference
    /// Where the trainer writes the new model. It does not exist yet.
    case output
    /// The round's number, from 1.
    case round
    /// The run's folder.
    case run
    /// The weights a server is to be restarted with; only in the commands of `trainer.weights`.
    case model

    /// What may stand in a trainer's command.
    package static let ofTrainers: [CommandPlaceholder] = [.dataset, .policy, .reference, .output, .round, .run]
}
