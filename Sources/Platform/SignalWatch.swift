import Dispatch
import Glibc

/// Turns signals into calls. The default action of the watched signals is switched off for the whole process.
package final class SignalWatch: Sendable {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter body: called on a queue of its own with the signal's number, once per delivery.
    package init(_ signals: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "selfplay.signals")
        sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { body(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
