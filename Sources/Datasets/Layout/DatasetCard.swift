/// `README.md` of a training set on the Hugging Face Hub: YAML that says what is in which file, then a page for people.
struct DatasetCard {
    let facts: CardFacts
    let format: any TrainingSetFormat
    let schema: [RecordField]
    let readers: [ColumnReader]
    let parts: [TrainingSetPart]
    let plots: [String]
    let omissions: [Funnel.Step]
    let options: TrainingSetOptions

    var text: String { "---\n" + frontMatter + "---\n\n" + page }

    private var frontMatter: String {
        var text = "pretty_name: " + Escaping.yaml(facts.title) + "\n"
        text += "license: " + Escaping.yaml(facts.license ?? "other") + "\n"
        text += "tags:\n" + tags.map { "- " + Escaping.yaml($0) + "\n" }.joined()
        text += parts.isEmpty ? "configs: []\n" : "configs:\n"
        for part in parts {
            text += "- config_name: \(configuration(part))\n  data_files:\n"
            for (split, files) in splits(part) { text += "  - split: \(split)\n    path: \(pattern(files, part))\n" }
        }
        text += parts.isEmpty ? "dataset_info: []\n" : "dataset_info:\n"
        for part in parts {
            text += "- config_name: \(configuration(part))\n  features:\n" + FeatureList.yaml(schema, indent: 2) + "  splits:\n"
            for (split, files) in splits(part) {
                let bytes = files.reduce(0) { $0 + $1.bytes }
                let rows = files.reduce(0) { $0 + $1.rows }
                text += "  - name: \(split)\n    num_bytes: \(bytes)\n    num_examples: \(rows)\n"
            }
        }
        return text
    }

    /// Each once.
    private var tags: [String] {
        let own = ["selfplay", format.name]
        return facts.tags.filter { !own.contains($0) } + own
    }

    private var page: String {
        var text = "# " + Escaping.markdown(facts.title) + "\n\n"
        text += "Format `\(format.name)`: \(format.title). Read by \(format.consumer); described at <\(format.source)>.\n\n"
        if !facts.selection.isEmpty { text += "## How it was selected\n\n" + Escaping.markdown(facts.selection) + "\n\n" + notes }
        text += columnTable + fileTable + modelTable + licenseTable + funnelTables
        if !plots.isEmpty { text += "## Distributions\n\n" + plots.map { "![\($0.dropLast(4))](\($0))\n" }.joined() + "\n" }
        if !facts.configuration.isEmpty { text += "## Configuration\n\n" + Escaping.fenced(facts.configuration, "yaml") }
        return text
    }

    /// How the rows differ from what was selected.
    private var notes: String {
        var lines: [String] = []
        if let split = options.split {
            lines.append(
                "A share of \(split.testShare) of the prompts' lineages is held out (seed \(split.seed)); "
                    + "a seed prompt and all its descendants are on one side."
            )
        }
        switch options.replication {
        case .softLabels(let copies): lines.append("Each pair stands \(copies) times, as often swapped as its soft label says.")
        case .weights(let seed): lines.append("Rows stand as often as their weights say (seed \(seed)).")
        case nil: break
        }
        for part in parts where !part.group.isEmpty { lines += options.grouping?.notes(part.group) ?? [] }
        return lines.isEmpty ? "" : lines.map { "- " + $0 + "\n" }.joined() + "\n"
    }

    private var columnTable: String {
        let rows = readers.map {
            [
                Escaping.markdown($0.column), ColumnMeaning.text($0.column, selection: options.values),
                $0.reader ?? "nobody: for people and own trainers",
            ]
        }
        return table("Columns", ["column", "meaning", "read by"], rows)
    }

    private var fileTable: String {
        let files = parts.flatMap { $0.train + $0.test }
        return table("Files", ["file", "rows", "bytes", "SHA-256"], files.map { [$0.name, String($0.rows), String($0.bytes), $0.sha256] })
    }

    private var modelTable: String {
        let rows = facts.models.map { [Escaping.markdown($0.role), Escaping.markdown($0.name), Escaping.markdown($0.weightVersion ?? "")] }
        return table("Models", ["role", "model", "weights"], rows)
    }

    private var licenseTable: String {
        table(
            "Licences of what it was made from",
            ["of", "licence"],
            facts.licenses.map { [Escaping.markdown($0.of), Escaping.markdown($0.name)] }
        )
    }

    private var funnelTables: String {
        var text = ""
        for funnel in facts.funnels {
            let rows = [["planned", String(funnel.planned)]] + funnel.steps.map { [Escaping.markdown($0.name), String($0.count)] }
            text += table("What became of the \(Escaping.markdown(funnel.unit))", ["step", "count"], rows)
        }
        return text
            + table("Left out by this format", ["reason", "records"], omissions.map { [Escaping.markdown($0.name), String($0.count)] })
    }

    private func table(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let line: ([String]) -> String = { "| " + $0.joined(separator: " | ") + " |\n" }
        return "## \(title)\n\n" + line(heads) + line(heads.map { _ in "---" }) + rows.map(line).joined() + "\n"
    }

    private func configuration(_ part: TrainingSetPart) -> String { part.group.isEmpty ? "default" : part.group }

    private func splits(_ part: TrainingSetPart) -> [(String, [TrainingSetFile])] {
        let test: [(String, [TrainingSetFile])] = part.test.isEmpty ? [] : [(format.heldOut == "valid" ? "validation" : "test", part.test)]
        return [("train", part.train)] + test
    }

    /// `data/train-*`.
    private func pattern(_ files: [TrainingSetFile], _ part: TrainingSetPart) -> String {
        guard let name = files.first?.name, let dash = name.firstIndex(of: "-") else { return "" }
        return String(name[...dash]) + "*"
    }
}
