package org.tallystick.jobs.tls;

import java.util.Optional;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Value;

/** What a source or a sink says of TLS. */
public final class TlsWords {
    public static final Key<Value> TRUSTSTORE =
            Key.of(
                    "truststore",
                    Kinds.PATH,
                    "The certificates that are trusted, PKCS#12 or JKS, a file on every machine; those of the JVM if absent");

    public static final Key<String> TRUSTSTORE_PASSWORD =
            Key.of("truststore-password", Kinds.TEXT, "The truststore's password, best a variable");

    public static final Key<Value> KEYSTORE =
            Key.of(
                    "keystore",
                    Kinds.PATH,
                    "The key and certificate that are shown to the server, PKCS#12 or JKS, a file on every machine");

    public static final Key<String> KEYSTORE_PASSWORD =
            Key.of("keystore-password", Kinds.TEXT, "The keystore's password, best a variable");

    private TlsWords() {}

    /**
     * What a section says.
     *
     * @param used whether its server is spoken to by TLS; else it may not say anything
     */
    public static Tls read(Section section, PipelineFolder folder, boolean used) {
        var trusted = store(section, TRUSTSTORE, TRUSTSTORE_PASSWORD, folder, used);
        var own = store(section, KEYSTORE, KEYSTORE_PASSWORD, folder, used);
        return new Tls(trusted.orElse(null), own.orElse(null));
    }

    private static Optional<TlsStore> store(
            Section section,
            Key<Value> file,
            Key<String> password,
            PipelineFolder folder,
            boolean used) {
        var secret = section.get(password);
        if (section.has(password) && !section.has(file)) {
            section.problemAtKey(
                    password, "'%s' is of '%s'".formatted(password.name(), file.name()));
        }
        if (section.has(file) && !used) {
            section.problemAtKey(
                    file, "'%s' is of TLS, which the url is not".formatted(file.name()));
        }
        return section.get(file)
                .flatMap(value -> value.as("path", folder::data))
                .map(path -> new TlsStore(path, secret.orElse(null)));
    }
}
