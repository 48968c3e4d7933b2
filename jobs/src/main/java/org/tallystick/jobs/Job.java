package org.tallystick.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tallystick.jobs.amazon.JobOptions;
import org.tallystick.jobs.amazon.RuntimeProperties;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.replay.ReplayArguments;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.sql.SqlArguments;

/**
 * A job that arguments may start, or properties where there are none.
 *
 * @param name what the property {@code job} calls it
 * @param arguments makes what its arguments are read into
 */
record Job(String name, Supplier<Object> arguments, Main main) {
    static final Job STREAM = new Job("stream", StreamArguments::new, StreamJob::submit);
    static final Job REPROCESS =
            new Job("reprocess", ReprocessArguments::new, ReprocessJob::submit);
    static final Job REPLAY = new Job("replay", ReplayArguments::new, ReplayJob::submit);
    static final Job SQL = new Job("sql", SqlArguments::new, SqlJob::submit);

    private static final List<Job> ALL = List.of(STREAM, REPROCESS, REPLAY, SQL);

    /** Reads arguments, defines a job and executes it. */
    @FunctionalInterface
    interface Main {
        void run(Invocation invocation) throws Exception;
    }

    /**
     * Runs this with its arguments. Where there are none, but properties, runs the job that these
     * name, or else this.
     *
     * @param properties the file in which they would be
     */
    void run(List<String> args, Path properties) throws Exception {
        var given =
                args.isEmpty()
                        ? RuntimeProperties.in(properties)
                        : Optional.<RuntimeProperties>empty();
        if (given.isEmpty()) {
            main.run(Invocation.of(args));
            return;
        }
        var job = given.get().job().isPresent() ? named(given.get().job().get()) : this;
        var options = JobOptions.of(job.arguments.get());
        job.main.run(Invocation.of(given.get(), options));
    }

    private static Job named(String name) throws BadArgumentException {
        return ALL.stream()
                .filter(job -> job.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        var known = ALL.stream().map(Job::name).collect(Collectors.joining(", "));
        return "'job' is '%s', not one of %s".formatted(name, known);
    }
}
