import JSONCursor
import Scheduling

/// The reply to `GET /v1/models`.
struct ModelList {
    struct Entry {
        var id = ""
        /// The base model of an adapter.
        var parent: String?
        /// Where the weights lie; the same for all names of one model.
        var root: String?
        /// Longest sequence in tokens; vLLM tells it for base models only.
        var maxModelLength: Int?
    }

    var entries: [Entry] = []

    init(_ cursor: inout JSONCursor) throws {
        var hasData = false
        try cursor.object { key, value in
            switch key {
            case "data":
                hasData = true
                try value.array { entries.append(try Entry(&$0)) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard hasData else { throw BadReply.malformed("the list of models has no data") }
    }

    /// All names of `model`: a server of one model under several names answers by the first of them, whichever was asked for.
    func names(of model: String) -> Set<String> {
        guard let entry = entries.first(where: { $0.id == model }), let root = entry.root, entry.parent == nil else { return [model] }
        return Set(entries.filter { $0.root == root && $0.parent == nil }.map(\.id))
    }

    /// What the server told of `model`; throws `misconfigured` with the names it serves if it does not serve it.
    func probe(of model: String, server: String?) throws -> BackendProbe {
        guard let entry = entries.first(where: { $0.id == model }) else {
            let served = entries.map { Excerpt.of($0.id) }.joined(separator: ", ")
            let meant = NearestName.suggestion(for: model, among: entries.map(\.id)).map { " (did you mean \(Excerpt.of($0))?)" } ?? ""
            throw BadReply(.misconfigured, "the model \(model) is not served there; served: \(served.isEmpty ? "none" : served)\(meant)")
        }
        let base = entries.first { $0.id == entry.parent }
        return BackendProbe(models: entries.map(\.id), contextLength: entry.maxModelLength ?? base?.maxModelLength, server: server)
    }
}

extension ModelList.Entry {
    init(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "id": id = try value.string()
            case "parent": parent = try value.optionalString()
            case "root": root = try value.optionalString()
            case "max_model_len": maxModelLength = try value.optionalInteger()
            default: try value.skip()
            }
        }
    }
}
