package org.tallystick.bench;

/** Something that can answer a query; its results go to a {@link Tally}. */
@FunctionalInterface
interface Peer {
    /**
     * The peer of a name. Only its own classes are loaded: they need not all be on the class path.
     *
     * @throws IllegalArgumentException one line, where there is none
     */
    static Peer named(String name) throws ReflectiveOperationException {
        return switch (name) {
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
            default -> throw new IllegalArgumentException("no peer " + name);
        };
    }

    void run(Setup setup) throws Exception;
}
