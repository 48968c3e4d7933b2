package org.tallystick.jobs.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.replay.ReplayArguments;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.sql.SqlArguments;
import org.tallystick.text.FileUri;

/** What docs/amazon.md has the reader write is understood. */
class AmazonPageTest {
    private static final Path PAGE = Path.of("../docs/amazon.md");
    private static final Path SCHEMA = Path.of("examples/flights/flight.avsc");

    @TempDir private Path folder;

    @Test
    void itsPropertiesStartItsPipeline() throws Exception {
        var file = Files.writeString(folder.resolve("properties.json"), block("json"));
        var properties = RuntimeProperties.in(file).orElseThrow();
        var options = JobOptions.of(new StreamArguments());
        var arguments = ArgumentParser.read(new StreamArguments(), properties.arguments(options));
        var overrides = new ArrayList<>(arguments.overrides());
        overrides.add("events.schema=" + FileUri.of(SCHEMA));

        var plan = Plan.readText("yaml", block("yaml"), overrides, properties.variables());
        var told = new ArrayList<String>();
        LocalPaths.refuseRelative(plan.pipeline(), told::add);

        assertThat(arguments.file()).startsWith("s3://");
        assertThat(told).isEmpty();
        assertThat(plan.pipeline().events().allowedLateness()).hasHours(2);
        assertThat(plan.pipeline().archive().orElseThrow().catalog())
                .containsEntry("warehouse", "s3://flights-data/warehouse");
        assertThat(plan.pipeline().source().settings())
                .containsEntry("sasl.mechanism", "AWS_MSK_IAM");
        assertThat(plan.pipeline().sinks()).hasSize(1);
    }

    @Test
    void everyOptionOfAJobIsOnIt() throws Exception {
        assertThat(row("stream")).isEqualTo(JobOptions.of(new StreamArguments()).names());
        assertThat(row("reprocess")).isEqualTo(JobOptions.of(new ReprocessArguments()).names());
        assertThat(row("replay")).isEqualTo(JobOptions.of(new ReplayArguments()).names());
        assertThat(row("sql")).isEqualTo(JobOptions.of(new SqlArguments()).names());
    }

    /** The properties that the table has for a job. */
    private static Set<String> row(String job) throws Exception {
        var row = Pattern.compile("\\| (`[^|]*`) \\| of `" + job + "`");
        var found = row.matcher(Files.readString(PAGE));
        assertThat(found.find()).as(job).isTrue();
        return Set.of(found.group(1).replace("`", "").split(", "));
    }

    /** The first of its kind. */
    private static String block(String kind) throws Exception {
        var fence = Pattern.compile("(?s)```" + kind + "\n(.*?)```");
        var found = fence.matcher(Files.readString(PAGE));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
