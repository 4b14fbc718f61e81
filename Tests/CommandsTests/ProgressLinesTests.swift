import Orchestrator
import Testing

@testable import Commands

@Suite("Progress as text")
struct ProgressLinesTests {
    private static func stage(_ name: String, _ done: Int, of planned: Int, failed: Int = 0, inFlight: Int = 0, down: Int = 0)
        -> StageProgress
    {
        StageProgress(name: name, planned: planned, done: done, failed: failed, inFlight: inFlight, endpointsDown: down)
    }

    @Test("a block has a heading and a line a stage: bar, counts, rate, time left, in flight, failures, endpoints down")
    func block() {
        let stages = [
            Self.stage("sample", 500, of: 1000, inFlight: 64),
            Self.stage("reward:rm", 90, of: 1000, failed: 10, inFlight: 7, down: 1),
        ]
        let lines = ProgressLines.draw(round: 1, of: 2, stages, rates: ["sample": 12.5, "reward:rm": 0.44], width: 200)
        #expect(
            lines == [
                "round 1 of 2",
                "  sample     [==========          ]  500/1000  13/s  40s left  64 in flight",
                "  reward:rm  [==                  ]  90/1000  0.4/s  34m05s left  7 in flight  10 failed  1 endpoint(s) down",
            ]
        )
    }

    @Test("a finished stage and one without work show a full bar and no time left")
    func full() {
        let stages = [Self.stage("sample", 8, of: 8), Self.stage("empty", 0, of: 0)]
        let lines = ProgressLines.draw(round: 3, of: 3, stages, rates: ["sample": 100], width: 200)
        #expect(lines[1] == "  sample  [====================]  8/8  100/s  0 in flight")
        #expect(lines[2] == "  empty   [====================]  0/0  0 in flight")
    }

    @Test("more done than planned, as after a plan that shrank, does not break the bar")
    func overfull() {
        let lines = ProgressLines.draw(round: 1, of: 1, [Self.stage("sample", 12, of: 8)], rates: ["sample": 1], width: 200)
        #expect(lines[1] == "  sample  [====================]  12/8  1.0/s  0 in flight")
    }

    @Test("lines are cut to the terminal, but never below 20 columns", arguments: [(40, 39), (10, 20)])
    func narrow(_ width: Int, _ length: Int) {
        let stages = [Self.stage("sample", 1, of: 1000, inFlight: 64)]
        let lines = ProgressLines.draw(round: 1, of: 1, stages, rates: [:], width: width)
        #expect(lines[1].count == length)
    }

    @Test("a log gets one line with all stages")
    func plain() {
        let stages = [Self.stage("sample", 5, of: 10), Self.stage("reward:rm", 3, of: 10, failed: 2, down: 1)]
        let line = "round 2 of 4: sample 5/10, reward:rm 3/10 (2 failed) (1 endpoint(s) down)"
        #expect(ProgressLines.plain(round: 2, of: 4, stages) == line)
    }

    @Test(
        "durations",
        arguments: [
            (0.0, "0s"), (0.4, "0s"), (59.4, "59s"), (59.6, "1m00s"), (185, "3m05s"), (3599, "59m59s"), (3720, "1h02m"),
            (360_000, "100h00m"),
            (1e300, "277777h46m"),
        ]
    )
    func durations(_ seconds: Double, _ text: String) {
        #expect(ProgressLines.duration(seconds) == text)
    }
}
