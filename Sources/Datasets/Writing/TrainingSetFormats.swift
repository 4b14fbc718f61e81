/// The formats there are.
package enum TrainingSetFormats {
    package static let all: [any TrainingSetFormat] = [TRLPreferenceFormat()]

    package static func named(_ name: String) -> (any TrainingSetFormat)? {
        all.first { $0.name == name }
    }
}
