import Glibc

/// The one lock type of the project: a `pthread_mutex_t` around a value.
///
/// `Synchronization.Mutex` is not used because ThreadSanitizer cannot see its futex slow path on Linux and reports
/// races that are none (docs/decisions/002-one-lock.md); with this lock a report of the sanitizer means something.
///
/// `@unchecked Sendable`: the value is only reachable through `withLock`, which holds the mutex.
package final class Lock<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: sending Value) {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deinitialize(count: 1)
        mutex.deallocate()
    }

    /// Runs `body` with exclusive access to the value.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
