/// Which pairs get into the training set.
package struct EmitSettings: Sendable, Hashable {
    package var rounds: EmittedRounds
    package var base: EmittedBase

    init(_ reader: SettingsReader, evolution: EvolutionMode) throws(ConfigurationError) {
        if let count = reader.optionalInteger("rounds") {
            rounds = .last(count)
        } else {
            rounds = try reader.text("rounds") == "all" ? .all : .this
        }
        base = try reader.optionalChoice("base") ?? (evolution == .evolveThenSelect ? .all : .kept)
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        switch rounds {
        case .this: mapping["rounds"] = .text("this")
        case .all: mapping["rounds"] = .text("all")
        case .last(let count): mapping["rounds"] = .integer(count)
        }
        mapping["base"] = .text(base.rawValue)
        return mapping
    }
}
