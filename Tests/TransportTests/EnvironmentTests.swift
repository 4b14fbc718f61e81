import Testing
import Transport

@Suite("The environment")
struct EnvironmentTests {
    @Test func `names certificate authorities, unless the variable is empty`() {
        #expect(ConnectionSettings { $0 == "SSL_CERT_FILE" ? "/ca.pem" : nil }.certificateFile == "/ca.pem")
        #expect(ConnectionSettings { $0 == "SSL_CERT_FILE" ? "" : nil }.certificateFile == nil)
        #expect(ConnectionSettings { _ in nil }.certificateFile == nil)
    }

    @Test func `cannot send requests for this machine through a proxy`() {
        #expect(ConnectionSettings { _ in nil }.hostsWithoutProxy == "localhost,127.0.0.1,::1")
        #expect(ConnectionSettings { $0 == "no_proxy" ? "a.example" : nil }.hostsWithoutProxy == "a.example,localhost,127.0.0.1,::1")
        #expect(ConnectionSettings { $0 == "NO_PROXY" ? "b.example" : nil }.hostsWithoutProxy == "b.example,localhost,127.0.0.1,::1")
        #expect(ConnectionSettings { $0 == "no_proxy" ? "*" : nil }.hostsWithoutProxy == "*")
    }
}
