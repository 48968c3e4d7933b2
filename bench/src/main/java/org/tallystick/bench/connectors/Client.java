package org.tallystick.bench.connectors;

import java.util.List;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;

/** The plain loop over one client, as its documentation has it, without Flink. */
interface Client {

    /** What reads the connector's events and what writes its cells. */
    static Client of(String connector) {
        return switch (connector) {
            case "kafka" -> new KafkaLoop();
            case "files" -> new FilesLoop();
            case "rabbitmq" -> new RabbitLoop();
            case "jms" -> new JmsLoop();
            case "kinesis" -> new KinesisLoop();
            case "jdbc" -> new JdbcLoop();
            case "questdb", "influxdb" -> new LineLoop();
            default -> throw new IllegalArgumentException("no client of " + connector);
        };
    }

    /**
     * Reads events, of which there are so many, and acknowledges them where that is done.
     *
     * @param tally gets each as it comes
     */
    default void read(Place place, long events, Tally tally) throws Exception {
        throw new UnsupportedOperationException("nothing can be read");
    }

    /**
     * Makes ready what is to be written.
     *
     * @param plan with the sink
     * @return writes all, and returns when the server has them
     */
    Writing writing(Place place, List<Cell> cells, Plan plan) throws Exception;

    /** The part that is measured: it tells of each cell when it hands it over. */
    @FunctionalInterface
    interface Writing {
        void run(Tally tally) throws Exception;
    }
}
