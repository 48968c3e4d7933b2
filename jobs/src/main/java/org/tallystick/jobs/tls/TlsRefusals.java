package org.tallystick.jobs.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.flink.util.ExceptionUtils;

/** Tells who is not trusted from who cannot be reached: the former is so the next time as well. */
public final class TlsRefusals {
    /** What a server says, before it ends the connection, of whoever shows no right certificate. */
    private static final String ALERT =
            ".*fatal alert: (.*certificate.*|unknown_ca|access_denied|handshake_failure).*";

    private TlsRefusals() {}

    /** Why no connection will ever be made, in one line; empty where that is not known. */
    public static Optional<String> reason(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, UnusableStoreException.class)
                .map(Throwable::getMessage)
                .or(() -> ofServer(failure))
                .or(() -> ofClient(failure));
    }

    private static Optional<String> ofServer(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, CertificateException.class)
                .map(
                        refusal ->
                                "the server's certificate is not trusted: %s ('truststore' names those that are)"
                                        .formatted(root(refusal).getMessage()));
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static Optional<String> ofClient(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, TlsRefusals::isAlert)
                .map(
                        alert ->
                                "the server wants another certificate: %s ('keystore' has the one that is shown)"
                                        .formatted(alert.getMessage()));
    }

    private static boolean isAlert(Throwable failure) {
        return failure instanceof SSLException
                && String.valueOf(failure.getMessage()).matches(ALERT);
    }
}
