package org.tallystick.jobs.sql;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.plan.Plan;

/**
 * Runs statements over a pipeline, one after another, each to its end.
 *
 * <p>Times are shown in UTC, until a script sets {@code table.local-time-zone}.
 */
public final class SqlSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqlSession.class);
    private static final long CHECKPOINT_MILLIS = 60_000;

    private final StreamExecutionEnvironment env;
    private final StreamTableEnvironment tables;
    private final KnownTables known;
    private final long checkpointMillis;

    private volatile Optional<JobClient> job = Optional.empty();
    private volatile boolean cancelled;

    private SqlSession(StreamExecutionEnvironment env, SqlMode mode, PipelineCatalog catalog) {
        this.env = env;
        env.setRuntimeMode(mode.runtime());
        // Operators of SQL have no address that outlives a script.
        env.configure(new Configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, true));
        tables = StreamTableEnvironment.create(env, settings(mode));
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        known = new KnownTables(catalog);
        var checkpoints = env.getCheckpointConfig();
        checkpointMillis =
                checkpoints.isCheckpointingEnabled()
                        ? checkpoints.getCheckpointInterval()
                        : CHECKPOINT_MILLIS;
        register(catalog);
    }

    private static EnvironmentSettings settings(SqlMode mode) {
        var builder = EnvironmentSettings.newInstance();
        return (mode == SqlMode.BATCH ? builder.inBatchMode() : builder.inStreamingMode()).build();
    }

    /** What is done with what a statement shows. */
    @FunctionalInterface
    public interface Display {
        void show(TableResult result) throws Exception;
    }

    /**
     * A session over a pipeline.
     *
     * @param env in which its jobs run
     * @param bounded whether what is live ends where the source ends now
     * @throws NoArchiveException in batch, where there is no archive
     * @throws IllegalArgumentException where SQL cannot name the pipeline's tables, in one line
     */
    public static SqlSession of(
            StreamExecutionEnvironment env, Plan plan, SqlMode mode, boolean bounded)
            throws Exception {
        var name = plan.pipeline().name();
        return new SqlSession(env, mode, PipelineCatalogs.of(name, plan, mode, bounded));
    }

    @SuppressWarnings("deprecation") // the other way takes properties only, and prints them
    private void register(PipelineCatalog catalog) {
        tables.registerCatalog(catalog.getName(), catalog);
        tables.useCatalog(catalog.getName());
    }

    /**
     * Runs a script, and stops at the first statement that fails, or when it is told to.
     *
     * @param display takes what each shows
     * @throws BadStatementException where a statement cannot be run
     */
    public void run(String script, Display display) throws Exception {
        for (var statement : SqlScript.statements(script)) {
            if (cancelled) {
                return;
            }
            var setting = statement.setting();
            if (setting.isPresent()) {
                set(setting.get().getKey(), setting.get().getValue());
            } else {
                run(statement, display);
            }
        }
    }

    /** Flink's own table environment knows no SET; its SQL client does. */
    private void set(String name, String value) throws BadStatementException {
        if (name.equals(ExecutionOptions.RUNTIME_MODE.key())) {
            throw new BadStatementException("SET: --mode says how a script runs, " + name + " not");
        }
        tables.getConfig().set(name, value);
    }

    private void run(SqlScript.Statement statement, Display display) throws Exception {
        setCheckpoints(statement.writes());
        var result = execute(statement.sql());
        job = result.getJobClient();
        if (cancelled) {
            cancel();
        }
        try {
            await(statement, result, display);
        } catch (Exception e) {
            if (!cancelled) {
                throw e;
            }
            LOG.info("The job ended after it was told to", e);
        } finally {
            job = Optional.empty();
        }
    }

    private void await(SqlScript.Statement statement, TableResult result, Display display)
            throws Exception {
        if (statement.writes()) {
            await(result);
        }
        if (!statement.writes() || job.isEmpty()) {
            display.show(result);
        }
    }

    /** Rows that a statement shows would be held back until the next checkpoint. */
    private void setCheckpoints(boolean wanted) {
        if (wanted) {
            env.enableCheckpointing(checkpointMillis);
        } else {
            env.getCheckpointConfig().disableCheckpointing();
        }
    }

    private TableResult execute(String sql) throws BadStatementException {
        try {
            return tables.executeSql(sql);
        } catch (SqlParserException
                | ValidationException
                | TableException
                | CatalogException
                | UnsupportedOperationException
                | IllegalArgumentException e) {
            throw new BadStatementException(known.problem(sql, e), e);
        }
    }

    private static void await(TableResult result) throws Exception {
        try {
            result.await();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Cancels the job of the statement that runs now, if it has one, and ends the script. */
    public void cancel() {
        cancelled = true;
        job.ifPresent(
                running -> {
                    var unused = running.cancel();
                });
    }

    /** Lets go of the catalog. */
    @Override
    public void close() {
        known.catalog().close();
    }
}
