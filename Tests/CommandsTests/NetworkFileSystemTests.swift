import Platform
import Testing

@testable import Orchestrator

@Suite("A ledger on a network file system")
struct NetworkFileSystemTests {
    @Test(
        "is known by the magic numbers of statfs(2)",
        arguments: [(UInt32(0x6969), "NFS"), (0xFF53_4D42, "CIFS"), (0xFE53_4D42, "SMB2"), (0x0BD0_0BD0, "Lustre"), (0x6573_5546, "FUSE")]
    )
    func network(_ magic: UInt32, _ name: String) {
        #expect(FileSystemKind.of(magic: magic) == .network(name))
    }

    @Test(
        "ext4, XFS, Btrfs, tmpfs, overlayfs and ZFS are local",
        arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0x2FC1_2FC1]
    )
    func local(_ magic: UInt32) {
        #expect(FileSystemKind.of(magic: magic) == .local)
    }

    @Test("is refused with the remedy")
    func refusal() throws {
        let error = try #require(RunStore.refusal(of: .network("NFS"), at: "/srv/runs/one"))
        #expect(error.kind == .input)
        #expect(error.message.contains("/srv/runs/one lies on a network file system (NFS)"))
        #expect(error.message.contains("--ledger /local/path/run.sqlite"))
        #expect(RunStore.refusal(of: .local, at: "/tmp") == nil)
    }
}
