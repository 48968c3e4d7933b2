package org.tallystick.jobs.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.tallystick.jobs.cluster.Child;

/**
 * A package of Debian's with a server in it.
 *
 * @param name as {@code apt-get} knows it
 * @param binary the program's file name
 */
public record DebianPackage(String name, String binary) {
    /** While this says 101, installing a package starts no service. */
    private static final Path SERVICES = Path.of("/usr/sbin/policy-rc.d");

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    /** The program; it is installed where it is missing, and else the test is left out. */
    public Path require() throws Exception {
        if (find().isEmpty()) {
            Assumptions.assumeTrue(canInstall(), () -> "left out: " + binary + " is not here");
            var said = install();
            Assumptions.assumeTrue(
                    find().isPresent(),
                    () -> "left out: " + name + " could not be installed: " + said);
        }
        return find().orElseThrow();
    }

    private Optional<Path> find() {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(binary))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean canInstall() {
        return Unprivileged.isRoot() && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    /** What the last step said. */
    private String install() throws Exception {
        boolean ours = Files.notExists(SERVICES);
        if (ours) {
            Files.writeString(SERVICES, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(SERVICES, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            apt("update", "-qq");
            return apt("install", "-y", "-qq", "--no-install-recommends", name);
        } finally {
            if (ours) {
                Files.delete(SERVICES);
            }
        }
    }

    private static String apt(String... words) throws IOException, InterruptedException {
        var command =
                Stream.concat(
                                Stream.of("apt-get", "-o", "DPkg::Lock::Timeout=300"),
                                Stream.of(words))
                        .toList();
        var printed = Files.createTempFile("apt", ".out");
        try {
            return Child.start(printed, command, Map.of("DEBIAN_FRONTEND", "noninteractive"))
                    .awaitEnd()
                    .strip();
        } finally {
            Files.delete(printed);
        }
    }
}
