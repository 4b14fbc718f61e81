import Platform

/// How much fits into a server's context: what is too long is refused here and never sent.
///
/// The length is the one that the configuration states, else the one that the server told last. While nobody told one, everything fits.
struct ContextRoom: Sendable {
    private let stated: Int?
    private let reported = Lock<Int?>(nil)
    private let place: String
    private let name: String

    /// - Parameters:
    ///   - stated: The configuration's length in tokens, which overrides what the server tells.
    ///   - place: The server, as messages name it.
    ///   - name: Whose length it is, as messages say it: "the context of m".
    init(stated: Int?, place: String, name: String) {
        self.stated = stated
        self.place = place
        self.name = name
    }

    func report(_ length: Int?) {
        reported.withLock { $0 = length }
    }

    /// `sampling` with no more tokens than there is room for after a prompt of `prompt` tokens. Throws `tooLong` where there is none.
    ///
    /// `spare` tokens of the context stay free: one, so that whatever was sampled can be scored.
    func fitted(_ sampling: SamplingParameters, after prompt: Int, spare: Int = 1) throws(BackendError) -> SamplingParameters {
        guard let length else { return sampling }
        let room = length - spare - prompt
        guard room >= 1 else { throw tooLong("a prompt of \(prompt) tokens leaves no room for a response", length) }
        var fitted = sampling
        fitted.maxTokens = min(sampling.maxTokens, room)
        return fitted
    }

    /// The tokens of `prompt` and `response` in one, to be scored. Throws `rejected` where there is no prompt, and `tooLong`.
    func sequence(_ prompt: [Int32], _ response: [Int32], spare: Int = 1) throws(BackendError) -> [Int32] {
        guard !prompt.isEmpty else {
            throw BackendError(.rejected, "\(place): a response without a prompt cannot be scored: its first token has no log-prob")
        }
        let ids = prompt + response
        try check(ids.count, spare: spare)
        return ids
    }

    /// Throws `tooLong` where a prompt and a response of `count` tokens together cannot be scored with `spare` tokens left free: some servers
    /// sample a token along, others take less than their context.
    func check(_ count: Int, spare: Int) throws(BackendError) {
        guard let length, count + spare > length else { return }
        throw tooLong("prompt and response have \(count) tokens" + (spare == 0 ? "" : ", and \(spare) more must stay free"), length)
    }

    private var length: Int? { stated ?? reported.withLock { $0 } }

    private func tooLong(_ reason: String, _ length: Int) -> BackendError {
        BackendError(.tooLong, "\(place): \(reason), but \(name) is \(length) tokens long")
    }
}
