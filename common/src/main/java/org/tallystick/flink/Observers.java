package org.tallystick.flink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows jobs from inside this JVM, as the local runner does. On a cluster there is nobody,
 * and telling costs nothing.
 *
 * <p>Flink makes the operators, so they and their observer can only meet here.
 */
public final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
    private static final List<Observer> OBSERVERS = new CopyOnWriteArrayList<>();

    private Observers() {}

    /** Hears of all jobs in this JVM, on their threads; which is meant, {@code place} says. */
    public interface Observer {

        /**
         * A subtask has taken its part in a checkpoint: if the job goes on from that, it goes on
         * from what the subtask's counters say now.
         *
         * @param place the variables of an operator's metric group, such as {@code <job_id>}
         */
        void checkpointed(Map<String, String> place, long checkpoint);

        /**
         * An input could not become an event; of each subtask, only the first few are told.
         *
         * @param text where it is and why, in one line
         */
        void rejected(Map<String, String> place, String text);

        /**
         * Something is wrong with the input that no reject tells of.
         *
         * @param about the partition or the file; of one, what is told later holds
         * @param weight the more, the worse
         * @param text what it is, in one line
         */
        void warned(
                Map<String, String> place, Warning warning, String about, long weight, String text);
    }

    /** What may be wrong with the input as a whole. */
    public enum Warning {
        /** An event was dated so far ahead of the others of its partition that these came late. */
        FAST_CLOCK,
        /** A file has events behind the clock that earlier files had come to. */
        FILE_BEHIND,
        /** A file ends before it should, or cannot be read on. */
        FILE_DAMAGED,
        /** Records were removed before they could be read. */
        RECORDS_LOST,
        /** Archived cells are of a metric that had other keys than it has now. */
        CELLS_LEFT_OUT
    }

    /** Tells an observer from now on. */
    public static void add(Observer observer) {
        OBSERVERS.add(observer);
    }

    /** Tells it no more. */
    public static void remove(Observer observer) {
        OBSERVERS.remove(observer);
    }

    /**
     * Tells that an operator, and with it its whole subtask, has taken its part in a checkpoint.
     */
    public static void checkpointed(MetricGroup operator, long checkpoint) {
        for (var observer : OBSERVERS) {
            observer.checkpointed(operator.getAllVariables(), checkpoint);
        }
    }

    static void rejected(MetricGroup operator, String text) {
        for (var observer : OBSERVERS) {
            observer.rejected(operator.getAllVariables(), text);
        }
    }

    /**
     * Tells of something wrong with the input; a cluster, which nobody follows, has it in its log.
     */
    public static void warned(
            MetricGroup operator, Warning warning, String about, long weight, String text) {
        LOG.warn("{}: {}", warning, text);
        for (var observer : OBSERVERS) {
            observer.warned(operator.getAllVariables(), warning, about, weight, text);
        }
    }
}
