package org.tallystick.bench.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.bench.Setup;
import org.tallystick.jobs.servers.Kinesalite;

/** A server that speaks as Kinesis does, with one stream, which is made anew for each run. */
final class KinesisPlace implements Place {
    private static final String STREAM = "bench";

    private final Kinesalite kinesis = Kinesalite.start();
    private boolean made;

    KinesisPlace() throws Exception {}

    /** Every partition of the other benchmarks is a shard. */
    @Override
    public Map<String, Object> filled(long events) throws Exception {
        var place = empty();
        Batches.of(
                events,
                batch -> {
                    for (int shard = 0; shard < Setup.PARTITIONS; shard++) {
                        kinesis.append(STREAM, shard, of(batch, shard));
                    }
                });
        return place;
    }

    private static List<byte[]> of(List<byte[]> batch, int shard) {
        var events = new ArrayList<byte[]>();
        for (int i = shard; i < batch.size(); i += Setup.PARTITIONS) {
            events.add(batch.get(i));
        }
        return events;
    }

    @Override
    public Map<String, Object> empty() throws Exception {
        if (made) {
            kinesis.delete(STREAM);
        }
        kinesis.create(STREAM, Setup.PARTITIONS);
        made = true;
        return Map.of(
                "connector",
                "kinesis",
                "stream",
                STREAM,
                "region",
                "us-east-1",
                "endpoint",
                kinesis.endpoint());
    }

    @Override
    public long arrived() {
        return kinesis.records(STREAM).size();
    }

    @Override
    public void close() throws Exception {
        kinesis.close();
    }
}
