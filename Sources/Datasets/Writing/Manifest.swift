package import JSONCursor
import Platform

/// What a round's training sets were made from. Equal manifests give equal bytes: no clock, no machine, no absolute path.
package struct Manifest: Sendable, Hashable {
    package struct Model: Sendable, Hashable {
        /// `policy`, `reference`, `reward rm`.
        package let role: String
        package let name: String
        package let weightVersion: String?

        package init(role: String, name: String, weightVersion: String? = nil) {
            self.role = role
            self.name = name
            self.weightVersion = weightVersion
        }
    }

    package struct Export: Sendable, Hashable {
        package let format: String
        package let consumer: String
        /// The folder its files lie in, as the ledger has it.
        package let folder: String
        /// The selection it was made of.
        package let selection: String
        package let files: [TrainingSetFile]
        /// Who reads which column.
        package let columns: [ColumnReader]
        /// Records its consumer would have skipped, by reason.
        package let omissions: [Funnel.Step]

        package init(
            format: any TrainingSetFormat,
            folder: String = "",
            selection: String = "base",
            files: [TrainingSetFile],
            columns: [ColumnReader] = [],
            omissions: [Funnel.Step] = []
        ) {
            self.format = format.name
            consumer = format.consumer
            self.folder = folder
            self.selection = selection
            self.files = files
            self.columns = columns
            self.omissions = omissions
        }
    }

    package var run: String
    package var round: Int
    /// SHA-256 of the configuration's rendering.
    package var configuration: String
    /// By what they seed: `run`.
    package var seeds: [Funnel.Step]
    package var models: [Model]
    /// By name, such as `pairs kept`.
    package var counts: [Funnel.Step]
    package var funnels: [Funnel]
    package var exports: [Export]
    /// Further exports, as an earlier manifest has them.
    package var others: [JSONValue]
    /// Why the pairs are those: what the score is made of, by phase; nil where it is not known.
    package var explanation: JSONValue?

    package init(
        run: String,
        round: Int,
        configuration: String,
        seeds: [Funnel.Step],
        models: [Model],
        counts: [Funnel.Step],
        funnels: [Funnel],
        exports: [Export],
        others: [JSONValue] = [],
        explanation: JSONValue? = nil
    ) {
        self.run = run
        self.round = round
        self.configuration = configuration
        self.seeds = seeds
        self.models = models
        self.counts = counts
        self.funnels = funnels
        self.exports = exports
        self.others = others
        self.explanation = explanation
    }

    /// Indented JSON with a final newline.
    package func json() throws -> String {
        let explained: [JSONValue.Member] = explanation.map { [.init("explanation", $0)] } ?? []
        return try PrettyJSON.text(
            .object(
                [
                    .init("run", .string(run)),
                    .init("round", .integer(round)),
                    .init("configuration", .string(configuration)),
                    .init("seeds", Self.counts(seeds)),
                    .init("models", .array(models.map(Self.model))),
                    .init("counts", Self.counts(counts)),
                    .init("funnels", .object(funnels.map { .init($0.unit, Self.funnel($0)) })),
                    .init("exports", .array(exports.map(Self.export) + others)),
                ] + explained
            )
        )
    }

    /// Puts the manifest under `path` in one step; refuses one whose funnels lose something. Blocks.
    package func write(to path: String) throws {
        if let leak = funnels.first(where: { !$0.addsUp }) {
            let counted = leak.steps.reduce(0) { $0 + $1.count }
            throw DatasetError(
                file: path,
                message: "of \(leak.planned) planned \(leak.unit) \(counted) are accounted for: this is a fault of selfplay"
            )
        }
        let file = try AtomicFile(path: path)
        try file.write(Array(try json().utf8))
        _ = try file.commit()
    }

    private static func counts(_ steps: [Funnel.Step]) -> JSONValue {
        .object(steps.map { .init($0.name, .integer($0.count)) })
    }

    private static func funnel(_ funnel: Funnel) -> JSONValue {
        .object([.init("planned", .integer(funnel.planned)), .init("steps", counts(funnel.steps))])
    }

    private static func model(_ model: Model) -> JSONValue {
        var members: [JSONValue.Member] = [.init("role", .string(model.role)), .init("name", .string(model.name))]
        if let version = model.weightVersion { members.append(.init("weight_version", .string(version))) }
        return .object(members)
    }

    private static func export(_ export: Export) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("format", .string(export.format)),
            .init("consumer", .string(export.consumer)),
            .init("folder", .string(export.folder)),
            .init("selection", .string(export.selection)),
            .init("files", .array(export.files.map(file))),
        ]
        if !export.columns.isEmpty {
            let readers: [JSONValue.Member] = export.columns.map { .init($0.column, $0.reader.map(JSONValue.string) ?? .null) }
            members.append(.init("columns", .object(readers)))
        }
        if !export.omissions.isEmpty { members.append(.init("left_out", counts(export.omissions))) }
        return .object(members)
    }

    private static func file(_ file: TrainingSetFile) -> JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(file.name))]
        if file.role == .data { members.append(.init("rows", .integer(file.rows))) }
        members.append(.init("bytes", .integer(file.bytes)))
        members.append(.init("sha256", .string(file.sha256)))
        return .object(members)
    }
}
