package org.tallystick.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.jobs.source.Sources;
import org.tallystick.pipeline.Pipeline;

/**
 * Which of a pipeline's servers answer from here; a line for each that does not. All are asked at
 * once, for about ten seconds.
 *
 * @param brokers Kafka's, of source and sinks: a client waits for them
 * @param databases of sinks
 */
public record Reachability(List<String> brokers, List<String> databases) {

    /** Asks them. */
    public static Reachability of(Pipeline pipeline) throws InterruptedException {
        var brokers = new ArrayList<Callable<Optional<String>>>();
        var databases = new ArrayList<Callable<Optional<String>>>();
        brokers.add(() -> Sources.of(pipeline.source()).unanswered().map("source: "::concat));
        for (var spec : pipeline.sinks()) {
            var sink = Sinks.of(spec);
            (sink.isPatient() ? brokers : databases).add(sink::unanswered);
        }
        return ask(brokers, databases);
    }

    private static Reachability ask(
            List<Callable<Optional<String>>> brokers, List<Callable<Optional<String>>> databases)
            throws InterruptedException {
        var threads = Executors.newFixedThreadPool(brokers.size() + databases.size());
        try {
            var ofBrokers = brokers.stream().map(threads::submit).toList();
            var ofDatabases = databases.stream().map(threads::submit).toList();
            return new Reachability(lines(ofBrokers), lines(ofDatabases));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> lines(List<Future<Optional<String>>> answers)
            throws InterruptedException {
        var lines = new ArrayList<String>();
        for (var answer : answers) {
            try {
                answer.get().ifPresent(lines::add);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return lines;
    }
}
