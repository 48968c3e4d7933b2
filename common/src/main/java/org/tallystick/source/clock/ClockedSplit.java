package org.tallystick.source.clock;

import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition and its clock.
 *
 * @param inner the partition as the wrapped source knows it
 * @param clock the largest event time, epoch ms, at offsets that have been read; empty before the
 *     first event
 * @param <SplitT> the wrapped source's splits
 */
public record ClockedSplit<SplitT extends SourceSplit>(SplitT inner, OptionalLong clock)
        implements SourceSplit {

    @Override
    public String splitId() {
        return inner.splitId();
    }
}
