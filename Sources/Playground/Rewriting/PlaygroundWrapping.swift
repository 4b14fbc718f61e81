/// What real models put around a good answer, and whoever reads it has to take off.
enum PlaygroundWrapping: CaseIterable {
    case quotes
    case thoughts
    case label
    case fence

    func wrap(_ prompt: String) -> String {
        switch self {
        case .quotes: "\"" + prompt + "\""
        case .thoughts: "<think>\nWhat can I ask?\n</think>\n\n" + prompt
        case .label: "Rewritten prompt:\n" + prompt
        case .fence: "```\n" + prompt + "\n```"
        }
    }
}
