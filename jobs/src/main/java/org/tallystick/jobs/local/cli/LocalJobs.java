package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.tallystick.jobs.LatenessJob;
import org.tallystick.jobs.Reachability;
import org.tallystick.jobs.ReplayJob;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.SqlJob;
import org.tallystick.jobs.StreamJob;
import org.tallystick.jobs.UnreachableException;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.HiddenValues;
import org.tallystick.jobs.local.runner.Interrupt;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalJob;
import org.tallystick.jobs.local.sample.DecodedSample;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.Pipeline;

/** The real jobs. */
final class LocalJobs implements Jobs {
    /** What was read last: to compile its expressions again would take a second. */
    private Optional<Plan> read = Optional.empty();

    @Override
    public Pipeline read(String file, List<String> overrides) throws BadInputException {
        return read(Plan::read, file, overrides);
    }

    @Override
    public Pipeline readForArchive(String file, List<String> overrides) throws BadInputException {
        return read(Plan::readForArchive, file, overrides);
    }

    /** How a file is read. */
    @FunctionalInterface
    private interface Reading {
        Plan read(String file, List<String> overrides, Map<String, String> environment)
                throws InvalidPipeline;
    }

    private Pipeline read(Reading reading, String file, List<String> overrides)
            throws BadInputException {
        try {
            var plan = reading.read(file, overrides, System.getenv());
            HiddenValues.of(plan.pipeline());
            read = Optional.of(plan);
            return plan.pipeline();
        } catch (InvalidPipeline e) {
            throw new BadInputException(String.join("\n", e.problems()));
        }
    }

    private Plan plan(Pipeline pipeline) {
        return read.filter(plan -> plan.pipeline().equals(pipeline))
                .orElseGet(() -> Plan.of(pipeline));
    }

    @Override
    public List<String> connect(Pipeline pipeline, boolean wait) throws Exception {
        var reachability = Reachability.of(pipeline);
        var fatal = new ArrayList<>(reachability.databases());
        if (!wait) {
            fatal.addAll(reachability.brokers());
        }
        if (!fatal.isEmpty()) {
            throw new UnreachableException(String.join("\n", fatal));
        }
        return reachability.brokers();
    }

    @Override
    public String explain(Pipeline pipeline) {
        return new Explanation(plan(pipeline)).text();
    }

    @Override
    public Optional<String> missing(Pipeline pipeline, boolean bounded) {
        return Sources.missing(pipeline.source(), bounded);
    }

    @Override
    public DecodedSample sample(Pipeline pipeline, int records) throws Exception {
        try {
            return DecodedSample.of(plan(pipeline), records);
        } catch (TrialException e) {
            throw new UnreachableException(e.getMessage());
        }
    }

    @Override
    public List<String> resume(Pipeline pipeline, String savepoint) throws BadInputException {
        return new Savepoint(savepoint).continuation(plan(pipeline)).describe();
    }

    @Override
    public LocalJob stream(Pipeline pipeline, LiveOptions options) {
        var plan = plan(pipeline);
        return env -> StreamJob.define(env, plan, options);
    }

    @Override
    public ArchiveQuery.Rows look(
            Pipeline pipeline, String table, Optional<String> where, int limit) throws Exception {
        var layout = plan(pipeline).layout();
        return ArchiveQuery.first(archive(pipeline), layout, table, where, limit);
    }

    @Override
    public ArchiveQuery.Rows groupRejects(Pipeline pipeline, Optional<String> where, int limit)
            throws Exception {
        var layout = plan(pipeline).layout();
        return ArchiveQuery.rejects(archive(pipeline), layout, where, limit);
    }

    private static ArchiveSpec archive(Pipeline pipeline) throws BadInputException {
        return pipeline.archive()
                .orElseThrow(
                        () -> new BadInputException("the pipeline has no archive to look into"));
    }

    @Override
    public Replayed replay(Pipeline pipeline, Optional<String> where, boolean dryRun, Runner runner)
            throws Exception {
        return ReplayJob.run(plan(pipeline), where, dryRun, toEnd(runner, "the replay"));
    }

    private static ReprocessJob.Runner toEnd(Runner runner, String what) {
        return job ->
                runner.run(job::define)
                        .result()
                        .orElseThrow(() -> new CancellationException(what + " was stopped"));
    }

    @Override
    public Findings reprocess(
            Pipeline pipeline, ReprocessRange range, Mode mode, Wanted wanted, Runner runner)
            throws Exception {
        return ReprocessJob.run(plan(pipeline), range, mode, wanted, toEnd(runner, "reprocessing"));
    }

    @Override
    public Books books(Pipeline pipeline, ReprocessRange range, Runner runner) throws Exception {
        return ReprocessJob.books(plan(pipeline), range, toEnd(runner, "adding up"));
    }

    @Override
    public Optional<Findings> reprocessStale(
            Pipeline pipeline, Mode mode, Wanted wanted, Consumer<String> tell, Runner runner)
            throws Exception {
        return ReprocessJob.runStale(
                plan(pipeline), mode, wanted, tell, toEnd(runner, "reprocessing"));
    }

    @Override
    public LatenessReport lateness(Pipeline pipeline, ReprocessRange range, Runner runner)
            throws Exception {
        return LatenessJob.run(plan(pipeline), range, toEnd(runner, "counting"));
    }

    @Override
    public void sql(
            Pipeline pipeline,
            StreamExecutionEnvironment env,
            SqlMode mode,
            boolean bounded,
            String statements)
            throws Exception {
        try (var session = SqlJob.session(env, plan(pipeline), mode, bounded);
                var interrupt = new Interrupt(session::cancel)) {
            SqlJob.run(session, statements, TableResult::print);
        } catch (BadArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }
}
