package org.tallystick.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.tallystick.event.EventLayout;

/**
 * A table of the archive as this release makes it.
 *
 * @param name its name in the archive's namespace
 * @param rowType its columns, all nullable, so that a later schema may do without one
 * @param hourOf the TIMESTAMP_LTZ column by whose hour it is partitioned, if it is; files may be of
 *     a longer {@link FileSpan}, too
 */
record ArchiveTable(String name, RowType rowType, Optional<String> hourOf) {
    static final String EVENTS = "events";
    static final String REJECTS = "rejects";
    static final String RESULTS = "results";
    static final String LEDGER = "ledger";
    static final String PROGRESS = "progress";
    static final String CERTIFICATES = "certificates";

    /** The kind of a row of {@code rejects} that answers another. */
    static final String REPLAYED = "replayed";

    private static final LogicalType STRING = new VarCharType(VarCharType.MAX_LENGTH);
    private static final LogicalType BYTES = new VarBinaryType(VarBinaryType.MAX_LENGTH);
    private static final LogicalType BOOLEAN = new BooleanType();
    private static final LogicalType INT = new IntType();
    private static final LogicalType LONG = new BigIntType();
    private static final LogicalType TIME = new LocalZonedTimestampType(3);

    /** Every accepted event; {@code _time} is the event time, whatever column it came from. */
    static ArchiveTable events(EventLayout layout) {
        var columns = new ArrayList<RowType.RowField>();
        for (var field : layout.eventType().getFields()) {
            columns.add(column(field.getName(), field.getType().copy(true)));
        }
        columns.addAll(
                List.of(
                        column("_topic", STRING),
                        column("_partition", INT),
                        column("_offset", LONG),
                        column("_partition_time", TIME),
                        column("_ingested_at", TIME),
                        column("_time", TIME)));
        return new ArchiveTable(EVENTS, new RowType(columns), Optional.of("_time"));
    }

    /**
     * Every input that could not become an event; and, with a metric, every event that this metric
     * did without, since one of its expressions had failed on it: its bytes are null, it is in
     * {@code events}. And, of the kind {@link #REPLAYED}, a note that a reject of this position has
     * been decoded again since.
     */
    static ArchiveTable rejects() {
        return of(
                REJECTS,
                column("bytes", BYTES),
                column("topic", STRING),
                column("partition", INT),
                column("offset", LONG),
                column("reason", STRING),
                column("ingested_at", TIME),
                column("metric", STRING),
                column("expression", STRING),
                column("kind", STRING),
                column("carried", STRING));
    }

    /** Every version of every cell that was published; keys and aggregates as JSON text. */
    static ArchiveTable results() {
        return of(
                RESULTS,
                column("metric", STRING),
                column("window", STRING),
                column("window_start", TIME),
                column("window_end", TIME),
                column("keys", STRING),
                column("aggregates", STRING),
                column("events", LONG),
                column("fingerprint", LONG),
                column("revision", INT),
                column("retracted", BOOLEAN),
                column("run", STRING),
                column("published_at", TIME));
    }

    /** What windows went without: each row is about the windows from one end to another. */
    static ArchiveTable ledger() {
        return of(
                LEDGER,
                column("metric", STRING),
                column("window", STRING),
                column("first_end", TIME),
                column("last_end", TIME),
                column("reason", STRING),
                column("events", LONG),
                column("fingerprint", LONG),
                column("run", STRING));
    }

    /** What the archive holds of the sources: a row for each partition and checkpoint. */
    static ArchiveTable progress() {
        return of(
                PROGRESS,
                column("run", STRING),
                column("job", STRING),
                column("checkpoint", LONG),
                column("topic", STRING),
                column("partition", INT),
                column("first", LONG),
                column("next", LONG),
                column("received", LONG),
                column("accepted", LONG),
                column("duplicates", LONG),
                column("rejected", LONG),
                column("rejected_by_kind", STRING),
                column("fingerprint", LONG),
                column("clock", TIME),
                column("closed_until", TIME),
                column("definition", STRING),
                column("deduplicate_ms", LONG),
                column("version", STRING),
                column("committed_at", TIME),
                column("topic_id", STRING),
                column("skipped", LONG));
    }

    /** What runs that published corrections had found: a row for each window, and for each kind. */
    static ArchiveTable certificates() {
        return of(
                CERTIFICATES,
                column("run", STRING),
                column("version", STRING),
                column("definition", STRING),
                column("snapshots", STRING),
                column("positions", STRING),
                column("range_from", TIME),
                column("range_to", TIME),
                column("metric", STRING),
                column("window", STRING),
                column("window_start", TIME),
                column("window_end", TIME),
                column("verdict", STRING),
                column("windows", STRING),
                column("complete_events", LONG),
                column("complete_fingerprint", LONG),
                column("as_seen_events", LONG),
                column("as_seen_fingerprint", LONG),
                column("live_events", LONG),
                column("live_fingerprint", LONG),
                column("reasons", STRING),
                column("doubt", STRING));
    }

    Schema schema() {
        return FlinkSchemaUtil.convert(FlinkSchemaUtil.toResolvedSchema(rowType));
    }

    PartitionSpec partitioning(Schema schema) {
        var spec = PartitionSpec.builderFor(schema);
        hourOf.ifPresent(spec::hour);
        return spec.build();
    }

    private static ArchiveTable of(String name, RowType.RowField... columns) {
        return new ArchiveTable(name, new RowType(List.of(columns)), Optional.empty());
    }

    private static RowType.RowField column(String name, LogicalType type) {
        return new RowType.RowField(name, type);
    }
}
