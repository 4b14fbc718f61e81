import CPlatform
import Glibc

/// The kind of file system a path lies on, as far as SQLite's write-ahead log cares: its shared memory does not work between hosts.
package enum FileSystemKind: Sendable, Hashable {
    case local
    /// A network file system and its usual name.
    case network(String)

    /// The kind at `path`, which must exist; a path that cannot be examined counts as local.
    package static func of(_ path: String) -> FileSystemKind {
        var info = statfs()
        guard statfs(path, &info) == 0 else { return .local }
        return of(magic: UInt32(truncatingIfNeeded: info.f_type))
    }

    /// The kind that a `statfs` magic number names (Linux, `statfs(2)`).
    package static func of(magic: UInt32) -> FileSystemKind {
        switch magic {
        case 0x6969: .network("NFS")
        case 0xFE53_4D42: .network("SMB2")
        case 0xFF53_4D42: .network("CIFS")
        case 0x517B: .network("SMB")
        case 0x0BD0_0BD0: .network("Lustre")
        case 0x00C3_6400: .network("CephFS")
        case 0x4750_4653: .network("GPFS")
        case 0x1983_0326: .network("BeeGFS")
        case 0x5346_414F: .network("AFS")
        case 0x0102_1997: .network("9p")
        case 0x6573_5546: .network("FUSE")
        default: .local
        }
    }
}
