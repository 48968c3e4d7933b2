package org.tallystick.flink;

import org.apache.flink.api.java.functions.KeySelector;
import org.tallystick.engine.Partials;

/** The bucket that partials belong to. */
final class BucketKey implements KeySelector<Partials, Integer> {

    @Override
    public Integer getKey(Partials partials) {
        return partials.bucket;
    }
}
