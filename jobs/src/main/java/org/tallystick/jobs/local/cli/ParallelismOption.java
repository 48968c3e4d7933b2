package org.tallystick.jobs.local.cli;

import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.jobs.arguments.PositiveNumber;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.Parallelism;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Option;

/** {@code --parallelism N}, of a job in this JVM. */
final class ParallelismOption {
    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "how many subtasks; as many as processors if absent")
    private Optional<Integer> wanted = Optional.empty();

    boolean isGiven() {
        return wanted.isPresent();
    }

    /** As many subtasks as there is heap for; where those are less than was asked for, says why. */
    int subtasks(Console console) {
        long heap = Runtime.getRuntime().maxMemory();
        if (wanted.isEmpty()) {
            return Parallelism.of(Runtime.getRuntime().availableProcessors(), heap).subtasks();
        }
        var fitting = Parallelism.of(wanted.get(), heap);
        fitting.why().ifPresent(console::error);
        return fitting.subtasks();
    }

    /** A job over the archive, with as many subtasks. */
    LocalFlink.Settings batch(Console console, Pipeline pipeline) {
        return new LocalFlink.Settings(
                RuntimeExecutionMode.BATCH,
                subtasks(console),
                Commands.DATA.resolve(pipeline.name()),
                Optional.empty(),
                false);
    }
}
