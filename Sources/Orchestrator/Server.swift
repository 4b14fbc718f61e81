import Inference
import JSONCursor
import Settings
import Transport

/// One server of a configuration as a client.
enum Server {
    /// - Parameter keyVariable: the environment variable that holds the key; its value is read here and nowhere kept.
    static func client(
        _ endpoint: String,
        keyVariable: String?,
        limits: LimitSettings,
        transport: any HTTPTransport,
        environment: [String: String]
    ) throws -> EndpointClient {
        var key: APIKey?
        if let keyVariable {
            guard let value = environment[keyVariable] else {
                throw RunError(
                    .input,
                    "the environment variable \(keyVariable) (api_key_env of \(endpoint)) is not set: export the server's key in it"
                )
            }
            key = try told { () throws(BackendError) in try APIKey(value, variable: keyVariable) }
        }
        let address = try told { () throws(BackendError) in try EndpointAddress(endpoint) }
        return EndpointClient(address, apiKey: key, transport: transport, limits: limits.http)
    }

    /// A backend's refusal of its own settings as ours.
    static func told<Value>(_ body: () throws(BackendError) -> Value) throws(RunError) -> Value {
        do { return try body() } catch { throw RunError(.input, error.message) }
    }

    /// A pass-through mapping as JSON.
    static func json(_ mapping: YAMLMapping) throws -> JSONValue {
        try JSONCursor.read(Array(YAMLValue.mapping(mapping).json().utf8)) { try JSONValue(&$0) }
    }
}

extension LimitSettings {
    /// The transport's form of them.
    var http: HTTPLimits {
        HTTPLimits(connect: connectTimeout, total: requestTimeout, stall: stallTimeout, responseBytes: responseMegabytes << 20)
    }
}
