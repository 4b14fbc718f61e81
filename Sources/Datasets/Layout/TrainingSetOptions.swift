/// How a training set is written.
package struct TrainingSetOptions: Sendable, Hashable {
    /// What settings files and cards call it: letters, digits, `.`, `_`, `-`.
    package var name: String
    /// Nil is the format's usual kind.
    package var kind: RecordFileKind?
    package var columns: Set<TrainingSetColumn>
    /// The selection's own columns in their order.
    package var values: [String]
    /// Nil is one file.
    package var rowsPerShard: Int?
    /// Nil trains on everything.
    package var split: TrainTestSplit?
    package var replication: Replication?
    package var grouping: RowGrouping?
    /// Writes settings of the trainer beside the rows.
    package var hasSidecars: Bool
    /// Lays the folder out for the Hugging Face Hub, with this card.
    package var card: CardFacts?

    package init(
        name: String = "selfplay",
        kind: RecordFileKind? = nil,
        columns: Set<TrainingSetColumn> = [],
        values: [String] = [],
        rowsPerShard: Int? = nil,
        split: TrainTestSplit? = nil,
        replication: Replication? = nil,
        grouping: RowGrouping? = nil,
        hasSidecars: Bool = false,
        card: CardFacts? = nil
    ) {
        self.name = name
        self.kind = kind
        self.columns = columns
        self.values = values
        self.rowsPerShard = rowsPerShard
        self.split = split
        self.replication = replication
        self.grouping = grouping
        self.hasSidecars = hasSidecars
        self.card = card
    }
}

extension TrainingSetOptions {
    /// The selection's columns that are written as they are: the others are in columns of the format's own, in copies, in folders.
    func writtenValues(_ format: any TrainingSetFormat) -> [String] {
        let taken = format.values + (replication?.values ?? []) + (grouping?.values ?? [])
        return values.filter { !taken.contains($0) }
    }
}
