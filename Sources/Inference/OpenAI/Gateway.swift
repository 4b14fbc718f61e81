import Transport

/// What a gateway (LiteLLM) says of the way a request took.
enum Gateway {
    /// Throws `misconfigured` where another model answered because the one asked for failed.
    static func check(_ response: HTTPResponse) throws {
        guard let fallbacks = response.header("x-litellm-attempted-fallbacks"), let count = Int(fallbacks), count > 0 else { return }
        throw BadReply(
            .misconfigured,
            "the gateway let another model answer (x-litellm-attempted-fallbacks: \(count)): a run needs the answers of one, take the fallbacks of this model out of its configuration"
        )
    }
}
