/// What a model costs, in any one currency.
package struct PriceSettings: Sendable, Hashable {
    /// The model's name as backends name it.
    package var model: String
    /// For a million tokens read, and written.
    package var input: Double
    package var output: Double
    /// For one request.
    package var request: Double
    /// What a token costs in a batch file, as a share of its price.
    package var batch: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        model = try reader.text("model")
        input = try reader.number("input")
        output = try reader.number("output")
        request = try reader.number("request")
        batch = try reader.number("batch")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["model"] = .text(model)
        mapping["input"] = .double(input)
        mapping["output"] = .double(output)
        mapping["request"] = .double(request)
        mapping["batch"] = .double(batch)
        return mapping
    }
}
