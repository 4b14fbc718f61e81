/// The limit on how many tokens of a model may wait in an account's batches at once.
enum EnqueuedLimit {
    /// OpenAI says so with a code, its imitators with words.
    static func isMeant(code: String?, message: String) -> Bool {
        code == "token_limit_exceeded" || message.lowercased().contains("enqueued token limit")
    }
}
