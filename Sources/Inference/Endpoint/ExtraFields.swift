import JSONCursor

/// Fields of the user's own choice (`extra_body`, `template_kwargs`) that are merged into a request.
struct ExtraFields: Sendable {
    /// Names and ready JSON.
    private let fields: [(name: String, json: [UInt8])]

    /// Throws `misconfigured` if `value` is not an object, or names a field in `reserved`: those are ours, and overriding one silently would
    /// change what the recorded numbers mean. `setting` is the configuration key to blame.
    init(_ value: JSONValue, reserved: Set<String>, setting: String) throws(BackendError) {
        guard case .object(let members) = value else {
            throw BackendError(.misconfigured, "\(setting) is not a map of fields")
        }
        var fields: [(name: String, json: [UInt8])] = []
        for member in members {
            guard !reserved.contains(member.key) else {
                throw BackendError(.misconfigured, "\(setting).\(member.key) cannot be set: this field belongs to selfplay")
            }
            guard !fields.contains(where: { $0.name == member.key }) else {
                throw BackendError(.misconfigured, "\(setting).\(member.key) is given twice")
            }
            var writer = JSONWriter()
            do {
                try member.value.write(to: &writer)
            } catch {
                throw BackendError(.misconfigured, "\(setting).\(member.key) holds a number that is NaN or infinite")
            }
            fields.append((member.key, writer.bytes))
        }
        self.fields = fields
    }

    /// Adds the fields to the object that `writer` is in.
    func write(to writer: inout JSONWriter) {
        for field in fields {
            writer.key(field.name)
            writer.raw(field.json)
        }
    }

    /// Adds the fields as an object of its own, `key`, where there are any.
    func write(to writer: inout JSONWriter, in key: StaticString) {
        guard !fields.isEmpty else { return }
        writer.key(key)
        writer.beginObject()
        write(to: &writer)
        writer.endObject()
    }
}
