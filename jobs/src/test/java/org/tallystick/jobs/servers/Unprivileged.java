package org.tallystick.jobs.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user without rights, for servers that a test run as root starts. Others run as who they are.
 */
final class Unprivileged {
    private static final String USER = "nobody";
    private static final String GROUP = "nogroup";

    private Unprivileged() {}

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The command as that user gives it; its process is the server's own. */
    static List<String> command(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        var all =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + USER,
                                "--regid=" + GROUP,
                                "--clear-groups",
                                "--no-new-privs"));
        all.addAll(command);
        return all;
    }

    /** A new temporary folder of that user's. */
    static Path folder(String name) throws IOException {
        var folder = Files.createTempDirectory(name);
        if (isRoot()) {
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(folder, users.lookupPrincipalByName(USER));
        }
        return folder;
    }
}
