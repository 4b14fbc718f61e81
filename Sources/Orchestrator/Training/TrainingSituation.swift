/// What stands on disk of a round's training.
package struct TrainingSituation: Sendable, Hashable {
    /// An attempt's folder, `round-001.attempt-2`.
    package struct Attempt: Sendable, Hashable {
        package var number: Int
        /// A supervisor, or a trainer that outlived it, is at work.
        package var isLocked: Bool
        package var exit: TrainerExit?
        /// Something stands where the model belongs.
        package var hasModel: Bool

        package init(number: Int, isLocked: Bool = false, exit: TrainerExit? = nil, hasModel: Bool = false) {
            self.number = number
            self.isLocked = isLocked
            self.exit = exit
            self.hasModel = hasModel
        }
    }

    /// The folder of the training that counts, `round-001`.
    package struct Finished: Sendable, Hashable {
        package var exit: TrainerExit?
        package var hasModel: Bool

        package init(exit: TrainerExit?, hasModel: Bool) {
            self.exit = exit
            self.hasModel = hasModel
        }
    }

    /// The ledger knows the training's end.
    package var isRecorded: Bool
    package var finished: Finished?
    package var attempts: [Attempt]

    package init(isRecorded: Bool = false, finished: Finished? = nil, attempts: [Attempt] = []) {
        self.isRecorded = isRecorded
        self.finished = finished
        self.attempts = attempts
    }
}
