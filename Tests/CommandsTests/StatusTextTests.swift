import Ledger
import Testing

@testable import Commands
@testable import Orchestrator

@Suite("A status report for people")
struct StatusTextTests {
    private static var round: StatusReport.Round {
        StatusReport.Round(
            record: RoundRecord(
                round: 1,
                policy: "policy",
                reference: nil,
                weightVersion: "",
                firstResponse: 1,
                startedAt: 1_700_000_000,
                closedAt: nil
            ),
            base: StatusReport.Answers(
                phase: .base,
                promptsPlanned: 200,
                promptsPaired: 150,
                promptsKept: 60,
                promptReasons: [("not_kept", 90), ("prompt_too_long", 1), ("tied_reward", 49)],
                responsesDone: 990,
                responsesFailed: 5,
                responses: ResponseFunnel(planned: 1000, usable: 980, reasons: [("empty", 15), ("sample_failed", 5)]),
                candidates: 1234
            ),
            evolved: StatusReport.Answers(
                phase: .evolved,
                promptsPlanned: 40,
                promptsPaired: 40,
                promptsKept: 16,
                promptReasons: [("not_kept", 24)],
                responsesDone: 200,
                responsesFailed: 0,
                responses: ResponseFunnel(planned: 200, usable: 200, reasons: []),
                candidates: 400
            ),
            rewrites: RewriteCounts(
                planned: 50,
                kept: [.init(name: "breadth", count: 18), .init(name: "deepen", count: 22)],
                dropped: [.init(name: "refusal", count: 3), .init(name: "unchanged", count: 7)]
            ),
            rewards: .init(name: "rewards", planned: 980, done: 978, failed: 2),
            logprobs: .init(name: "logprobs", planned: 0, done: 0, failed: 0),
            selections: ["base", "evolved", "cautious"],
            exports: [],
            heldOutReward: 0.25,
            baselineReward: 0.5,
            rewardGain: -0.25,
            evaluations: [EvaluationRecord(round: 1, metric: "accuracy", value: 0.75, weightVersion: "round-001")],
            lastFailures: [("reward:rm", "not_finite", "127.0.0.1:1/classify: the reward is NaN or infinite")]
        )
    }

    private static func report(_ rounds: [StatusReport.Round], holder: Int32?) -> StatusReport {
        StatusReport(
            run: RunRecord(name: "trial", seed: 7, createdAt: 1_700_000_000, createdBy: "0.1.0"),
            rounds: rounds,
            roundsPlanned: 2,
            pool: 273,
            poolHeldOut: 0,
            poolDropped: [("duplicate", 3)],
            holder: holder
        )
    }

    @Test("tells what is done, what is left out and why, and what went wrong last")
    func whole() {
        let text = StatusText.text(Self.report([Self.round], holder: 4711))
        #expect(
            text == """
                run trial, seed 7, running (process 4711)
                pool: 273 prompts; left out: duplicate 3

                round 1 of 2  open  policy policy
                  prompts    200 planned, 150 with a pair, 60 kept; not: not_kept 90, prompt_too_long 1, tied_reward 49
                  responses  990/1000 done, 980 usable; not: empty 15, sample_failed 5
                  pairs      1234 candidates, 60 kept
                  rewrites   40 of 50 became prompts; not: refusal 3, unchanged 7
                  prompts    40 evolved planned, 40 with a pair, 16 kept; not: not_kept 24
                  responses  200/200 evolved done, 200 usable
                  pairs      400 evolved candidates, 16 kept
                  rewards    978/980 done, 2 given up
                  selections base, evolved, cautious
                  held out   mean reward 0.5 before training
                  held out   mean reward 0.25 after training (-0.25, worse than before)
                  evaluation accuracy 0.75
                  last error reward:rm: 127.0.0.1:1/classify: the reward is NaN or infinite
                """
        )
    }

    @Test("says so where no round is planned and nobody is at work")
    func beginning() {
        let text = StatusText.text(Self.report([], holder: nil))
        #expect(text == "run trial, seed 7, not running\npool: 273 prompts; left out: duplicate 3\nno round is planned yet")
    }
}
