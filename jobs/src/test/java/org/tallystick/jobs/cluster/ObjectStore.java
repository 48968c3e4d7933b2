package org.tallystick.jobs.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An S3 server over a folder, which is a process of its own. */
final class ObjectStore implements AutoCloseable {
    static final String BUCKET = "tallystick";

    /** What an archive on S3 needs on the class path of a cluster. */
    static final Path LIB;

    private static final Path STAND_IN = Path.of("s3-stand-in/target").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(1);

    static {
        try (var jars = Files.list(STAND_IN.resolve("lib"))) {
            LIB = jars.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("build with -Pcluster", e);
        }
    }

    private final Path folder;
    private final int port;
    private Child child;

    private ObjectStore(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static ObjectStore start(Path folder) throws Exception {
        Files.createDirectories(folder);
        var store = new ObjectStore(folder, Broker.freePort());
        store.start();
        store.put("", BodyPublishers.noBody());
        return store;
    }

    void start() throws Exception {
        var properties =
                Files.writeString(
                        Path.of(folder + ".properties"),
                        """
                        s3proxy.authorization=none
                        s3proxy.endpoint=%s
                        jclouds.provider=filesystem
                        jclouds.identity=any
                        jclouds.credential=any
                        s3proxy.ignore-unknown-headers=true
                        jclouds.filesystem.basedir=%s
                        """
                                .formatted(endpoint(), folder));
        var log =
                Files.writeString(
                        Path.of(folder + ".log.xml"),
                        "<configuration><root level=\"OFF\"/></configuration>");
        child =
                Child.start(
                        Path.of(folder + ".out"),
                        List.of(
                                Child.java(),
                                "-Xmx256m",
                                "-Dlogback.configurationFile=" + log,
                                "-cp",
                                Files.readString(STAND_IN.resolve("classpath")),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                properties.toString()),
                        Map.of());
        Await.until("S3 answers", START, child::text, this::answers);
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private boolean answers() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(endpoint() + "/")).build()) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Makes a file an object of its name, of which this is the address. */
    String upload(Path file) throws Exception {
        var name = file.getFileName();
        put("/" + name, BodyPublishers.ofFile(file));
        return "s3://" + BUCKET + "/" + name;
    }

    private void put(String key, BodyPublisher body) throws Exception {
        var address = URI.create(endpoint() + "/" + BUCKET + key);
        int status = send(HttpRequest.newBuilder(address).PUT(body).build());
        if (status != 200) {
            throw new IOException("PUT " + address + ": " + status);
        }
    }

    private static int send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    void kill() throws InterruptedException {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
