package org.tallystick.jobs.sink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;

/** Lets records through, and once, in their middle, ends a server and starts it again. */
public final class Outage<T> implements MapFunction<T, T> {
    private static final ConcurrentHashMap<String, Restarted> SERVERS = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, CompletableFuture<Void>> STARTS =
            new ConcurrentHashMap<>();

    private final String test;
    private final int after;
    private int records;

    /** A server that can be ended and started where it was. */
    public interface Restarted {
        void kill() throws Exception;

        void restart() throws Exception;
    }

    private Outage(String test, int after) {
        this.test = test;
        this.after = after;
    }

    /**
     * @param test whose outage it is
     * @param after so many records
     */
    public static <T> Outage<T> of(String test, int after, Restarted server) {
        SERVERS.put(test, server);
        return new Outage<>(test, after);
    }

    /** Waits until the server of this test is back; fails where it was never away. */
    public static void awaitEnd(String test) {
        STARTS.get(test).join();
    }

    @Override
    public T map(T record) throws Exception {
        records++;
        if (records == after && !STARTS.containsKey(test)) {
            SERVERS.get(test).kill();
            STARTS.put(test, CompletableFuture.runAsync(() -> restart(SERVERS.get(test))));
        }
        return record;
    }

    private static void restart(Restarted server) {
        try {
            server.restart();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
