import JSONCursor
import Ledger

/// What the hooks are told.
extension RunEngine {
    /// A round is over: what it kept, where its sets lie, what its training brought.
    func tellFinished(_ round: Int) async {
        guard configuration.hooks?.roundFinished.isEmpty == false else { return }
        struct Told: Sendable {
            var exports: [ExportRecord]
            var training: TrainingRecord?
            var evaluations: [EvaluationRecord]
        }
        let found = try? await writing.run { [ledger] in
            Told(
                exports: try ledger.exports(round: round),
                training: try ledger.trainings().last { $0.round == round && $0.isDone },
                evaluations: try ledger.evaluations().filter { $0.round == round }
            )
        }
        guard let found else { return }
        await commands.tell(.roundFinished) { writer in
            writer.key("round")
            writer.integer(round)
            writer.key("exports")
            writer.beginArray()
            for export in found.exports {
                writer.beginObject()
                writer.key("format")
                writer.string(export.format)
                writer.key("path")
                writer.string(folder.absolute(export.path))
                writer.key("rows")
                writer.integer(export.rows)
                writer.endObject()
            }
            writer.endArray()
            writer.key("model")
            if let path = found.training?.modelPath { writer.string(folder.weights(path)) } else { writer.null() }
            writer.key("metrics")
            writer.beginObject()
            for evaluation in found.evaluations {
                writer.key(evaluation.metric)
                try writer.double(evaluation.value)
            }
            writer.endObject()
        }
    }

    /// The run ended before its end.
    func tell(_ event: RunCommands.Event, _ reason: String) async {
        await commands.tell(event) { writer in
            writer.key("reason")
            writer.string(reason)
        }
    }
}
