package org.tallystick.jobs.sql;

import java.util.Optional;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;

/**
 * A table that a pipeline brings.
 *
 * @param schema its columns
 * @param source what reads it; empty where it can only be written
 * @param sink what writes it; empty where it can only be read
 */
record PipelineTable(
        Schema schema, Optional<DynamicTableSource> source, Optional<DynamicTableSink> sink) {

    static PipelineTable toRead(Schema schema, DynamicTableSource source) {
        return new PipelineTable(schema, Optional.of(source), Optional.empty());
    }

    static PipelineTable toWrite(Schema schema, DynamicTableSink sink) {
        return new PipelineTable(schema, Optional.empty(), Optional.of(sink));
    }
}
