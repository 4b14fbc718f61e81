/// What surrounds the prompt in a request.
package struct ChatSettings: Sendable, Hashable {
    /// The system message of prompts that have none of their own.
    package var system: String?
    package var templateArguments: YAMLMapping
    /// An answer ends before any of these.
    package var stop: [String]
    /// Further fields of every sampling request.
    package var extraBody: YAMLMapping

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        system = reader.optionalText("system")
        templateArguments = try reader.mapping("template_kwargs")
        stop = try reader.texts("stop")
        extraBody = try reader.mapping("extra_body")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["system"] = system.map { .text($0) }
        mapping["template_kwargs"] = .mapping(templateArguments)
        mapping["stop"] = .list(stop.map { .text($0) })
        mapping["extra_body"] = .mapping(extraBody)
        return mapping
    }
}
