package org.tallystick.sql;

import java.io.Serializable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Where the projection counts the rejects of metrics. */
@FunctionalInterface
public interface RejectCounter extends Serializable {

    /** Registers the counter with the metric group of the projection's operator. */
    Counter register(MetricGroup operator);
}
