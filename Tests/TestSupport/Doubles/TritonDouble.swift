import Foundation

/// A v2 inference server with one reward model on 127.0.0.1, as NeMo-Aligner's `serve_reward_model.py` runs one under PyTriton.
package final class TritonDouble: Sendable {
    package struct Options: Sendable {
        package var model = "reward_model"
        package var maxBatch = 64
        package var datatype = "FP32"
        /// Numbers a sentence.
        package var columns = 1
        /// The shape is [B] instead of [B, columns].
        package var isFlat = false
        /// The data is a list of rows instead of one flat list.
        package var nestsRows = false
        package var isReady = true
        /// The model has a text output beside its rewards, before them.
        package var hasTextOutput = false

        package init() {}
    }

    private struct Request: Decodable {
        struct Tensor: Decodable {
            var name: String
            var shape: [Int]
            var datatype: String
            var data: [String]
        }
        var inputs: [Tensor]
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        server = LoopbackServer { request, fault in
            let place = "/v2/models/\(options.model)"
            guard request.path.hasPrefix(place) else {
                return Self.refusal(404, "Request for unknown model: '\(request.path.split(separator: "/").last ?? "")' is not found")
            }
            guard options.isReady else {
                return Self.refusal(400, "Request for unknown model: '\(options.model)' version 1 is not at ready state")
            }
            switch (request.method, request.path) {
            case ("GET", place):
                return ServerReply(
                    status: 200,
                    text: #"""
                        {"name":"\#(options.model)","versions":["1"],"platform":"python",
                        "inputs":[{"name":"sentences","datatype":"BYTES","shape":[-1,-1]}],
                        "outputs":[{"name":"rewards","datatype":"\#(options.datatype)","shape":[-1,\#(options.columns)]}]}
                        """#
                )
            case ("POST", place + "/infer"):
                return try Self.infer(request, fault, options)
            default:
                return ServerReply(status: 404, text: "")
            }
        }
    }

    /// The number in a sentence's column.
    package static func reward(of sentence: String, column: Int = 0) -> Double {
        HashModel(name: "triton-\(column)").reward(of: sentence)
    }

    private static func infer(_ received: ReceivedRequest, _ fault: Fault?, _ options: Options) throws -> ServerReply {
        let request = try JSONDecoder().decode(Request.self, from: Data(received.body))
        guard let input = request.inputs.first, input.name == "sentences" else {
            return refusal(400, "unexpected inference input '\(request.inputs.first?.name ?? "")' for model '\(options.model)'")
        }
        guard input.datatype == "BYTES", input.shape == [input.data.count, 1] else {
            return refusal(400, "unexpected shape or datatype for input 'sentences' for model '\(options.model)'")
        }
        guard input.data.count <= options.maxBatch else {
            return refusal(400, "inference request batch-size must be <= \(options.maxBatch) for '\(options.model)'")
        }
        var rows = input.data.map { sentence in (0..<options.columns).map { reward(of: sentence, column: $0) } }
        var shape = options.isFlat ? [rows.count] : [rows.count, options.columns]
        switch fault {
        case .fewer:
            rows.removeLast()
            shape[0] -= 1
        case .more: rows.append(rows[0])
        case .nan: rows[0][0] = .nan
        default: break
        }
        let data = options.nestsRows ? try ServerReply(json: rows) : try ServerReply(json: rows.flatMap(\.self))
        let text = options.hasTextOutput ? #"{"name":"notes","shape":[1,1],"datatype":"BYTES","data":["none"]},"# : ""
        let body =
            #"{"model_name":"\#(options.model)","model_version":"1","outputs":[\#(text){"name":"rewards","shape":\#(shape),"#
            + #""datatype":"\#(options.datatype)","data":\#(String(decoding: data.body, as: UTF8.self))}]}"#
        var reply = ServerReply(status: 200, text: body)
        reply.computed = [.reward: input.data.count]
        return reply
    }

    private static func refusal(_ status: Int, _ message: String) -> ServerReply {
        ServerReply(status: status, text: #"{"error":"\#(message)"}"#)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }
}
