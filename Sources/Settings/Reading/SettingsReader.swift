/// Hands the values of one section to the type that holds them. Only sound settings are read, so a failure here means
/// that a type asks for a key the table does not have.
struct SettingsReader {
    let settings: ResolvedSettings
    /// The section's path; empty at the top.
    let section: String
    /// The folder that relative paths are relative to.
    let folder: String

    func path(_ name: String) -> String { section.isEmpty ? name : section + "." + name }

    func inside(_ name: String) -> SettingsReader {
        SettingsReader(settings: settings, section: path(name), folder: folder)
    }

    func entries(_ name: String) -> [SettingsReader] {
        (0..<(settings.counts[path(name)] ?? 0)).map { inside("\(name).\($0)") }
    }

    func isWritten(_ name: String) -> Bool { settings.isWritten(path(name)) }

    func optionalText(_ name: String) -> String? { settings.text(path(name)) }
    func optionalInteger(_ name: String) -> Int? { settings.integer(path(name)) }

    func optionalNumber(_ name: String) -> Double? { settings.number(path(name)) }

    func optionalFile(_ name: String) -> ConfiguredPath? {
        optionalText(name).map { ConfiguredPath($0, folder: folder) }
    }

    func optionalModel(_ name: String) -> ModelLocation? {
        optionalText(name).map { ModelLocation($0, folder: folder) }
    }

    func optionalTexts(_ name: String) -> [String]? { settings.texts(path(name)) }

    func text(_ name: String) throws(ConfigurationError) -> String { try require(optionalText(name), name) }
    func integer(_ name: String) throws(ConfigurationError) -> Int { try require(optionalInteger(name), name) }
    func number(_ name: String) throws(ConfigurationError) -> Double { try require(optionalNumber(name), name) }
    func file(_ name: String) throws(ConfigurationError) -> ConfiguredPath { try require(optionalFile(name), name) }
    func texts(_ name: String) throws(ConfigurationError) -> [String] { try require(settings.texts(path(name)), name) }

    func textLists(_ name: String) throws(ConfigurationError) -> [[String]] {
        guard case .list(let items)? = settings.values[path(name)] else { throw mismatch(name) }
        return items.map(\.texts)
    }

    func flag(_ name: String) throws(ConfigurationError) -> Bool {
        guard case .bool(let flag)? = settings.values[path(name)] else { throw mismatch(name) }
        return flag
    }

    func mapping(_ name: String) throws(ConfigurationError) -> YAMLMapping {
        guard case .mapping(let mapping)? = settings.values[path(name)] else { throw mismatch(name) }
        return mapping
    }

    func choice<Choice: RawRepresentable>(
        _ name: String,
        _ type: Choice.Type = Choice.self
    ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
        try require(Choice(rawValue: try text(name)), name)
    }

    func optionalChoice<Choice: RawRepresentable>(_ name: String) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
        try optionalText(name) == nil ? nil : choice(name)
    }

    private func require<Value>(_ value: Value?, _ name: String) throws(ConfigurationError) -> Value {
        guard let value else { throw mismatch(name) }
        return value
    }

    private func mismatch(_ name: String) -> ConfigurationError {
        let message = "the key table and the type that reads \(path(name)) do not match: this is a fault of selfplay, please report it"
        return ConfigurationError([ConfigurationProblem(place: settings.place(of: path(name)), path: path(name), message: message)])
    }
}
