package org.tallystick.jobs;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sql.BadStatementException;
import org.tallystick.jobs.sql.SqlArguments;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.jobs.sql.SqlSession;

/**
 * Statements of SQL over a pipeline: {@code --pipeline FILE [--set PATH=VALUE] --script FILE.sql
 * [--mode batch|streaming] [--bounded]}, as {@link SqlArguments} has them. Each that reads or
 * writes tables is a job of its own; what it shows is printed where the script was submitted.
 */
public final class SqlJob {
    private SqlJob() {}

    /** Runs on whatever Flink cluster it is submitted to. */
    public static void main(String[] args) throws Exception {
        Submission.of(Job.SQL, args);
    }

    static void submit(Invocation invocation) throws Exception {
        var arguments = ArgumentParser.read(new SqlArguments(), invocation.arguments());
        var script = arguments.statements();
        var plan = invocation.plan(arguments.file(), arguments.overrides());
        var mode = arguments.mode(plan.pipeline());
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        try (var session = session(env, plan, mode, arguments.bounded())) {
            run(session, script, TableResult::print);
        }
    }

    /**
     * A session over a pipeline, to be closed.
     *
     * @throws BadArgumentException where the pipeline has not what it is to run over
     */
    public static SqlSession session(
            StreamExecutionEnvironment env, Plan plan, SqlMode mode, boolean bounded)
            throws Exception {
        try {
            return SqlSession.of(env, plan, mode, bounded);
        } catch (NoArchiveException e) {
            throw new BadArgumentException(e.getMessage());
        }
    }

    /**
     * Runs a script.
     *
     * @throws BadArgumentException where a statement cannot be run
     */
    public static void run(SqlSession session, String script, SqlSession.Display display)
            throws Exception {
        try {
            session.run(script, display);
        } catch (BadStatementException e) {
            throw new BadArgumentException(e.getMessage());
        }
    }
}
