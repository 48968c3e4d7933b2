package org.tallystick.jobs.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port that nobody listens on. */
final class FreePort {
    private static final int TRIES = 100;

    private FreePort() {}

    /** The first free port of the loopback interface, from {@code first} on. */
    static int from(int first) throws IOException {
        for (int port = first; port < first + TRIES; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + first + " to " + (first + TRIES - 1));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
