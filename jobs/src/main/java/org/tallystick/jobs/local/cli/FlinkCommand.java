package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.BadInputException;
import picocli.CommandLine.Command;

/** {@code ./tallystick flink}, which the script carries out by itself: here is only its help. */
@Command(
        customSynopsis = "./tallystick flink run|list|stop|cancel|savepoint ARGUMENTS",
        description = "Runs Flink's own client against that cluster",
        footer = {
            "./tallystick flink run [-d] [-s SAVEPOINT] -c org.tallystick.jobs.StreamJob \\",
            "    jobs/target/tallystick-jobs.jar --pipeline FILE",
            "./tallystick flink list",
            "./tallystick flink stop JOB       # with a savepoint",
            "./tallystick flink cancel JOB",
            "",
            "./tallystick flink --help is Flink's own."
        })
final class FlinkCommand implements Callable<ExitCode> {

    @Override
    public ExitCode call() throws BadInputException {
        throw new BadInputException("flink is a command of the script: ./tallystick flink");
    }
}
