import Foundation
import JSONCursor
import Testing

@Suite("Replies of inference servers")
struct ServerRepliesTests {
    static let reply: [UInt8] = Array(
        #"""
        {"id":"chatcmpl-7f","object":"chat.completion","created":1760000000,"model":"policy","choices":[{"index":0,"message":{"role":"assistant",
        "reasoning_content":null,"content":"Café \"x\"\n\u4e2d😀","tool_calls":[]},"logprobs":{"content":[{"token":"token_id:34","logprob":-0.012345678901234567,
        "bytes":[67,97],"top_logprobs":[]},{"token":" \"","logprob":-1.1920928955078125e-07,"bytes":null,"top_logprobs":[]},{"token":"\ud83d\ude00","logprob":-9999.0,
        "bytes":[240,159,152,128],"top_logprobs":[]}]},"finish_reason":"stop","stop_reason":null,"token_ids":[34,1,151645]}],
        "prompt_logprobs":[null,{"785":{"logprob":-7.5,"rank":12,"decoded_token":"The"},"2":{"logprob":-0.5,"rank":1,"decoded_token":"A"}}],
        "usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"prompt_tokens_details":null},"kv_transfer_params":null}
        """#.utf8
    )

    private struct Read: Equatable {
        var content = ""
        var logprobs: [Double] = []
        var tokens: [Int32] = []
        var prompt: [Int: Double] = [:]
    }

    private func read(_ bytes: [UInt8]) throws -> Read {
        var result = Read()
        try JSONCursor.read(bytes) { cursor in
            try cursor.object { key, value in
                switch key {
                case "choices": try value.array { try choice(&$0, &result) }
                case "prompt_logprobs": try value.array { try promptPosition(&$0, &result) }
                default: try value.skip()
                }
            }
        }
        return result
    }

    private func choice(_ cursor: inout JSONCursor, _ result: inout Read) throws {
        try cursor.object { key, value in
            switch key {
            case "message":
                try value.object { key, value in if key == "content" { result.content = try value.string() } }
            case "logprobs":
                try value.object { key, value in
                    try value.array { entry in
                        try entry.object { key, value in if key == "logprob" { result.logprobs.append(try value.double()) } }
                    }
                }
            case "token_ids": result.tokens = try value.integers32()
            default: try value.skip()
            }
        }
    }

    private func promptPosition(_ cursor: inout JSONCursor, _ result: inout Read) throws {
        if try cursor.null() { return }
        try cursor.object { token, entry in
            try entry.object { key, value in
                if key == "logprob", let id = token.integer() { result.prompt[id] = try value.double() }
            }
        }
    }

    @Test func `are read field by field`() throws {
        let expected = Read(
            content: "Café \"x\"\n中😀",
            logprobs: [-0.012345678901234567, -1.1920928955078125e-07, -9999],
            tokens: [34, 1, 151_645],
            prompt: [785: -7.5, 2: -0.5]
        )
        #expect(try read(Self.reply) == expected)
    }

    @Test func `cut off at any byte are recognised as cut off`() {
        for length in 0..<Self.reply.count {
            let piece = Array(Self.reply.prefix(length))
            if kindOfError({ try read(piece) }) != .truncated { Issue.record("cut after \(length) bytes") }
            if fault(piece) != .truncated { Issue.record("skipped, cut after \(length) bytes") }
        }
    }

    @Test func `with any one byte damaged never crash the reader`() {
        var random = Random(seed: 5)
        for place in Self.reply.indices {
            var damaged = Self.reply
            damaged[place] = UInt8(truncatingIfNeeded: random.next())
            _ = try? read(damaged)
            if fault(damaged) == nil, FoundationTree.decoded(damaged) == nil { Issue.record("accepted byte \(damaged[place]) at \(place)") }
        }
    }
}
