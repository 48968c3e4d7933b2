package org.tallystick.source.format.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.GenericRowData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tallystick.bench.Clicks;
import org.tallystick.bench.LateEvents;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.Identity;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;

/** A click from its JSON to a row and its identity's hash. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private static final int RECORDS = 1024;

    private byte[][] records;
    private JsonRows json;
    private JsonRows q1;
    private Identity identity;
    private int next;

    /** Makes the records. */
    @Setup
    public void setUp() throws IOException {
        var clicks = new Clicks(LateEvents.CLEAN, 100_000);
        records = new byte[RECORDS][];
        for (int i = 0; i < RECORDS; i++) {
            clicks.next();
            records[i] = clicks.json();
        }
        try (var avro = Clicks.class.getResourceAsStream("/pipelines/click.avsc")) {
            var text = new String(avro.readAllBytes(), StandardCharsets.UTF_8);
            var schema = EventSchema.parse(text);
            var type = schema.rowType();
            int width = new EventLayout(type).width();
            var times = TimeColumns.of(type, "ts", TimeForm.STANDARD);
            json = new JsonRows(schema, times, width, new int[0]);
            q1 = new JsonRows(schema, times, width, new int[] {2, 3, 4, 7, 8});
            identity = Identity.of(type, List.of("id"));
        }
        json.open();
        q1.open();
    }

    /** JSON to a row. */
    @Benchmark
    public GenericRowData json() throws IOException {
        return json.read(records[next++ % RECORDS], null);
    }

    /** JSON to a row without the five texts that Q1 does not read. */
    @Benchmark
    public GenericRowData q1() throws IOException {
        return q1.read(records[next++ % RECORDS], null);
    }

    /** The same by the parser, as for a record that is not plain. */
    @Benchmark
    public GenericRowData parsedJson() throws IOException {
        return json.parsed(records[next++ % RECORDS]);
    }

    /** JSON to a row, and the hash of its identity. */
    @Benchmark
    public long jsonAndIdentity() throws IOException {
        return identity.hash(json(), null, 0, 0);
    }
}
