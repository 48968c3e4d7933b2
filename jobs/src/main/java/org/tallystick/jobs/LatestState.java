package org.tallystick.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.tallystick.jobs.arguments.BadArgumentException;

/**
 * The newest savepoint or retained checkpoint of the jobs that wrote to an archive, in the folders
 * that Flink is set up with.
 */
final class LatestState {
    /** How many digits of a job's id Flink puts into the name of a savepoint. */
    private static final int DIGITS = 6;

    private LatestState() {}

    /**
     * Finds it.
     *
     * @param jobs the ids of the jobs, as hexadecimal numbers
     * @return its folder
     * @throws BadArgumentException where there is none; the message says where it looked
     */
    static String of(ReadableConfig settings, Set<String> jobs)
            throws BadArgumentException, IOException {
        var found = new ArrayList<FileStatus>();
        for (var job : jobs) {
            var checkpoints = folder(settings, CheckpointingOptions.CHECKPOINTS_DIRECTORY);
            for (var folder : checkpoints) {
                found.addAll(CompletedCheckpoint.in(new Path(folder, job)));
            }
        }
        for (var folder : folder(settings, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
            CompletedCheckpoint.in(folder).stream()
                    .filter(each -> isOf(jobs, each.getPath().getParent().getName()))
                    .forEach(found::add);
        }
        return found.stream()
                .max(Comparator.comparingLong(FileStatus::getModificationTime))
                .map(newest -> newest.getPath().getParent().toString())
                .orElseThrow(() -> nothing(settings));
    }

    private static List<Path> folder(ReadableConfig settings, ConfigOption<String> option) {
        return settings.getOptional(option).map(Path::new).stream().toList();
    }

    private static boolean isOf(Set<String> jobs, String savepoint) {
        return jobs.stream()
                .anyMatch(job -> savepoint.startsWith("savepoint-" + job.substring(0, DIGITS)));
    }

    private static BadArgumentException nothing(ReadableConfig settings) {
        var folders =
                Stream.of(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                CheckpointingOptions.SAVEPOINT_DIRECTORY)
                        .flatMap(option -> folder(settings, option).stream())
                        .map(Path::toString)
                        .toList();
        return new BadArgumentException(
                "--resume latest: there is no savepoint or checkpoint of a job that wrote to this archive in %s: name one, or read only what is new with --again skip"
                        .formatted(folders));
    }
}
