import Glibc

/// How many files and sockets this process may hold.
package enum DescriptorLimit {
    /// Raises the soft limit to the hard one, so that hundreds of connections do not fail on a shell's default.
    package static func raise() {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }
}
