package org.tallystick.jobs.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.plan.Plan;

/** Reads an archive that needs more on its class path than the tests have: a process of its own. */
final class ArchivedPositions {
    private ArchivedPositions() {}

    /** The process: prints partition and offset of every event in a pipeline's archive. */
    public static void main(String[] arguments) throws Exception {
        var plan = Plan.read(arguments[0], List.of(), System.getenv());
        var spec = plan.pipeline().archive().orElseThrow();
        for (var row : ArchiveRows.of(spec, plan.layout(), "events")) {
            System.out.println("at " + row.getField("_partition") + " " + row.getField("_offset"));
        }
    }

    static List<String> of(Path pipeline, Path lib) throws Exception {
        var child =
                Child.start(
                        Path.of(pipeline + ".out"),
                        List.of(
                                Child.java(),
                                "-cp",
                                System.getProperty("java.class.path") + ":" + lib,
                                ArchivedPositions.class.getName(),
                                pipeline.toString()),
                        Map.of());
        if (!child.process().waitFor(2, TimeUnit.MINUTES) || child.process().exitValue() != 0) {
            child.kill();
            throw new IllegalStateException(child.text());
        }
        return child.text()
                .lines()
                .filter(line -> line.startsWith("at "))
                .map(line -> line.substring(3))
                .toList();
    }
}
