import JSONCursor
import Scheduling
import Transport

/// Talks to the files and batches of OpenAI's API, or of an imitator. All functions throw `BackendError`.
package struct BatchClient: Sendable {
    private let client: EndpointClient

    /// - Parameter client: The API's address, with or without its version (`/v1`) at the end.
    package init(_ client: EndpointClient) {
        self.client = client.at(client.address.atVersionRoot())
    }

    package var address: EndpointAddress { client.address }

    /// Most bytes of a downloaded file.
    private static let longestFile = 2 << 30

    /// Uploads a file of requests and returns its name there.
    ///
    /// - Parameter digest: The file's SHA-256 in hexadecimal digits; the multipart boundary is made of it, so no line can hold it by chance.
    package func upload(_ file: [UInt8], name: String, digest: String) async throws(BackendError) -> String {
        let body = MultipartBody(boundary: "selfplay-\(digest)", purpose: "batch", fileName: name, file: file)
        return try await client.forFiles(of: 1 << 20).send(.post, "/files", body.bytes, contentType: body.contentType).read { response in
            try JSONCursor.read(response.body) { cursor in
                var id: String?
                try cursor.object { key, value in
                    switch key {
                    case "id": id = try value.optionalString()
                    case "error": try value.refuseErrorObject()
                    default: try value.skip()
                    }
                }
                guard let id, !id.isEmpty else { throw BadReply.malformed("the reply to an upload names no file") }
                return id
            }
        }
    }

    /// Starts a batch of chat requests. Whoever gets an error cannot know whether there is a batch now, unless it is a refusal.
    package func create(fileID: String, metadata: [(name: String, value: String)]) async throws(BackendError) -> BatchCreation {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("input_file_id")
        writer.string(fileID)
        writer.key("endpoint")
        writer.string(ChatBatch.path)
        writer.key("completion_window")
        writer.string("24h")
        writer.key("metadata")
        writer.beginObject()
        for (name, value) in metadata {
            writer.key(name)
            writer.string(value)
        }
        writer.endObject()
        writer.endObject()
        let reply = try await client.send(.post, "/batches", writer.bytes)
        if !(200..<300).contains(reply.response.status), let complaint = ServerComplaint(body: reply.response.body),
            EnqueuedLimit.isMeant(code: complaint.code ?? complaint.type, message: complaint.message)
        {
            return .enqueuedLimit(reply.failure.shown(complaint.message))
        }
        return .created(try reply.read(Self.object))
    }

    package func batch(_ id: String) async throws(BackendError) -> BatchObject {
        try await client.send(.get, "/batches/\(Self.segment(id))", []).read(Self.object)
    }

    /// Asks for a batch to be ended; lines that are answered already stay so.
    package func cancel(_ id: String) async throws(BackendError) -> BatchObject {
        try await client.send(.post, "/batches/\(Self.segment(id))/cancel", []).read(Self.object)
    }

    /// The account's batches, newest first, at most 100; those after the batch `after` where it is given.
    package func list(after: String?) async throws(BackendError) -> BatchPage {
        let place = after.map { "&after=\(Self.segment($0))" } ?? ""
        return try await client.send(.get, "/batches?limit=100\(place)", []).read { response in
            try JSONCursor.read(response.body) { try BatchPage(&$0) }
        }
    }

    /// The bytes of a file of answers, whatever they are.
    package func content(ofFile id: String) async throws(BackendError) -> [UInt8] {
        try await client.forFiles(of: Self.longestFile).send(.get, "/files/\(Self.segment(id))/content", [], accept: "*/*").read { $0.body }
    }

    private static func object(_ response: HTTPResponse) throws -> BatchObject {
        try JSONCursor.read(response.body) { try BatchObject(&$0) }
    }

    /// A name the server gave as a part of an address: nothing in it may lead to another path.
    private static func segment(_ id: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var text = ""
        for byte in id.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return text
    }
}
