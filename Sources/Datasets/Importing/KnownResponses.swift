import Platform

/// The responses of a data set in which a response may stand in several records: once is enough.
struct KnownResponses {
    private struct Key: Hashable {
        let prompt: PromptKey
        let digest: [UInt8]
    }

    private struct Entry {
        let response: ImportedResponse
        let place: RecordPlace
    }

    private var entries: [Key: Entry] = [:]

    init() {}

    /// Whether the prompt's response is new. Where it is known, what was measured of it must be the same.
    mutating func add(_ response: ImportedResponse, of prompt: PromptKey, at place: RecordPlace) throws -> Bool {
        let key = Key(prompt: prompt, digest: Array(SHA256.digest(of: response.text.utf8)[..<16]))
        var measured = response
        measured.text = ""
        guard let known = entries[key] else {
            entries[key] = Entry(response: measured, place: place)
            return true
        }
        // Chosen and rejected may be equal: they stay two, for a selection to leave out and count.
        if known.place == place { return true }
        let fault: String
        if known.response.rewards != measured.rewards {
            fault = "the same response to the same prompt has other rewards here than in \(known.place.description)"
        } else if known.response.policyLogprob != measured.policyLogprob || known.response.referenceLogprob != measured.referenceLogprob {
            fault = "the same response to the same prompt has other log-probs here than in \(known.place.description)"
        } else {
            return false
        }
        throw place.error(fault + ": keep one of the two")
    }
}
