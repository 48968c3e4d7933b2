package org.tallystick.sql;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * An event that a metric does without, since one of its expressions has failed on it. All other
 * metrics have it, and so has the archive.
 *
 * @param metric the metric's name
 * @param expression the expression as it was written
 * @param reason metric, expression and what it failed with, one line
 * @param topic where the event came from; null, as all that follows, where the archive was not
 *     asked for it
 * @param partition its partition
 * @param offset its offset or line
 * @param ingestedAt when it was read, epoch ms
 */
public record MetricReject(
        String metric,
        String expression,
        String reason,
        String topic,
        Integer partition,
        Long offset,
        Long ingestedAt) {

    static final OutputTag<MetricReject> TAG =
            new OutputTag<>("metric-rejects", TypeInformation.of(MetricReject.class));
}
