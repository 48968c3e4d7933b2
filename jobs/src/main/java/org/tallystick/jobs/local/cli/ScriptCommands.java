package org.tallystick.jobs.local.cli;

import java.util.List;
import org.tallystick.jobs.arguments.Arguments;
import org.tallystick.jobs.local.runner.BadInputException;

/** Commands that the script {@code tallystick} carries out by itself: here is only their help. */
final class ScriptCommands {
    private ScriptCommands() {}

    static Command cluster() {
        return command(
                "cluster",
                "start|stop|status",
                "Runs a Flink cluster of processes on this machine",
                """
                start          a JobManager and TaskManagers
                  --taskmanagers N  how many of them; 1 if absent
                  --slots N         of each TaskManager; 2 if absent
                  --port N          of the web UI; the first free one from 8081 on if absent
                  --ha              with ZooKeeper, so that jobs outlive the JobManager
                  -Dname=value      a setting of Flink over those in flink-conf
                  --application CLASS ARGUMENTS
                                    last: the cluster runs this one job and ends with it
                start taskmanager   adds one to the cluster that runs
                start jobmanager    puts another in the place of one that has died
                stop [NAME]    all processes, or the one that status calls so
                status         every process; exits with 1 where one has died

                Everything is in data/cluster (or TALLYSTICK_CLUSTER): checkpoints, savepoints, log.
                Jobs that --ha has kept come back at the next start with --ha.""");
    }

    static Command flink() {
        return command(
                "flink",
                "run|list|stop|cancel|savepoint ARGUMENTS",
                "Runs Flink's own client against that cluster",
                """
                ./tallystick flink run [-d] [-s SAVEPOINT] -c org.tallystick.jobs.StreamJob \\
                    jobs/target/tallystick-jobs.jar --pipeline FILE
                ./tallystick flink list
                ./tallystick flink stop JOB       # with a savepoint
                ./tallystick flink cancel JOB

                ./tallystick flink --help is Flink's own.""");
    }

    private static Command command(String name, String synopsis, String summary, String details) {
        return new Command(
                name,
                synopsis,
                summary,
                details,
                new Arguments.Known(List.of(), List.of(), 0),
                arguments -> {
                    throw new BadInputException(
                            name + " is a command of the script: ./tallystick " + name);
                });
    }
}
