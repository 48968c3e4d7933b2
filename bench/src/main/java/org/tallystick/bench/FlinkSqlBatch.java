package org.tallystick.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Flink SQL in BATCH execution over the archive's Parquet files. */
final class FlinkSqlBatch implements Peer {
    @Override
    public void run(Setup setup) throws Exception {
        var env = FlinkRuntime.batch(setup);
        FlinkRuntime.forSql(env);
        var tables = StreamTableEnvironment.create(env);
        tables.executeSql(
                """
                CREATE TABLE clicks (
                  `ts` TIMESTAMP_LTZ(6), `user` STRING, `page` STRING, `country` STRING,
                  `amount` DOUBLE,
                  `t` AS CAST(`ts` AS TIMESTAMP_LTZ(3)),
                  WATERMARK FOR `t` AS `t` - INTERVAL '5' SECOND
                ) WITH (
                  'connector' = 'filesystem', 'format' = 'parquet',
                  'parquet.utc-timezone' = 'true',
                  'path' = 'file://%s')"""
                        .formatted(visible(setup)));
        FlinkSql.digest(tables, tables.sqlQuery(Sql.flink(setup.query())), setup.query());
        env.execute(setup.query().name());
    }

    /** Flink passes over folders that begin with an underscore, as the archive's do. */
    private static Path visible(Setup setup) throws IOException {
        var folder = Files.createDirectory(setup.scratch().resolve("clicks"));
        try (var files = Files.walk(setup.archive())) {
            int number = 0;
            for (Path file :
                    files.filter(
                                    each ->
                                            each.toString().contains("/events/data/")
                                                    && each.toString().endsWith(".parquet"))
                            .toList()) {
                Files.createSymbolicLink(folder.resolve("part-" + number++ + ".parquet"), file);
            }
        }
        return folder;
    }
}
