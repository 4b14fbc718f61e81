/// What a hand-off tells while it goes on.
package enum TrainingNotice: Sendable, Hashable {
    case started(attempt: Int, log: String)
    /// A trainer that an earlier process started is at work and is waited for.
    case adopted(attempt: Int, log: String)
    /// An earlier attempt had failed: why, in a sentence. A new one follows.
    case earlierFailure(String)
    /// A line the trainer wrote, control codes and all.
    case line(String)
}
