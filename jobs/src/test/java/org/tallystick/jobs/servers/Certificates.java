package org.tallystick.jobs.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.tallystick.jobs.cluster.Child;

/**
 * An authority with a server's certificate for {@code localhost} and a client's, both signed by it;
 * and another authority that has signed neither.
 *
 * @param folder with a file for each, by its name and {@code .p12}
 */
public record Certificates(Path folder) {
    /** Of all files. */
    public static final String PASSWORD = "of-these-tests";

    private static final String AUTHORITY = "authority";

    /** Makes them by Java's own tool. */
    public static Certificates in(Path folder) throws Exception {
        var made = new Certificates(folder);
        made.keytool(AUTHORITY, "-ext", "bc:c");
        made.keytool("server", "-signer", AUTHORITY, "-ext", "san=dns:localhost");
        made.keytool("client", "-signer", AUTHORITY);
        made.keytool("stranger", "-ext", "bc:c");
        made.save("trusted", made.trusting(AUTHORITY));
        made.save("strangers", made.trusting("stranger"));
        made.save("client", made.only("client"));
        return made;
    }

    private void keytool(String name, String... more) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC"));
        command.addAll(List.of("-dname", "CN=" + name, "-validity", "30"));
        command.addAll(List.of("-keystore", file("all").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        command.addAll(List.of(more));
        var child = Child.start(folder.resolve("keytool.out"), command, Map.of());
        var said = child.awaitEnd();
        assertThat(child.process().exitValue()).as(said).isZero();
    }

    /** One of {@code trusted}, {@code strangers}, {@code client}. */
    public Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private KeyStore all() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file("all").toFile(), PASSWORD.toCharArray());
    }

    private KeyStore trusting(String name) throws GeneralSecurityException, IOException {
        var store = empty();
        store.setCertificateEntry(name, all().getCertificate(name));
        return store;
    }

    private KeyStore only(String name) throws GeneralSecurityException, IOException {
        var all = all();
        var store = empty();
        store.setKeyEntry(
                name,
                all.getKey(name, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(name));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void save(String name, KeyStore store) throws GeneralSecurityException, IOException {
        try (var out = Files.newOutputStream(file(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    /** What a server in this process shows. */
    public KeyManager[] serverKeys() throws GeneralSecurityException, IOException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(only("server"), PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    /** Whom a server in this process trusts. */
    public TrustManager[] clients() throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusting(AUTHORITY));
        return factory.getTrustManagers();
    }

    /** What a client with a certificate connects with. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(only("client"), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), clients(), new SecureRandom());
        return context;
    }

    /** The authority's certificate as a server of another kind reads it. */
    public String authorityPem() throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", all().getCertificate(AUTHORITY).getEncoded());
    }

    /** The server's certificate, its authority's behind it. */
    public String serverPem() throws GeneralSecurityException, IOException {
        var text = new StringBuilder();
        for (Certificate each : all().getCertificateChain("server")) {
            text.append(pem("CERTIFICATE", each.getEncoded()));
        }
        return text.toString();
    }

    public String serverKeyPem() throws GeneralSecurityException, IOException {
        return pem("PRIVATE KEY", all().getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(content);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
    }
}
