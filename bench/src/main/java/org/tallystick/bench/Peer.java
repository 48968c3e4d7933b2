package org.tallystick.bench;

import java.util.Optional;

/** Something that can answer a query; its results go to a {@link ResultDigest}. */
interface Peer {
    /** The peer of a name. Only its own classes are loaded: they need not all be there. */
    static Optional<Peer> named(String name) throws ReflectiveOperationException {
        return Optional.ofNullable(
                switch (name) {
                    case "tallystick" -> new TallystickLive();
                    case "flink-datastream" -> new FlinkDataStream();
                    case "flink-sql" -> new FlinkSql();
                    case "jet" -> new Jet();
                    case "tallystick-batch" -> new TallystickBatch();
                    case "flink-sql-batch" -> new FlinkSqlBatch();
                    case "duckdb" -> new DuckDb();
                    case "spark-sql" ->
                            Class.forName("org.tallystick.bench.SparkSql")
                                    .asSubclass(Peer.class)
                                    .getDeclaredConstructor()
                                    .newInstance();
                    default -> null;
                });
    }

    /** Whether it can answer the query. */
    default boolean answers(Query query) {
        return !query.hasLateEvents();
    }

    void run(Setup setup) throws Exception;

    /** What else there is to say of the run, as members of a JSON object behind others. */
    default String more() {
        return "";
    }
}
