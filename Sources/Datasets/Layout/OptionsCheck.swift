/// Whether a format can be written with the options it is asked for with.
struct OptionsCheck {
    let format: any TrainingSetFormat
    let options: TrainingSetOptions
    let folder: String

    func check() throws {
        try checkName()
        if let kind = options.kind, !format.kinds.contains(kind) {
            let known = format.kinds.map(\.rawValue).joined(separator: ", ")
            throw fault("the format \(format.name) is not read as \(kind.rawValue); it is as: \(known)")
        }
        try checkColumns()
        try checkParts()
    }

    private func checkName() throws {
        let isPlain = options.name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
                || byte == 0x5F
        }
        guard isPlain, !options.name.isEmpty, options.name.utf8.first != 0x2D, options.name.utf8.count <= 100 else {
            throw fault("a training set's name has 1 to 100 letters, digits, '.', '_' or '-' and does not begin with '-'")
        }
    }

    private func checkColumns() throws {
        let values = options.writtenValues(format)
        let asked = TrainingSetColumn.allCases.filter { options.columns.contains($0) }
        for column in asked where !column.stands(in: format.layout) {
            throw fault(
                "the format \(format.name) has no column \(column.rawValue): a record of it is one of the \(format.layout.rawValue)"
            )
        }
        if format.layout == .prompts, let value = values.first {
            throw fault("the format \(format.name) cannot have the selection's column \(value): a record of it is a prompt")
        }
        switch format.further {
        case .none(let reason):
            if let name = asked.first?.rawValue ?? values.first {
                throw fault("the format \(format.name) takes no further column \(name): \(reason)")
            }
        case .any(let except):
            if let name = values.first(where: { except.contains($0) }) {
                throw fault("the format \(format.name) cannot have a column \(name), which its trainer makes itself: name it differently")
            }
        }
        var names: Set<String> = []
        for field in format.schema(RowColumns(options.columns, values: values, first: nil)) where !names.insert(field.name).inserted {
            throw fault("two columns of the format \(format.name) would be called \(field.name): leave one out or name it differently")
        }
    }

    private func checkParts() throws {
        if let rows = options.rowsPerShard, rows < 1 { throw fault("a shard has at least 1 row") }
        if let split = options.split, !(split.testShare >= 0 && split.testShare <= 1) {
            throw fault("the share of the test split is from 0 to 1")
        }
        if case .softLabels(let copies) = options.replication {
            guard (2...1000).contains(copies) else { throw fault("soft labels are told by 2 to 1000 copies of each row") }
            guard format.layout != .prompts else { throw fault("the format \(format.name) has no pairs to be repeated") }
        }
        guard let grouping = options.grouping else { return }
        guard format.layout != .prompts else { throw fault("the format \(format.name) has no pairs to be parted into folders") }
        if case .bands(let bounds) = grouping {
            let ascends = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
            guard !bounds.isEmpty, ascends, bounds.allSatisfy(\.isFinite) else {
                throw fault("bands are parted at one or more ascending numbers")
            }
        }
    }

    private func fault(_ message: String) -> DatasetError { DatasetError(file: folder, message: message) }
}
