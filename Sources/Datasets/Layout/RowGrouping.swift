/// Rows parted into folders, each a training set of its own, for trainers that cannot treat rows differently.
package enum RowGrouping: Sendable, Hashable {
    /// By margin (the pair's value `margin`, else the explicit margin): `band_1` below the first bound, the last from the last bound up.
    /// Each band can be trained with an offset or strength of its own. Bounds ascend.
    case bands([Double])
    /// By the pair's value `stage`, a whole number from 0: a curriculum, trained folder after folder (`stage_001`, …).
    case stages

    /// Values of the selection that the folders stand for, and which are no longer written.
    package var values: [String] {
        switch self {
        case .bands: []
        case .stages: ["stage"]
        }
    }

    /// The folder of a set without rows: its columns are there all the same.
    var first: String {
        switch self {
        case .bands: "band_1"
        case .stages: "stage_000"
        }
    }

    /// The folder of a row.
    package func folder(of row: TrainingRow) throws -> String {
        guard let pair = row.pair else {
            throw RowFault("prompt \(row.prompt.id) comes without a pair: only pairs are parted into folders")
        }
        switch self {
        case .bands(let bounds):
            let margin = pair.value("margin") ?? pair.explicitMargin
            return "band_\((bounds.firstIndex { margin < $0 } ?? bounds.count) + 1)"
        case .stages:
            guard let stage = pair.value("stage"), let number = Int(exactly: stage), (0...999).contains(number) else {
                throw RowFault("prompt \(row.prompt.id) has no stage, a whole number from 0 to 999: add that column to the selection")
            }
            return "stage_" + Shard.padded(number, digits: 3)
        }
    }

    /// What whoever trains on a folder should know.
    func notes(_ folder: String) -> [String] {
        switch self {
        case .bands(let bounds):
            let limits = bounds.map(\.description).joined(separator: ", ")
            return ["This is \(folder) of the margin bands parted at \(limits): train each with the offset that suits it."]
        case .stages:
            return [
                "This is \(folder) of a curriculum: train the folders in the order of their numbers, each from the model of the one before."
            ]
        }
    }
}
