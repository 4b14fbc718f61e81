import JSONCursor

/// A command handed to the process that holds the run.
package struct InboxRequest: Sendable, Hashable {
    /// The command line after the program's name: `["select", RUN, "--round", "1", …]`.
    package var arguments: [String]
    /// The working directory that relative paths in `arguments` are relative to.
    package var directory: String

    package init(arguments: [String], directory: String) {
        self.arguments = arguments
        self.directory = directory
    }

    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("arguments")
        writer.beginArray()
        for argument in arguments { writer.string(argument) }
        writer.endArray()
        writer.key("directory")
        writer.string(directory)
        writer.endObject()
        return writer.bytes
    }

    package init(json: [UInt8]) throws {
        var arguments: [String] = []
        var directory = "/"
        try JSONCursor.read(json) { cursor in
            try cursor.object { key, cursor in
                switch key {
                case "arguments": try cursor.array { arguments.append(try $0.string()) }
                case "directory": directory = try cursor.string()
                default: try cursor.skip()
                }
            }
        }
        self.init(arguments: arguments, directory: directory)
    }
}
