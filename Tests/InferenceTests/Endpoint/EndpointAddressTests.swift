import Inference
import Testing

@Suite struct EndpointAddressTests {
    @Test(arguments: [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", ""),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000", ""),
        ("HTTPS://api.example.org/openai/v1/", "api.example.org", "/openai/v1"),
        ("http://[::1]:8000/v1", "[::1]:8000", "/v1"),
    ])
    func splitsAnAddress(text: String, authority: String, path: String) throws {
        let address = try EndpointAddress(text)
        #expect(address.authority == authority)
        #expect(address.path == path)
    }

    @Test func describesItselfWithoutTheLastSlash() throws {
        #expect(try EndpointAddress("http://h:1/a/").description == "http://h:1/a")
    }

    @Test(arguments: ["127.0.0.1:8000", "ftp://h", "http://", "http:///v1", "http://h/v1?key=1", "http://h/#a", "http://h /v1", ""])
    func refusesWhatIsNoAddress(text: String) {
        #expect(throws: BackendError.self) { try EndpointAddress(text) }
    }

    @Test func neverRepeatsAPasswordInTheAddress() throws {
        let error = #expect(throws: BackendError.self) { try EndpointAddress("http://me:hunter2@h:8000") }
        #expect(error?.message.contains("hunter2") == false)
        #expect(error?.failure == .misconfigured)
    }
}
