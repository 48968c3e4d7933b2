package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.BadInputException;
import picocli.CommandLine.Command;

/** {@code ./tallystick cluster}, which the script carries out by itself: here is only its help. */
@Command(
        customSynopsis = "./tallystick cluster start|stop|status",
        description = "Runs a Flink cluster of processes on this machine",
        footer = {
            "start          a JobManager and TaskManagers",
            "  --taskmanagers N  how many of them; 1 if absent",
            "  --slots N         of each TaskManager; 2 if absent",
            "  --port N          of the web UI; the first free one from 8081 on if absent",
            "  --ha              with ZooKeeper, so that jobs outlive the JobManager",
            "  -Dname=value      a setting of Flink over those in flink-conf",
            "  --application CLASS ARGUMENTS",
            "                    last: the cluster runs this one job and ends with it",
            "start taskmanager   adds one to the cluster that runs",
            "start jobmanager    puts another in the place of one that has died",
            "stop [NAME]    all processes, or the one that status calls so",
            "status         every process; exits with 1 where one has died",
            "",
            "Everything is in data/cluster (or TALLYSTICK_CLUSTER): checkpoints, savepoints, log.",
            "Jobs that --ha has kept come back at the next start with --ha."
        })
final class ClusterCommand implements Callable<ExitCode> {

    @Override
    public ExitCode call() throws BadInputException {
        throw new BadInputException("cluster is a command of the script: ./tallystick cluster");
    }
}
