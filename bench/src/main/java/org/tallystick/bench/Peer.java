package org.tallystick.bench;

import java.util.Map;

/** Something that can answer a query; its results go to a {@link Tally}. */
@FunctionalInterface
interface Peer {
    Map<String, Peer> ALL =
            Map.of(
                    "tallystick", new TallystickLive(),
                    "flink-datastream", new FlinkDataStream(),
                    "flink-sql", new FlinkSql(),
                    "jet", new Jet(),
                    "tallystick-batch", new TallystickBatch(),
                    "flink-sql-batch", new FlinkSqlBatch(),
                    "duckdb", new DuckDb());

    void run(Setup setup) throws Exception;
}
