package org.tallystick.jobs.tls;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.apache.flink.core.fs.Path;

/**
 * A file with certificates or keys, in PKCS#12 or Java's own form. It is read where a connection is
 * made, each time anew: it may be another one by then.
 *
 * @param file on any of Flink's file systems
 * @param password null where it has none
 */
record TlsStore(String file, String password) implements Serializable {

    /**
     * @throws UnusableStoreException where it is not there, or is not what it should be
     * @throws IOException where it cannot be read now
     */
    KeyStore open() throws IOException {
        var content = content();
        try {
            // Despite its name this kind takes Java's own form as well.
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), chars());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableStoreException(
                    "%s cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private byte[] content() throws IOException {
        var path = new Path(file);
        try (var in = path.getFileSystem().open(path)) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw new UnusableStoreException(file + " is not on this machine", e);
        }
    }

    /** Null where it has no password. */
    char[] chars() {
        return password == null ? null : password.toCharArray();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return file;
    }
}
