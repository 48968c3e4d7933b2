package org.tallystick.jobs.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * Finds out why a server was not reached, for clients that only say that the connection was closed.
 *
 * @param tls as the client has it
 * @param named whether the server has to have the name that it is called by
 */
public record TlsProbe(Tls tls, boolean named) {
    private static final int MILLIS = Math.toIntExact(Duration.ofSeconds(3).toMillis());

    /**
     * What is wrong between a server and us, as {@link TlsRefusals} knows it; empty where that is
     * nothing of TLS, or nothing any more.
     */
    public Optional<IOException> refusal(String host, int port) {
        try {
            greet(host, port);
            return Optional.empty();
        } catch (IOException e) {
            return TlsRefusals.reason(e).map(reason -> e);
        }
    }

    /** By TLS 1.3 a server says only after the handshake that it does not like our certificate. */
    private void greet(String host, int port) throws IOException {
        var sockets = tls.context().getSocketFactory();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), MILLIS);
            plain.setSoTimeout(MILLIS);
            var socket = (SSLSocket) sockets.createSocket(plain, host, port, true);
            if (named) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            socket.getInputStream().read();
        }
    }
}
