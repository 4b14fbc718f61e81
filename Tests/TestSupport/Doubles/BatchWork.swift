/// Answers the lines of a batch.
struct BatchWork {
    let options: BatchDouble.Options

    func finish(_ place: Int, _ state: inout BatchState) {
        var output: [String] = []
        var errors: [String] = []
        let lines = state.batches[place].lines
        let end = state.takes(.expired) ? "expired" : state.takes(.cancelled) ? "cancelled" : "completed"
        let tried = end == "completed" ? lines.count : (lines.count + 1) / 2
        let kinds: [BatchFault] = [.rejectedLines, .overloadedLines, .failedLines, .failedLinesOtherTypes, .statusZero]
        let fault = kinds.first { state.takes($0) }
        for (number, line) in lines.enumerated() {
            if number >= tried {
                let message = "This request could not be executed before the completion window expired."
                errors.append(Self.line(line, "null", #"{"code":"batch_\#(end)","message":"\#(message)"}"#))
            } else if let fault, number % 2 == 1 || fault == .statusZero {
                errors.append(Self.line(line, Self.faulty(fault), "null"))
            } else {
                let (status, body) = chat(line)
                if status == 200 { state.paid[String(decoding: line.body, as: UTF8.self), default: 0] += 1 }
                let text = Self.line(line, #"{"status_code":\#(status),"request_id":"req_\#(number)","body":\#(body)}"#, "null")
                if status == 200 { output.append(text) } else { errors.append(text) }
            }
        }
        state.batches[place].status = end
        state.batches[place].completed = output.count
        state.batches[place].failed = errors.count
        if state.takes(.missingLine), !output.isEmpty {
            output.removeFirst()
            state.batches[place].completed -= 1
        }
        if state.takes(.duplicateLines) { output += output }
        if state.takes(.unknownNames) {
            let response = #"{"status_code":200,"body":{"choices":[]}}"#
            output += (0..<3).map { #"{"id":"x","custom_id":"nobody-\#($0)","response":\#(response),"error":null}"# }
        }
        if state.takes(.lateFileNames) { state.batches[place].hidden = 2 }
        if !output.isEmpty { state.batches[place].outputFile = state.keep(Self.file(Self.shuffled(output))) }
        if !errors.isEmpty { state.batches[place].errorFile = state.keep(Self.file(Self.shuffled(errors))) }
    }

    /// What the chat server says to the line's request, with what it took.
    private func chat(_ line: BatchState.Line) -> (status: Int, body: String) {
        if let says = options.says { return (200, says(line.body)) }
        let request = ReceivedRequest(
            number: 1,
            attempt: 1,
            method: "POST",
            path: "/v1/chat/completions",
            authorization: options.chat.apiKey.map { "Bearer \($0)" },
            body: line.body
        )
        guard let reply = try? OpenAIHandler(options: options.chat).answer(request, nil) else { return (500, "null") }
        var text = String(decoding: reply.body, as: UTF8.self)
        if reply.status == 200 { text = #"{"usage":{"prompt_tokens":7,"completion_tokens":11,"total_tokens":18},"# + text.dropFirst() }
        return (reply.status, text)
    }

    private static func faulty(_ fault: BatchFault) -> String {
        func body(_ message: String, _ code: String) -> String {
            #"{"error":{"message":"\#(message)","type":"some_error","param":null,"code":\#(code)}}"#
        }
        return switch fault {
        case .rejectedLines: #"{"status_code":400,"request_id":"r","body":\#(body("Invalid prompt.", "\"invalid_prompt\""))}"#
        case .overloadedLines: #"{"status_code":429,"request_id":"r","body":\#(body("Rate limit reached.", "\"rate_limit_exceeded\""))}"#
        case .failedLinesOtherTypes: #"{"status_code":"500","request_id":"r","body":\#(body("Something broke.", "500"))}"#
        case .statusZero: #"{"status_code":0,"request_id":"","body":{}}"#
        default: #"{"status_code":500,"request_id":"r","body":\#(body("Something broke.", "\"server_error\""))}"#
        }
    }

    private static func line(_ line: BatchState.Line, _ response: String, _ error: String) -> String {
        #"{"id":"batch_req_1","custom_id":"\#(line.customID)","response":\#(response),"error":\#(error)}"#
    }

    private static func file(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Another order than asked in, the same every time.
    private static func shuffled(_ lines: [String]) -> [String] {
        lines.enumerated().sorted { ($0.offset * 7 + 3) % lines.count < ($1.offset * 7 + 3) % lines.count }.map(\.element).reversed()
    }
}
