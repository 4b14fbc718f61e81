import Foundation

/// An SGLang server with a reward model (`--is-embedding`) on 127.0.0.1: `/model_info`, `/v1/models`, native `/classify`, and `/v1/classify`
/// with its softmax over one label, by which who asks the wrong path is found out.
package final class SGLangClassifyDouble: Sendable {
    package struct Options: Sendable {
        package var model = "rm"
        /// The server serves a language model.
        package var generates = false
        /// Outputs of the head.
        package var outputs = 1

        package init() {}
    }

    private struct Request: Decodable {
        var model: String?
        var text: TextOrTexts?
        var input_ids: [[Int32]]?
    }

    private enum TextOrTexts: Decodable {
        case one(String)
        case several([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .one(text)
            } else {
                self = .several(try container.decode([String].self))
            }
        }
    }

    private struct Entry: Encodable {
        struct Meta: Encodable {
            var id: String
            var prompt_tokens: Int
            var finish_reason: [String: String]?
        }
        var embedding: [Double]
        var meta_info: Meta
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        server = LoopbackServer { request, fault in
            switch (request.method, request.path) {
            case ("GET", "/model_info"):
                let info = #"{"model_path":"/models/rm","is_generation":\#(options.generates),"weight_version":"default"}"#
                return ServerReply(status: 200, text: info)
            case ("GET", "/v1/models"):
                return ServerReply(
                    status: 200,
                    text:
                        #"{"object":"list","data":[{"id":"\#(options.model)","object":"model","owned_by":"sglang","max_model_len":4096}]}"#
                )
            case ("POST", "/v1/classify"):
                return ServerReply(status: 200, text: #"{"data":[{"index":0,"probs":[1.0],"num_classes":1}]}"#)
            case ("POST", "/classify"):
                return try Self.classify(request, fault, options)
            default:
                return ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
            }
        }
    }

    /// The reward of a text, or of token ids by their text.
    package static func reward(of text: String) -> Double {
        HashModel(name: "sglang-rm").reward(of: text)
    }

    private static func classify(_ received: ReceivedRequest, _ fault: Fault?, _ options: Options) throws -> ServerReply {
        guard let request = try? JSONDecoder().decode(Request.self, from: Data(received.body)) else {
            return ServerReply(status: 400, text: #"{"error":{"message":"The request is not valid."}}"#)
        }
        var isList = true
        var texts: [String] = request.input_ids?.map { HashModel.text(of: $0, skippingMarks: false) } ?? []
        switch request.text {
        case .one(let text):
            texts = [text]
            isList = false
        case .several(let several): texts = several
        case nil: break
        }
        var entries: [Entry] = []
        for (index, text) in texts.enumerated() {
            let outputs = [reward(of: text)] + Array(repeating: 0, count: options.outputs - 1)
            entries.append(Entry(embedding: outputs, meta_info: .init(id: "\(index)", prompt_tokens: text.utf8.count)))
        }
        switch fault {
        case .fewer: entries.removeLast()
        case .more: entries.append(entries[0])
        case .nan: entries[0].embedding[0] = .nan
        case .abort: entries[0].meta_info.finish_reason = ["type": "abort"]
        default: break
        }
        let computed = [RequestJournal.Item.reward: texts.count]
        return isList ? try ServerReply(json: entries, computed: computed) : try ServerReply(json: entries[0], computed: computed)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }
}
