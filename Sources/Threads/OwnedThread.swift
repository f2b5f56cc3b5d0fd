import Glibc
import Synchronization

/// A thread with one owner, who joins it; for the C libraries that want to be called from one thread only.
package final class OwnedThread: Sendable {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private let id: pthread_t
    private let isJoined = Mutex(false)

    /// Returns nil when the system gives no thread.
    ///
    /// `name` may have 15 bytes.
    package init?(name: String, _ run: @escaping @Sendable () -> Void) {
        var id = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(name: name, run: run))
        let status = unsafe pthread_create(
            &id, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                prepareThread(body.name)
                body.run()
                return nil
            }, body.toOpaque())
        guard status == 0 else {
            unsafe body.release()
            return nil
        }
        self.id = id
    }

    /// Waits for the end of the thread; returns at once on the thread itself, which cannot wait for its own
    /// end.
    package func join() {
        guard pthread_equal(pthread_self(), id) == 0 else { return }
        isJoined.withLock { isJoined in
            guard !isJoined else { return }
            pthread_join(id, nil)
            isJoined = true
        }
    }

    deinit {
        join()
        if !isJoined.withLock({ $0 }) { pthread_detach(id) }
    }
}

/// Names the calling thread, and keeps a peer that hangs up from ending the process: TLS libraries write without
/// `MSG_NOSIGNAL`.
private func prepareThread(_ name: String) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    guard let file = unsafe fopen("/proc/thread-self/comm", "w") else { return }
    unsafe fputs(name, file)
    unsafe fclose(file)
}
