package import JSONCursor

/// A trainer's file format: which rows it reads, what a record of it is, and what its trainer makes of that.
///
/// Sources and rules of every format: docs/exports.md.
package protocol TrainingSetFormat: Sendable {
    /// The name in `export: [{format: NAME}]`.
    var name: String { get }

    /// What it is, in a few words.
    var title: String { get }

    /// Who reads it, for the manifest.
    var consumer: String { get }

    /// Where the format is written down.
    var source: String { get }

    /// What becomes one record.
    var layout: TrainingRowLayout { get }

    /// Whether rows must come with all responses of their prompt, pairs too.
    var needsResponses: Bool { get }

    /// What its consumer reads, the usual kind first.
    var kinds: [RecordFileKind] { get }

    /// The stem of the held-out file.
    var heldOut: String { get }

    /// Whether columns may be added.
    var further: FurtherColumns { get }

    /// Values of a selection that the format's own columns take up.
    var values: [String] { get }

    /// The format's own columns, which come first.
    func fields(_ columns: RowColumns) -> [RecordField]

    /// Who reads a column; nil where nobody does.
    func reader(of column: String) -> String?

    /// Why its consumer would skip the row without a word: such a row is left out and counted under this reason, such as `even_turns`.
    func omission(of row: TrainingRow) -> String?

    /// Writes the values of the format's own columns in their order; throws a `RowFault` where the row cannot be told in this format,
    /// and a `JSONError` where a number is not finite. For the layout `responses` the row has exactly one response, the labelled one.
    func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws

    /// Settings of its trainer that load the training set.
    func sidecars(_ facts: SidecarFacts) -> [Sidecar]

    /// `write` for JSON. It is asked for by the file's writer through the protocol, once a row; what it calls is known to the compiler.
    func writeJSON(_ row: TrainingRow, _ context: RowContext, to json: inout JSONWriter) throws

    /// `write` for Parquet, likewise.
    func writeParquet(_ row: TrainingRow, _ context: RowContext, to rows: inout ParquetRowWriter) throws
}

extension TrainingSetFormat {
    package var needsResponses: Bool { false }
    package var kinds: [RecordFileKind] { [.jsonLines, .parquet] }
    package var heldOut: String { "test" }
    package var further: FurtherColumns { .any() }
    package var values: [String] { [] }

    package func omission(of row: TrainingRow) -> String? { nil }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] { [] }

    /// Where the format is described.
    package var anchor: String { "docs/exports.md#" + name }

    /// All columns in their order.
    package func schema(_ columns: RowColumns) -> [RecordField] {
        fields(columns) + columns.fields(layout)
    }

    /// Who reads which column.
    package func readers(_ columns: RowColumns) -> [ColumnReader] {
        schema(columns).map { ColumnReader($0.name, reader(of: $0.name)) }
    }

    /// Writes a record.
    package func write<Sink: RecordSink>(_ row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        sink.beginObject()
        try writeFields(of: row, context, to: &sink)
        try context.columns.write(row, layout, to: &sink)
        sink.endObject()
    }

    package func writeJSON(_ row: TrainingRow, _ context: RowContext, to json: inout JSONWriter) throws {
        try write(row, context, to: &json)
    }

    package func writeParquet(_ row: TrainingRow, _ context: RowContext, to rows: inout ParquetRowWriter) throws {
        try write(row, context, to: &rows)
    }
}
