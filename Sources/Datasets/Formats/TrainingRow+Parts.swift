import Inference

/// What formats ask of a row.
extension TrainingRow {
    func keptPair() throws -> TrainingPair {
        guard let pair else {
            throw RowFault("prompt \(prompt.id) comes without a pair: the format needs a selection of pairs")
        }
        return pair
    }

    /// The one response of a record of the layout `responses`.
    func labelledResponse() throws -> TrainingResponse {
        guard let response = responses.first, responses.count == 1, response.label != nil else {
            throw RowFault("prompt \(prompt.id) comes without a labelled answer: the format needs a selection that labels answers")
        }
        return response
    }

    func allResponses() throws -> [TrainingResponse] {
        guard !responses.isEmpty else {
            throw RowFault("prompt \(prompt.id) comes without its answers, all of which the format needs")
        }
        return responses
    }

    /// From the highest reward down; of equal ones the lower sample first.
    func rankedResponses() throws -> [TrainingResponse] {
        try allResponses().sorted { $0.reward == $1.reward ? $0.sample < $1.sample : $0.reward > $1.reward }
    }

    /// A row for every labelled response, with no other; of a pair the chosen one, then the rejected one.
    func labelled() -> [TrainingRow] {
        var labelled: [TrainingResponse] = []
        if let pair {
            labelled = [pair.chosen, pair.rejected]
            labelled[0].label = true
            labelled[1].label = false
        } else {
            labelled = responses.filter { $0.label != nil }
        }
        return labelled.map { TrainingRow(prompt: prompt, pair: pair, responses: [$0]) }
    }

    /// A value of the pair, or the only response's weight under the name `weight`.
    func value(_ name: String, near index: Int = 0) -> Double? {
        guard let pair else { return name == "weight" && responses.count == 1 ? responses[0].weight : nil }
        if index < pair.values.count, pair.values[index].name == name { return pair.values[index].value }
        return pair.value(name)
    }

    /// The first turn where it is the system's, for formats that keep it apart.
    var system: String? {
        guard let first = prompt.messages.first, first.role == "system" else { return nil }
        return first.content
    }

    /// Whether after a leading system turn user and assistant take turns, from user to user.
    var alternates: Bool {
        let turns = system == nil ? prompt.messages[...] : prompt.messages.dropFirst()
        guard !turns.count.isMultiple(of: 2) else { return false }
        return zip(turns, 0...).allSatisfy { $0.role == ($1.isMultiple(of: 2) ? "user" : "assistant") }
    }

    /// The prompt as one text: that of its only turn, a user's, which a system turn may precede where the format has a place for it.
    func promptText(_ format: String, besidesSystem: Bool = false) throws -> String {
        let messages = prompt.messages
        let start = besidesSystem && system != nil ? 1 : 0
        if messages.count == start + 1, messages[start].role == "user" { return messages[start].content }
        if !besidesSystem, let rendered = prompt.rendered { return rendered }
        throw RowFault(
            "prompt \(prompt.id) is a conversation, and \(format) takes a single user turn as plain text: "
                + "choose a format with messages or leave such prompts out"
        )
    }
}
