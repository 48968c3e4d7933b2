package org.tallystick.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** Flink SQL's window functions. */
final class FlinkSql implements Peer {
    @Override
    public void run(Setup setup) throws Exception {
        var env = FlinkRuntime.streaming(setup);
        FlinkRuntime.forSql(env);
        var tables = StreamTableEnvironment.create(env);
        tables.executeSql(
                """
                CREATE TABLE clicks (
                  `user` STRING, `page` STRING, `country` STRING, `amount` DOUBLE, `ts` BIGINT,
                  `t` AS TO_TIMESTAMP_LTZ(`ts`, 3),
                  WATERMARK FOR `t` AS `t` - INTERVAL '5' SECOND
                ) WITH (
                  'connector' = 'kafka', 'topic' = '%s', 'format' = 'json',
                  'scan.startup.mode' = 'earliest-offset',
                  'scan.bounded.mode' = 'latest-offset',
                  %s)"""
                        .formatted(setup.topic(), properties(setup)));
        digest(tables, tables.sqlQuery(Sql.flink(setup.query())), setup.query());
        env.execute(setup.query().name());
    }

    private static String properties(Setup setup) {
        return setup.consumer().entrySet().stream()
                .map(each -> "'properties.%s' = '%s'".formatted(each.getKey(), each.getValue()))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    static void digest(StreamTableEnvironment tables, Table results, Query query) {
        tables.toDataStream(results)
                .filter(new TallyRows(query))
                .uid("digest")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static final class TallyRows extends RichFilterFunction<Row> {
        private final boolean extrema;
        private transient ResultDigest digest;

        TallyRows(Query query) {
            extrema = query.aggregates().contains("max");
        }

        @Override
        public void open(OpenContext context) {
            digest = new ResultDigest();
        }

        @Override
        public boolean filter(Row row) {
            var key = row.getField(0);
            long size = (Long) row.getField(1);
            long end =
                    ((java.time.LocalDateTime) row.getField(2))
                            .toInstant(java.time.ZoneOffset.UTC)
                            .toEpochMilli();
            long count = (Long) row.getField(3);
            double sum = (Double) row.getField(4);
            if (extrema) {
                double min = (Double) row.getField(5);
                digest.add(key, size, end, count, sum, min, (Double) row.getField(6));
            } else {
                digest.add(key, size, end, count, sum);
            }
            return false;
        }

        @Override
        public void close() {
            digest.close();
        }
    }
}
