package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges messages when the checkpoint that has them is complete, in a thread of its own: the
 * broker's answer may have to wait until messages that are on their way have been taken.
 */
final class Acknowledging implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledging.class);
    private static final long NONE = Long.MIN_VALUE;

    /** How long the last acknowledgements may take when a reader is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumers consumers;
    private final TreeMap<Long, Map<String, List<Object>>> receipts = new TreeMap<>();
    private final AtomicLong confirmed = new AtomicLong(NONE);
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    run -> {
                        var daemon = new Thread(run, "queue-acknowledging");
                        daemon.setDaemon(true);
                        return daemon;
                    });

    Acknowledging(Consumers consumers) {
        this.consumers = consumers;
    }

    /** Takes the receipts of what came before a checkpoint began, by split. */
    void begin(long checkpoint, Map<String, List<Object>> held) {
        receipts.put(checkpoint, held);
    }

    /** A checkpoint is complete, and so are those before it. */
    void complete(long checkpoint) {
        var due = receipts.headMap(checkpoint, true);
        var all = new HashMap<String, List<Object>>();
        for (var held : due.values()) {
            held.forEach(
                    (split, list) ->
                            all.computeIfAbsent(split, any -> new ArrayList<>()).addAll(list));
        }
        due.clear();
        thread.execute(() -> acknowledge(checkpoint, all));
    }

    private void acknowledge(long checkpoint, Map<String, List<Object>> all) {
        if (failure.get() != null) {
            return;
        }
        try {
            if (consumers.acknowledge(all)) {
                confirmed.set(checkpoint);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, new IOException("messages cannot be acknowledged", e));
        }
    }

    /** The newest checkpoint up to which the broker has confirmed all; empty for none. */
    OptionalLong confirmed() {
        long checkpoint = confirmed.get();
        return checkpoint == NONE ? OptionalLong.empty() : OptionalLong.of(checkpoint);
    }

    /** Fails where an acknowledgement has. */
    void check() throws IOException {
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits a while for what is due; what is not acknowledged then comes again. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The broker has not answered for {}: its messages come again", PATIENCE);
            thread.shutdownNow();
        }
        var failed = failure.get();
        if (failed != null) {
            LOG.warn("Messages that were not acknowledged come again", failed);
        }
    }
}
