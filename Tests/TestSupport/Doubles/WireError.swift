/// An error in the shape of vLLM and OpenAI, thrown by a double's handler.
struct WireError: Error {
    struct Body: Encodable {
        struct Detail: Encodable {
            var message: String
            var type: String
            var param: String?
            var code: Int
        }
        var error: Detail
    }

    var status: Int
    var message: String
    var type: String
    var param: String?

    static func badRequest(_ message: String, param: String? = nil) -> WireError {
        WireError(status: 400, message: message, type: "BadRequestError", param: param)
    }

    static func invalidInput(_ message: String) -> WireError {
        WireError(status: 400, message: message, type: "InvalidUserInput", param: nil)
    }

    static func unknownModel(_ model: String, served: [String]) -> WireError {
        let aliases = served.joined(separator: ", ")
        let message = "The model `\(model)` does not exist. Valid aliases: \(aliases)."
        return WireError(status: 404, message: message, type: "NotFoundError", param: "model")
    }

    func reply() throws -> ServerReply {
        try ServerReply(status: status, json: Body(error: .init(message: message, type: type, param: param, code: status)))
    }
}
