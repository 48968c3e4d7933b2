package org.tallystick.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.flink.Operators.gathered;
import static org.tallystick.flink.Operators.named;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.pipeline.SinkSpec;

class AwaitedSinkTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final long CELLS = 60;

    /** How many lines a folder had when what waits for the sink came to its end. */
    private static final Map<String, Long> LINES_AT_THE_END = new ConcurrentHashMap<>();

    @Test
    void whatWaitsForASinkEndsWhenAllIsCommitted(@TempDir Path folder) throws Exception {
        var env = Jobs.batch();
        var end =
                Sinks.writeToEnd(
                        cells(env),
                        new SinkSpec.Files(folder.toString()),
                        List.of(DEPARTURES),
                        "flights-reprocess",
                        "results");
        waiting(end, folder);
        env.execute();

        assertThat(LINES_AT_THE_END).containsEntry(folder.toString(), CELLS);
    }

    @Test
    void nothingEndsBehindASinkThatFailsAtItsEnd(@TempDir Path folder) {
        var env = Jobs.batch();
        waiting(AwaitedSink.of(cells(env), new FailingAtTheEnd(), "failing"), folder);

        assertThatThrownBy(env::execute).hasStackTraceContaining("the server is gone");
        assertThat(LINES_AT_THE_END).doesNotContainKey(folder.toString());
    }

    private static DataStream<Cell> cells(StreamExecutionEnvironment env) {
        return Jobs.records(
                env, CELLS, index -> cell("A" + index, index, 1.0, 0), CellType.INSTANCE);
    }

    private static <T> void waiting(DataStream<T> end, Path folder) {
        var counting = new CountsAtTheEnd<T>(folder.toString());
        named("waiting", gathered(end).transform("waiting", Types.VOID, counting))
                .setParallelism(1);
    }

    private static final class CountsAtTheEnd<T> extends AbstractStreamOperator<Void>
            implements OneInputStreamOperator<T, Void>, BoundedOneInput {
        private final String folder;

        CountsAtTheEnd(String folder) {
            this.folder = folder;
        }

        @Override
        public void processElement(StreamRecord<T> element) {
            throw new IllegalStateException("a sink has given a record: " + element);
        }

        @Override
        public void endInput() throws IOException {
            try (var files = Files.walk(Path.of(folder))) {
                long lines = files.filter(AwaitedSinkTest::isWhole).mapToLong(this::lines).sum();
                LINES_AT_THE_END.put(folder, lines);
            }
        }

        private long lines(Path file) {
            try (var lines = Files.lines(file)) {
                return lines.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The names of others begin with a dot. */
    private static boolean isWhole(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().startsWith("flights-");
    }

    private record FailingAtTheEnd() implements Sink<Cell> {

        @Override
        public SinkWriter<Cell> createWriter(WriterInitContext context) {
            return new Failing();
        }
    }

    private record Failing() implements SinkWriter<Cell> {

        @Override
        public void write(Cell cell, Context context) {}

        @Override
        public void flush(boolean endOfInput) throws IOException {
            throw new IOException("the server is gone");
        }

        @Override
        public void close() {}
    }
}
