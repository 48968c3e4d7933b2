package org.tallystick.jobs.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.jobs.servers.Kinesalite;
import org.tallystick.jobs.sink.SampleCells;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.json.CellJson;

/** Cells in a stream of a server. */
@Tag("servers")
@Timeout(120)
class KinesisSinkTest {
    private static final String STREAM = "cells";
    private static final int CELLS = 1_200;

    @TempDir Path folder;
    private final CellJson json = new CellJson(List.of(SampleCells.DEPARTURES));
    private final SimpleCounter refused = new SimpleCounter();
    private Kinesalite kinesis;

    @BeforeEach
    void start() throws Exception {
        kinesis = Kinesalite.start();
        kinesis.create(STREAM, 3);
    }

    @AfterEach
    void stop() throws Exception {
        kinesis.close();
    }

    @Test
    void versionsOfACellAreInOneShardInTheirOrder() throws Exception {
        var sent = new ArrayList<String>();
        try (var writer = writer(STREAM)) {
            for (int i = 0; i < CELLS; i++) {
                write(writer, cell("key-" + i % 100, i, 1.0, 0), sent);
            }
            write(writer, retraction("key-7", 1), sent);
            writer.flush(false);
        }

        assertThat(Kinesalite.texts(kinesis.records(STREAM)))
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(of("key-7")).isEqualTo(sent.stream().filter(it -> isOf(it, "key-7")).toList());
        assertThat(of("key-7")).last().asString().endsWith("\"retracted\":true}");
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        var sent = new ArrayList<String>();
        try (var writer = writer(STREAM)) {
            write(writer, cell("A", 1, 1.0, 0), sent);
            writer.flush(false);
            kinesis.kill();
            write(writer, cell("A", 2, 1.0, 0), sent);
            write(writer, cell("B", 2, 1.0, 0), sent);
            var flushed = CompletableFuture.runAsync(() -> flush(writer));
            kinesis.restart();
            flushed.join();
        }

        assertThat(Kinesalite.texts(kinesis.records(STREAM)))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aCellThatNoRecordHoldsIsPutAsideAndOthersGoOn() throws Exception {
        var sent = new ArrayList<String>();
        try (var writer = writer(STREAM)) {
            writer.write(cell("x".repeat(1 << 20), 1, 1.0, 0), null);
            write(writer, cell("A", 1, 1.0, 0), sent);
            write(writer, cell("y".repeat(2_000), 1, 1.0, 0), sent);
            writer.flush(false);
        }

        assertThat(refused.getCount()).isEqualTo(1);
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(Files.readString(file))
                                            .contains("Kinesis takes 1,048,576"));
        }
        assertThat(Kinesalite.texts(kinesis.records(STREAM)))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aStreamThatIsNotThereEndsTheJobInOneLine() throws Exception {
        try (var writer = writer("missing")) {
            writer.write(cell("A", 1, 1.0, 0), null);
            assertThatThrownBy(() -> writer.flush(false))
                    .rootCause()
                    .hasMessageStartingWith("Stream missing under account");
            assertThatThrownBy(() -> writer.flush(false))
                    .cause()
                    .hasMessageStartingWith("sink kinesis missing: ResourceNotFoundException: ");
        }
        var service = new KinesisService(Optional.of("us-east-1"), Optional.of(kinesis.endpoint()));
        assertThat(new CellStream(new KinesisCells(STREAM, service, "r")).trials(List.of()))
                .singleElement()
                .satisfies(trial -> assertThat(trial.found()).isEqualTo("3 open shard(s)"));
        assertThat(new CellStream(new KinesisCells("missing", service, "r")).trials(List.of()))
                .noneMatch(trial -> trial.works());
    }

    private static void flush(KinesisWriter writer) {
        try {
            writer.flush(false);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private void write(KinesisWriter writer, Cell cell, List<String> sent) throws Exception {
        writer.write(cell, null);
        sent.add(json.line(cell));
    }

    private List<String> of(String key) {
        return Kinesalite.texts(kinesis.records(STREAM)).stream()
                .filter(line -> isOf(line, key))
                .toList();
    }

    private static boolean isOf(String line, String key) {
        return line.contains("\"origin\":\"" + key + "\"");
    }

    private KinesisWriter writer(String stream) {
        var service = new KinesisService(Optional.of("us-east-1"), Optional.of(kinesis.endpoint()));
        var client = service.client();
        var rejected = new RejectedFolder(folder.toString(), "cells", "kinesis cells");
        return new KinesisWriter(
                json,
                new PutQueue(new StreamPuts(client, stream), TimeUnit.MILLISECONDS::sleep),
                new RejectedCells(rejected, json, refused),
                client);
    }
}
