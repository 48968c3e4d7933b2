package org.tallystick.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** {@code GetRecords}, one shard after another; {@code PutRecords} of {@value #BATCH}. */
final class KinesisLoop implements Client {
    private static final int BATCH = 500;

    private static KinesisClient connect(Place place) {
        return KinesisClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(place.text("region")))
                .endpointOverride(URI.create(place.text("endpoint")))
                .build();
    }

    @Override
    public void read(Place place, long events, Tally tally) {
        var stream = place.text("stream");
        try (var client = connect(place)) {
            for (var shard : client.listShards(list -> list.streamName(stream)).shards()) {
                read(client, stream, shard.shardId(), tally);
            }
        }
    }

    /** Until an answer is empty. */
    private static void read(KinesisClient client, String stream, String shard, Tally tally) {
        var iterator =
                client.getShardIterator(
                                get ->
                                        get.streamName(stream)
                                                .shardId(shard)
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        while (iterator != null) {
            var at = iterator;
            var answer = client.getRecords(get -> get.shardIterator(at));
            answer.records().forEach(each -> tally.add());
            iterator = answer.records().isEmpty() ? null : answer.nextShardIterator();
        }
    }

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        var json = new CellJson(plan.metrics());
        var entries =
                cells.stream()
                        .map(
                                cell ->
                                        PutRecordsRequestEntry.builder()
                                                .partitionKey(json.identity(cell))
                                                .data(SdkBytes.fromString(json.line(cell), UTF_8))
                                                .build())
                        .toList();
        return tally -> write(place, entries, tally);
    }

    private static void write(Place place, List<PutRecordsRequestEntry> entries, Tally tally) {
        var stream = place.text("stream");
        try (var client = connect(place)) {
            for (int from = 0; from < entries.size(); from += BATCH) {
                var batch =
                        new ArrayList<>(
                                entries.subList(from, Math.min(from + BATCH, entries.size())));
                batch.forEach(each -> tally.add());
                var answer = client.putRecords(put -> put.streamName(stream).records(batch));
                if (answer.failedRecordCount() > 0) {
                    throw new IllegalStateException(answer.toString());
                }
            }
        }
    }
}
