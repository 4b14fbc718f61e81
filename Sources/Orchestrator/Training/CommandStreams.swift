import Glibc
import Platform

/// The files a command's stdin, stdout and stderr are. Files and not pipes: nobody has to be listened to, and nobody who lives on is cut off.
final class CommandStreams: Sendable {
    let input: Int32
    let output: Int32
    let errors: Int32
    private let outputLimit: Int?
    /// Where this command's part of the file begins.
    private let errorsStart: Int
    /// Keeps them open, and closes them.
    private let scratch: [ScratchFile]
    private let opened: [Int32]

    /// Of stderr, in bytes.
    private static let tail = 16_384

    init(_ spec: CommandSpec) throws(RunError) {
        let input = try Self.scratch(spec, spec.input ?? [])
        self.input = input.descriptor
        switch spec.output {
        case .captured(let limit):
            let output = try Self.scratch(spec)
            let errors = try Self.scratch(spec)
            (self.output, self.errors) = (output.descriptor, errors.descriptor)
            scratch = [input, output, errors]
            opened = []
            outputLimit = limit
        case .file(let path):
            // Readable, because its end is told when the command fails.
            let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
            guard file >= 0 else {
                throw RunError(.resumable, "\(spec.key): \(path) cannot be written: \(String(cString: strerror(errno)))")
            }
            (output, errors) = (file, file)
            scratch = [input]
            opened = [file]
            outputLimit = nil
        }
        errorsStart = FileSlice.size(of: errors)
    }

    private static func scratch(_ spec: CommandSpec, _ bytes: [UInt8] = []) throws(RunError) -> ScratchFile {
        do { return try ScratchFile(bytes) } catch { throw RunError(.resumable, "\(spec.key): \(error)") }
    }

    func result(_ end: ProcessEnd, isTimedOut: Bool, seconds: Double) -> CommandResult {
        let size = FileSlice.size(of: errors)
        let from = max(errorsStart, size - Self.tail)
        let tail = FileSlice.read(errors, from: from, count: size - from)
        return CommandResult(
            end: end,
            isTimedOut: isTimedOut,
            output: outputLimit.map { FileSlice.read(output, from: 0, count: min($0, FileSlice.size(of: output))) } ?? [],
            isTruncated: outputLimit.map { FileSlice.size(of: output) > $0 } ?? false,
            errorTail: String(decoding: tail, as: UTF8.self),
            seconds: seconds
        )
    }

    deinit {
        for descriptor in opened { close(descriptor) }
    }
}
