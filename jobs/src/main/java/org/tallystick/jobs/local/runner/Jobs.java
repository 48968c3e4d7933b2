package org.tallystick.jobs.local.runner;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.jobs.UnreachableException;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.local.sample.DecodedSample;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.pipeline.Pipeline;

/** The jobs and the pipeline file, as the command line sees them. */
public interface Jobs {

    /**
     * Reads and checks a pipeline file.
     *
     * @param file a path, or a URI on any Flink file system or of http or https
     * @param overrides values in place of those in the file, each {@code path=value}
     * @throws BadInputException with one line for each mistake, each with file, line and column
     */
    Pipeline read(String file, List<String> overrides) throws BadInputException;

    /**
     * The same, of a pipeline whose metrics are not computed but looked at in the archive, which is
     * sooner read.
     */
    Pipeline readForArchive(String file, List<String> overrides) throws BadInputException;

    /**
     * Asks the servers of a pipeline's source and sinks whether they are there.
     *
     * @param wait whether a job may wait for its brokers
     * @return what it waits for, a line each
     * @throws UnreachableException where it cannot run without
     */
    List<String> connect(Pipeline pipeline, boolean wait) throws Exception;

    /** What a pipeline will do, for people: its schema, metrics, slices and operators. */
    String explain(Pipeline pipeline) throws BadInputException;

    /**
     * What a pipeline is to read and that is not there: one line.
     *
     * @param bounded whether it ends where its source ends now
     * @return empty where nothing is missing, or only a run can tell
     */
    Optional<String> missing(Pipeline pipeline, boolean bounded);

    /**
     * Decodes some records of a pipeline's source, without a job.
     *
     * @param records how many at most
     * @throws UnreachableException one line, where the source cannot be read
     */
    DecodedSample sample(Pipeline pipeline, int records) throws Exception;

    /**
     * What of a savepoint a pipeline goes on with, what starts and what goes: a line for each
     * metric.
     *
     * @throws BadInputException if it cannot go on from it
     */
    List<String> resume(Pipeline pipeline, String savepoint) throws BadInputException;

    /**
     * The streaming job.
     *
     * @param options how it is to run
     */
    LocalJob stream(Pipeline pipeline, LiveOptions options);

    /**
     * Runs the reprocessing job.
     *
     * @param wanted what the findings have beside the verdict
     */
    Findings reprocess(
            Pipeline pipeline, ReprocessRange range, Mode mode, Wanted wanted, Runner runner)
            throws Exception;

    /** Runs the job that counts how late a range of a pipeline's archived events came. */
    LatenessReport lateness(Pipeline pipeline, ReprocessRange range, Runner runner)
            throws Exception;

    /** Adds up the books of a pipeline's archive. */
    Books books(Pipeline pipeline, ReprocessRange range, Runner runner) throws Exception;

    /**
     * Runs the reprocessing job on stale windows alone.
     *
     * @param wanted what the findings have beside the verdict
     * @param tell is told what there is to do, in one line
     * @return empty where nothing is stale: then there was no job
     */
    Optional<Findings> reprocessStale(
            Pipeline pipeline, Mode mode, Wanted wanted, Consumer<String> tell, Runner runner)
            throws Exception;

    /**
     * Looks into a table of a pipeline's archive.
     *
     * @param where a condition in SQL, if any
     * @param limit how many rows at most
     */
    ArchiveQuery.Rows look(Pipeline pipeline, String table, Optional<String> where, int limit)
            throws Exception;

    /**
     * Which rejects of a pipeline's archive have become nothing yet, in groups.
     *
     * @param where a condition in SQL on each of them, if any
     * @param limit how many groups at most
     */
    ArchiveQuery.Rows groupRejects(Pipeline pipeline, Optional<String> where, int limit)
            throws Exception;

    /**
     * Decodes rejects again.
     *
     * @param where a condition in SQL on each of them, if any
     * @param dryRun whether to archive nothing
     */
    Replayed replay(Pipeline pipeline, Optional<String> where, boolean dryRun, Runner runner)
            throws Exception;

    /**
     * Runs statements of SQL and prints what they show.
     *
     * @param env in which their jobs run
     * @param bounded whether what is live ends where the source ends now
     * @throws BadInputException where one cannot be run, in one line
     */
    void sql(
            Pipeline pipeline,
            StreamExecutionEnvironment env,
            SqlMode mode,
            boolean bounded,
            String statements)
            throws Exception;

    /** Runs a job to its end on this machine. */
    @FunctionalInterface
    interface Runner {
        LocalRun run(LocalJob job) throws Exception;
    }
}
