import Inference
import JSONCursor

/// What many formats write.
extension RecordSink {
    mutating func text(_ key: StaticString, _ value: String) {
        self.key(key)
        string(value)
    }

    mutating func count(_ key: StaticString, _ value: Int) {
        self.key(key)
        integer(value)
    }

    mutating func number(_ key: StaticString, _ value: Double) throws(JSONError) {
        self.key(key)
        try double(value)
    }

    mutating func flag(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// `key: [{"role": …, "content": …}, …]`.
    mutating func turns(_ key: StaticString, _ messages: [Message]) {
        self.key(key)
        beginArray()
        for message in messages { turn(message.role, message.content) }
        endArray()
    }

    /// The prompt's turns and the response as the assistant's.
    mutating func conversation(_ key: StaticString, _ messages: [Message], _ response: String) {
        self.key(key)
        beginArray()
        for message in messages { turn(message.role, message.content) }
        turn("assistant", response)
        endArray()
    }

    /// The response as a list of one assistant's turn.
    mutating func answer(_ key: StaticString, _ response: String) {
        self.key(key)
        beginArray()
        turn("assistant", response)
        endArray()
    }

    /// The response as one assistant's turn.
    mutating func answerTurn(_ key: StaticString, _ response: String) {
        self.key(key)
        turn("assistant", response)
    }

    mutating func texts(_ key: StaticString, _ values: [String]) {
        self.key(key)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    mutating func numbers(_ key: StaticString, _ values: [Double]) throws(JSONError) {
        self.key(key)
        beginArray()
        for value in values { try double(value) }
        endArray()
    }

    private mutating func turn(_ role: String, _ content: String) {
        beginObject()
        text("role", role)
        text("content", content)
        endObject()
    }
}
