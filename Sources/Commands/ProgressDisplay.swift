import Orchestrator
import Platform

/// Shows a run's notices: one redrawn block on a terminal, plain lines otherwise.
final class ProgressDisplay: Sendable {
    private struct State {
        var meter = ProgressMeter()
        var drawnLines = 0
        var pace = LogPace()
    }

    private let isTerminal: Bool
    private let state = Lock(State())

    init(isTerminal: Bool) {
        self.isTerminal = isTerminal
    }

    func show(_ notice: RunNotice) {
        switch notice {
        case .info(let text): line(text)
        case .warning(let text): line("warning: \(text)")
        case .exported(let round, let path, let rows, let unit): line("round \(round): wrote \(rows) \(unit) to \(path)")
        case .trainer(let round, let text): line("round \(round) trainer | \(TerminalText.clean(text))")
        case .progress(let round, let rounds, let stages): progress(round, rounds, stages)
        }
    }

    /// Leaves the last state of the block standing.
    func finish() {
        state.withLock { $0.drawnLines = 0 }
    }

    private func line(_ text: String) {
        state.withLock { state in
            erase(&state)
            Console.error(text)
        }
    }

    private func progress(_ round: Int, _ rounds: Int, _ stages: [StageProgress]) {
        let now = RunClock.monotonic
        state.withLock { state in
            state.meter.update(round: round, stages, at: now)
            let lines = ProgressLines.draw(round: round, of: rounds, stages, rates: state.meter.rates, width: Console.columns)
            if isTerminal {
                erase(&state)
                Console.raw(lines.map { $0 + "\n" }.joined(), to: 2)
                state.drawnLines = lines.count
            } else {
                let line = ProgressLines.plain(round: round, of: rounds, stages)
                let isEnd = stages.allSatisfy { $0.done + $0.failed >= $0.planned } && state.meter.isNews
                if state.pace.takes(line, at: now, isEnd: isEnd) { Console.error(line) }
            }
        }
    }

    private func erase(_ state: inout State) {
        guard isTerminal, state.drawnLines > 0 else { return }
        Console.raw("\u{1B}[\(state.drawnLines)A\u{1B}[J", to: 2)
        state.drawnLines = 0
    }
}
