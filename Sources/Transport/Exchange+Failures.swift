import CurlShim
import Glibc

extension Exchange {
    /// Why an exchange ended without a whole reply.
    enum Cause {
        case cancelled
        case stalled
        case unsendableHeader
        case curl(CURLcode)
    }

    /// The cause in words, with host and port but never credentials, query or header values.
    func failure(_ cause: Cause) -> HTTPFailure {
        switch cause {
        case .cancelled: HTTPFailure(.cancelled, "the request to \(peer) was cancelled")
        case .stalled:
            HTTPFailure(.stallTimeout, "\(peer) fell silent for \(text(request.limits.stall)) s in the middle of its reply")
        case .unsendableHeader:
            HTTPFailure(.protocolError, "a header field of a request to \(peer) has no name or contains a line end")
        case .curl(let code): failure(code)
        }
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: HTTPFailure(.cannotConnect, "cannot connect to \(peer): the host name is not known")
        case CURLE_COULDNT_RESOLVE_PROXY: HTTPFailure(.cannotConnect, "cannot connect to \(peer): the proxy's host name is not known")
        case CURLE_COULDNT_CONNECT: HTTPFailure(.cannotConnect, "cannot connect to \(peer): \(systemError)")
        case CURLE_OPERATION_TIMEDOUT: timeout
        case CURLE_FILESIZE_EXCEEDED: tooLarge
        case CURLE_WRITE_ERROR where grewTooLarge: tooLarge
        case CURLE_URL_MALFORMAT: HTTPFailure(.protocolError, "the address of a request is not a valid http or https URL")
        case CURLE_UNSUPPORTED_PROTOCOL where handle?.wasConnected != true:
            HTTPFailure(.protocolError, "the address of a request is neither http nor https")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: HTTPFailure(.protocolError, "\(peer) does not speak HTTP/1.1")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            HTTPFailure(.protocolError, "the reply of \(peer) is not compressed the way it says")
        case CURLE_GOT_NOTHING: HTTPFailure(.connectionLost, "\(peer) closed the connection without a reply")
        case CURLE_PARTIAL_FILE: HTTPFailure(.connectionLost, "\(peer) closed the connection before its reply was whole")
        case CURLE_SEND_ERROR,
            CURLE_RECV_ERROR where handle?.wasConnected == true:
            HTTPFailure(.connectionLost, "the connection to \(peer) broke")
        case CURLE_OUT_OF_MEMORY: HTTPFailure(.connectionLost, "memory is too short for a request to \(peer)")
        default:
            handle?.wasConnected == true ? brokenOtherwise(code) : HTTPFailure(.cannotConnect, "cannot connect to \(peer): \(words(code))")
        }
    }

    private var timeout: HTTPFailure {
        let elapsed = Double(MonotonicClock.now &- submitted) / 1e9
        if handle?.wasConnected != true && elapsed < request.limits.total {
            return HTTPFailure(.connectTimeout, "no connection to \(peer) within \(text(request.limits.connect)) s")
        }
        return HTTPFailure(.totalTimeout, "\(peer) gave no whole reply within \(text(request.limits.total)) s")
    }

    private var tooLarge: HTTPFailure {
        let fault = hasHeaderWithoutEnd ? "has a header without end" : "is larger than the limit of \(request.limits.responseBytes) bytes"
        return HTTPFailure(.replyTooLarge, "the reply of \(peer) \(fault)")
    }

    private func brokenOtherwise(_ code: CURLcode) -> HTTPFailure {
        HTTPFailure(.connectionLost, "the connection to \(peer) broke: \(words(code))")
    }

    private var systemError: String {
        guard let number = handle?.systemError, number != 0, let words = strerror(number) else { return "no address of it answers" }
        return String(cString: words).lowercased()
    }

    /// libcurl's words, which for TLS name the fault of the certificate; only plain characters of them.
    private func words(_ code: CURLcode) -> String {
        let own = handle?.words ?? ""
        let words = own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
        return String(String.UnicodeScalarView(words.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }))
    }

    /// Host and port as libcurl itself reads the address.
    private var peer: String {
        let parsed = curl_url()
        defer { curl_url_cleanup(parsed) }
        guard curl_url_set(parsed, CURLUPART_URL, request.url, UInt32(CURLU_GUESS_SCHEME)) == CURLUE_OK else {
            return "a malformed address"
        }
        func part(_ part: CURLUPart) -> String {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parsed, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return "" }
            defer { curl_free(text) }
            return String(cString: text)
        }
        return "\(part(CURLUPART_HOST)):\(part(CURLUPART_PORT))"
    }

    /// Seconds without a needless fraction.
    private func text(_ seconds: Double) -> String {
        seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }
}
