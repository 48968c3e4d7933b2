package org.tallystick.jobs.tls;

import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificates are trusted, and which of our own is shown to a server that asks for one.
 *
 * @param trusted null for what the JVM trusts
 * @param own null for none
 */
public record Tls(TlsStore trusted, TlsStore own) implements Serializable {

    /**
     * What connections are made with.
     *
     * @throws IOException one line, where a file cannot be read or will not do
     */
    public SSLContext context() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * Those of the certificates that are trusted; null for the JVM's.
     *
     * @throws IOException one line, where a file cannot be read or will not do
     */
    public TrustManager[] trustManagers() throws IOException {
        if (trusted == null) {
            return null;
        }
        var store = certificates();
        try {
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new UnusableStoreException(trusted + " will not do: " + e.getMessage(), e);
        }
    }

    /** Without its password a store may open, as if nothing were in it. */
    private KeyStore certificates() throws IOException {
        var store = trusted.open();
        try {
            if (store.size() == 0) {
                throw new UnusableStoreException(
                        trusted + " has no certificate that its password opens", null);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new UnusableStoreException(trusted + " will not do: " + e.getMessage(), e);
        }
    }

    /**
     * The keys whose certificates are shown; null for none.
     *
     * @throws IOException one line, where a file cannot be read or will not do
     */
    public KeyManager[] keyManagers() throws IOException {
        if (own == null) {
            return null;
        }
        var store = own.open();
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, own.password() == null ? new char[0] : own.chars());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new UnusableStoreException(own + " will not do: " + e.getMessage(), e);
        }
    }

    /**
     * What a connection by it is set up with, by name.
     *
     * @param password null where there is none
     */
    public Map<String, String> settings(String url, String password) {
        var settings = new HashMap<String, String>();
        settings.put("url", url);
        if (password != null) {
            settings.put("password", password);
        }
        add(trusted, TlsWords.TRUSTSTORE_PASSWORD.name(), settings);
        add(own, TlsWords.KEYSTORE_PASSWORD.name(), settings);
        return settings;
    }

    private static void add(TlsStore store, String name, Map<String, String> settings) {
        if (store != null && store.password() != null) {
            settings.put(name, store.password());
        }
    }
}
