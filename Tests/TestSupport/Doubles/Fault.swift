/// Something that goes wrong at a server.
package enum Fault: Sendable, Hashable {
    /// The connection closes before a reply.
    case refuse
    /// 500 with an error object.
    case serverError
    /// 503, with this `Retry-After` header if given.
    case overloaded(retryAfter: String?)
    /// The 502 page of a proxy in front of the server.
    case badGateway
    /// 200 with an error object.
    case errorWithStatus200
    /// Any status and body.
    case reply(status: Int, body: String)
    /// The reply comes this much later.
    case hang(milliseconds: Int)
    /// The reply comes when `LoopbackServer.release()` is called.
    case hold
    /// The body ends in the middle of its JSON, well-framed.
    case truncateBody
    /// The connection closes in the middle of the body.
    case cutConnection
    /// One choice or reward less than asked for.
    case fewer
    /// One choice or reward more than asked for.
    case more
    /// The literal NaN in the place of a reward or log-prob.
    case nan
    /// The first choice ends with finish reason `abort` (vLLM) or `content_filter` (OpenAI), with a part of its text.
    case abort
    /// The server read other prompt tokens than were sent.
    case wrongPromptTokens
    /// Sampled log-probs are those after temperature.
    case temperatureProcessed
    /// The first choice has no content (null).
    case nullContent
}
