import CurlShim
import Glibc

/// One of libcurl's easy handles, used for one exchange after the other: what never changes is set once.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// Nil if memory is short.
    init?(_ settings: ConnectionSettings) {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setUp(settings)
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    private func setUp(_ settings: ConnectionSettings) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_TCP_NODELAY, 1)
        // A peer that is gone is found out while its answer is awaited for minutes.
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 30)
        set(CURLOPT_TCP_KEEPINTVL, 10)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Every encoding libcurl was built with.
        curl_shim_set_text(pointer, CURLOPT_ACCEPT_ENCODING, "")
        // With a CA directory set, as Debian does, libcurl 7.88 parses all certificates anew for every connection.
        curl_shim_set_text(pointer, CURLOPT_CAPATH, nil)
        if let file = settings.certificateFile { curl_shim_set_text(pointer, CURLOPT_CAINFO, file) }
        curl_shim_set_text(pointer, CURLOPT_NOPROXY, settings.hostsWithoutProxy)
        curl_shim_allow_http_only(pointer)
        curl_shim_close_sockets_on_exec(pointer)
        curl_shim_do_not_await_lookups(pointer)
        curl_shim_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
        curl_shim_set_receiver(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size &* count)
            return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().receiveHeader(line) ? line.count : 0
        }
        curl_shim_set_receiver(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let piece = UnsafeRawBufferPointer(start: bytes, count: size &* count)
            return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().receiveBody(piece) ? piece.count : 0
        }
    }

    /// Points the handle at an exchange, which must outlive the transfer; false if its address is none.
    func aim(at exchange: Exchange, _ headers: HeaderList) -> Bool {
        let request = exchange.request
        // A zero byte would end the address early for libcurl.
        guard !request.url.utf8.contains(0) else { return false }
        guard request.url.withCString({ curl_shim_set_text(pointer, CURLOPT_URL, $0) }) == CURLE_OK else { return false }
        switch request.method {
        case .get:
            set(CURLOPT_HTTPGET, 1)
        case .post:
            set(CURLOPT_POST, 1)
            curl_shim_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
            // libcurl reads the body where it lies: the exchange keeps the array, which nobody changes, until the transfer is over.
            request.body.withUnsafeBytes { _ = curl_shim_set_pointer(pointer, CURLOPT_POSTFIELDS, $0.baseAddress) }
        }
        curl_shim_set_pointer(pointer, CURLOPT_HTTPHEADER, headers.first)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.limits.connect))
        set(CURLOPT_TIMEOUT_MS, milliseconds(request.limits.total))
        // Refuses an announced length early; a body that grows unannounced is refused by the exchange. Zero would mean no limit.
        curl_shim_set_offset(pointer, CURLOPT_MAXFILESIZE_LARGE, max(1, request.limits.responseBytes))
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        curl_shim_set_pointer(pointer, CURLOPT_PRIVATE, context)
        curl_shim_set_pointer(pointer, CURLOPT_HEADERDATA, context)
        curl_shim_set_pointer(pointer, CURLOPT_WRITEDATA, context)
        return true
    }

    var status: Int { long(CURLINFO_RESPONSE_CODE) }

    /// The system's error number of the last failed connection attempt.
    var systemError: Int32 { Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO)) }

    /// Whether the connection stood, TLS included, so that the request went out.
    var wasConnected: Bool { offset(CURLINFO_PRETRANSFER_TIME_T) > 0 }

    /// The length the reply announced, nil if it did not.
    var announcedLength: Int? {
        let length = offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        return length >= 0 ? length : nil
    }

    /// libcurl's own words on what went wrong, empty if it has none.
    var words: String { String(cString: errorText) }

    /// The exchange a handle of libcurl's was aimed at.
    static func exchange(of pointer: UnsafeMutableRawPointer) -> Exchange? {
        var context: UnsafeMutableRawPointer?
        curl_shim_get_pointer(pointer, CURLINFO_PRIVATE, &context)
        return context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private func set(_ option: CURLoption, _ value: Int) {
        curl_shim_set_long(pointer, option, value)
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        curl_shim_get_long(pointer, info, &value)
        return value
    }

    private func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        curl_shim_get_offset(pointer, info, &value)
        return Int(value)
    }

    /// At least one, because zero means no limit to libcurl.
    private func milliseconds(_ seconds: Double) -> Int {
        seconds < 2_000_000 ? max(1, Int(max(0, seconds) * 1000)) : 2_000_000_000
    }
}
