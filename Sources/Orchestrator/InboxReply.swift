import JSONCursor

/// What a command handed to another process printed, and its exit code.
package struct InboxReply: Sendable, Hashable {
    package var exitCode: Int
    package var output: String
    package var errors: String

    package init(exitCode: Int, output: String, errors: String) {
        self.exitCode = exitCode
        self.output = output
        self.errors = errors
    }

    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("exit")
        writer.integer(exitCode)
        writer.key("output")
        writer.string(output)
        writer.key("errors")
        writer.string(errors)
        writer.endObject()
        return writer.bytes
    }

    package init(json: [UInt8]) throws {
        var reply = InboxReply(exitCode: 70, output: "", errors: "")
        try JSONCursor.read(json) { cursor in
            try cursor.object { key, cursor in
                switch key {
                case "exit": reply.exitCode = try cursor.integer()
                case "output": reply.output = try cursor.string()
                case "errors": reply.errors = try cursor.string()
                default: try cursor.skip()
                }
            }
        }
        self = reply
    }
}
