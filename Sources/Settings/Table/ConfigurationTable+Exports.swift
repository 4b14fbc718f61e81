extension ConfigurationTable {
    static let exportKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "export",
            .sections(minimum: 0),
            .standard(.list([.mapping(standardExport)])),
            mutability: .additive,
            "The training sets written at the end of a round."
        ),
        key("format", .choice(ExportFormat.allCases.map(\.rawValue)), .required, "The trainer's format (docs/exports.md)."),
        key("selection", .fileName, .standard(.text("base")), "Which selection: the round's own (base), or one of `selections`."),
        key(
            "columns",
            .choices(ExportColumn.allCases.map(\.rawValue)),
            .standard(.list([])),
            "Columns beyond those the trainer needs."
        ),
        key("file", .choice(ExportFile.allCases.map(\.rawValue)), .optional("what the format is usually read from"), "The kind of file."),
        key("shard", .integer(1...Int.max), .optional("one file"), "The most rows of a file; there are as many files as that takes."),
        key(
            "test",
            .number(.between(0, 1)),
            .optional("no test split"),
            "The share of the seed prompts whose rows go into the test split; a prompt's rewrites go where it goes."
        ),
        key("hub", .flag, .standard(.bool(false)), "Lay the files out as a data set of the Hugging Face Hub, with a card."),
        key("license", .text, .optional("unset"), "The licence the card of a Hub layout states."),
        key(
            "sidecars",
            .flag,
            .standard(.bool(true)),
            "Write what the trainer needs beside the data: its configuration, dataset_info.json."
        ),
        key(
            "copies",
            .integer(1...1000),
            .optional("one row a pair"),
            "Rows a pair, as many of them with swapped sides as its column soft_label says: for trainers that read no soft label."
        ),
        key("weighted", .flag, .standard(.bool(false)), "Repeat or leave out rows in proportion to the column weight, by a recorded seed."),
        key(
            "bands",
            .integer(2...100),
            .optional("one set"),
            "Split the rows by the column margin into so many sets of equal size, one folder each."
        ),
        key("stages", .integer(2...100), .optional("one set"), "Split the rows by the column stage, easy ones first, one folder each."),
    ]

    private static func key(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("export[]." + name, type, presence, summary)
    }

    private static var standardExport: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["format"] = .text("trl")
        return mapping
    }
}
