import Dispatch
import Glibc

/// Turns signals into calls. The default action of the watched signals is switched off for the whole process.
package final class SignalWatch: Sendable {
    private let sources: Lock<[any DispatchSourceSignal]>

    /// - Parameter body: called on a queue of its own with the signal's number, once per delivery.
    package init(_ signals: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "selfplay.signals")
        var made: [any DispatchSourceSignal] = []
        for number in signals {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { body(number) }
            // A signal that came before the source listens would be lost: who has this watch has heard of all that follow.
            let isListening = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isListening.signal() }
            source.resume()
            isListening.wait()
            made.append(source)
        }
        sources = Lock(made)
    }

    deinit {
        sources.withLock { for source in $0 { source.cancel() } }
    }
}
