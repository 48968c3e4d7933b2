package org.tallystick.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.formats.avro.AvroRowDataDeserializationSchema;
import org.apache.flink.formats.csv.CsvRowDataDeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.format.RecordRows;

/** A record of CSV and of Avro to a row, by our formats and by Flink's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FormatsBenchmark {
    private static final int RECORDS = 1024;

    private static final String AVRO =
            """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"long"}, {"name":"at","type":"string"},
              {"name":"shop","type":["null","string"]}, {"name":"item","type":["null","string"]},
              {"name":"quantity","type":"int"}, {"name":"price","type":["null","double"]},
              {"name":"paid","type":"boolean"}]}
            """;

    private final byte[][] lines = new byte[RECORDS][];
    private final byte[][] avros = new byte[RECORDS][];
    private RecordRows csv;
    private RecordRows avro;
    private DeserializationSchema<RowData> flinkCsv;
    private DeserializationSchema<RowData> flinkAvro;
    private int next;

    /** Makes the records. */
    @Setup
    public void setUp() throws Exception {
        var random = new Random(1);
        var schema = new Schema.Parser().parse(AVRO);
        for (int i = 0; i < RECORDS; i++) {
            var record = new GenericData.Record(schema);
            record.put("id", 1_000_000_000L + random.nextInt());
            record.put("at", "2026-01-05T08:%02d:%02dZ".formatted(i / 60 % 60, i % 60));
            record.put("shop", "shop " + random.nextInt(100));
            record.put("item", i % 4 == 0 ? "espresso, doppio" : "latte");
            record.put("quantity", random.nextInt(10));
            record.put("price", random.nextInt(1000) / 100.0);
            record.put("paid", random.nextBoolean());
            avros[i] = encoded(record);
            lines[i] = line(record).getBytes(UTF_8);
        }
        var event = EventSchema.parse(AVRO);
        csv = rows("csv", event);
        avro = rows("avro", event);
        var type = InternalTypeInfo.of(event.rowType());
        flinkCsv = new CsvRowDataDeserializationSchema.Builder(event.rowType(), type).build();
        flinkCsv.open(null);
        flinkAvro = new AvroRowDataDeserializationSchema(event.rowType(), type);
        flinkAvro.open(null);
    }

    private static RecordRows rows(String format, EventSchema event) {
        var topic =
                new SourceSpec.Kafka(
                        List.of("orders"),
                        Optional.empty(),
                        new SourceSpec.Start.Earliest(),
                        SourceSpec.OnGap.STOP,
                        SourceSpec.Carried.VALUE_ALONE,
                        format,
                        Map.of(),
                        Map.of());
        var times = TimeColumns.of(event.rowType(), "at", TimeForm.STANDARD);
        int width = event.rowType().getFieldCount();
        var rows = Formats.rows(topic, event, times, width, new int[0]);
        rows.open();
        return rows;
    }

    private static byte[] encoded(GenericData.Record record) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static String line(GenericData.Record record) {
        return "%s,%s,%s,\"%s\",%s,%s,%s"
                .formatted(
                        record.get(0),
                        record.get(1),
                        record.get(2),
                        record.get(3),
                        record.get(4),
                        record.get(5),
                        record.get(6));
    }

    /** CSV by ours. */
    @Benchmark
    public RowData csv() throws IOException {
        return csv.read(lines[next++ % RECORDS], null);
    }

    /** CSV by Flink's. */
    @Benchmark
    public RowData flinkCsv() throws IOException {
        return flinkCsv.deserialize(lines[next++ % RECORDS]);
    }

    /** Avro by ours. */
    @Benchmark
    public RowData avro() throws IOException {
        return avro.read(avros[next++ % RECORDS], null);
    }

    /** Avro by Flink's. */
    @Benchmark
    public RowData flinkAvro() throws IOException {
        return flinkAvro.deserialize(avros[next++ % RECORDS]);
    }
}
