import CurlShim

extension TransferLoop {
    /// Makes libcurl tell this loop which sockets to watch and when to call again.
    func connect(to multi: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        curl_shim_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        curl_shim_multi_set_socket_callback(multi) { _, socket, interest, context, known in
            guard let context else { return 0 }
            let loop = Unmanaged<TransferLoop>.fromOpaque(context).takeUnretainedValue()
            if interest == CURL_POLL_REMOVE {
                loop.poller.forget(socket)
            } else {
                loop.poller.watch(socket, for: interest, isNew: known == nil)
                // Any mark will do: it comes back as `known` until the socket is removed.
                if known == nil { curl_multi_assign(loop.multi, socket, context) }
            }
            return 0
        }
        curl_shim_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        curl_shim_multi_set_timer_callback(multi) { _, milliseconds, context in
            guard let context else { return 0 }
            Unmanaged<TransferLoop>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds: milliseconds)
            return 0
        }
        // Idle connections that are kept; the default of four for each exchange in flight would drop them whenever the load ebbs.
        curl_shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 4096)
    }
}
