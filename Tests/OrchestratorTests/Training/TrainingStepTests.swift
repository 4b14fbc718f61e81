import Testing

@testable import Orchestrator

/// What comes next, for everything that can stand on disk.
@Suite struct TrainingStepTests {
    typealias Attempt = TrainingSituation.Attempt

    static func exit(_ attempt: Int, code: Int32) -> TrainerExit { TrainerExit(attempt: attempt, reason: .exited, end: .exited(code)) }
    static let success1 = Attempt(number: 1, exit: exit(1, code: 0), hasModel: true)
    static let failed1 = Attempt(number: 1, exit: exit(1, code: 3), hasModel: true)
    static let empty1 = Attempt(number: 1, exit: exit(1, code: 0))
    static let running1 = Attempt(number: 1, isLocked: true, hasModel: true)
    static let gone1 = Attempt(number: 1, hasModel: true)
    static let lost1 = TrainerExit(attempt: 1, reason: .lost)

    struct Case: Sendable, CustomStringConvertible {
        var description: String
        var situation: TrainingSituation
        var waited: Int?
        var step: TrainingStep
    }

    static let cases: [Case] = [
        Case("nothing yet", [], .start(attempt: 1, after: nil)),
        Case("the ledger has it", [running1], isRecorded: true, .done),
        Case("renamed but not recorded", [], finished: .init(exit: exit(2, code: 0), hasModel: true), .record),
        Case("renamed, beside an older failure", [failed1], finished: .init(exit: nil, hasModel: true), .record),
        Case("the model was taken away", [], finished: .init(exit: exit(1, code: 0), hasModel: false), .damaged),
        Case("complete but not renamed", [success1], .commit(attempt: 1)),
        Case("complete, waited for", [success1], waited: 1, .commit(attempt: 1)),
        Case("the second is complete", [failed1, Attempt(number: 2, exit: exit(2, code: 0), hasModel: true)], .commit(attempt: 2)),
        Case("at work", [running1], .adopt(attempt: 1)),
        Case(
            "has said success and still holds the lock",
            [Attempt(number: 1, isLocked: true, exit: exit(1, code: 0), hasModel: true)],
            .adopt(attempt: 1)
        ),
        Case("an older one is at work", [running1, Attempt(number: 2)], .adopt(attempt: 1)),
        Case("failed in another life", [failed1], .start(attempt: 2, after: exit(1, code: 3))),
        Case("failed while waited for", [failed1], waited: 1, .failed(exit(1, code: 3))),
        Case(
            "the second failed, the first was waited for",
            [failed1, Attempt(number: 2, exit: exit(2, code: 1))],
            waited: 1,
            .start(attempt: 3, after: exit(2, code: 1))
        ),
        Case("success without a model", [empty1], .start(attempt: 2, after: exit(1, code: 0))),
        Case("success without a model while waited for", [empty1], waited: 1, .failed(exit(1, code: 0))),
        Case("gone without a word", [gone1], .start(attempt: 2, after: lost1)),
        Case("gone without a word while waited for", [gone1], waited: 1, .failed(lost1)),
        Case("in any order", [Attempt(number: 3, exit: exit(3, code: 1)), failed1], .start(attempt: 4, after: exit(3, code: 1))),
        Case(
            "ended for its time although it then exited with 0",
            [Attempt(number: 1, exit: TrainerExit(attempt: 1, reason: .timedOut, end: .exited(0)), hasModel: true)],
            waited: 1,
            .failed(TrainerExit(attempt: 1, reason: .timedOut, end: .exited(0)))
        ),
    ]

    @Test(arguments: cases) func whatStandsOnDiskDecides(_ example: Case) {
        #expect(TrainingStep.next(example.situation, waited: example.waited) == example.step)
    }
}

extension TrainingStepTests.Case {
    init(
        _ description: String,
        _ attempts: [TrainingSituation.Attempt],
        isRecorded: Bool = false,
        finished: TrainingSituation.Finished? = nil,
        waited: Int? = nil,
        _ step: TrainingStep
    ) {
        self.init(
            description: description,
            situation: TrainingSituation(isRecorded: isRecorded, finished: finished, attempts: attempts),
            waited: waited,
            step: step
        )
    }
}
