package org.tallystick.jobs.servers;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.tallystick.jobs.cluster.Await;
import org.tallystick.jobs.cluster.Child;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * A server that speaks as Kinesis does, from npm. What it was given is in its folder, and there
 * when it is started again; its clock can be set ahead.
 */
public final class Kinesalite implements AutoCloseable {
    private static final String VERSION = "3.3.3";
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "aws.accessKeyId", "test",
                    "aws.secretAccessKey", "test",
                    "aws.cborEnabled", "false");

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Its clock, and the time that its answers are dated. */
    private static final String CLOCK =
            """
            const now = Date.now, fs = require('fs');
            Date.now = () => now() + Number(fs.readFileSync(__dirname + '/ahead'));
            const Response = require('http').ServerResponse.prototype, writeHead = Response.writeHead;
            Response.writeHead = function(...all) {
              this.setHeader('Date', new Date(Date.now()).toUTCString());
              return writeHead.apply(this, all);
            };
            """;

    /** As many records as one request may have. */
    private static final int BATCH = 500;

    private final ServerProcess server;
    private final Path program;
    private final int port;
    private final KinesisClient client;

    private Kinesalite(ServerProcess server, Path program, int port) {
        this.server = server;
        this.program = program;
        this.port = port;
        client =
                KinesisClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create(endpoint()))
                        .build();
    }

    /**
     * Where node or npm is missing, the test is left out. Until it is closed, clients of this JVM
     * have credentials that it takes, and write JSON: of answers in CBOR it loses all behind 16 kB.
     */
    public static Kinesalite start() throws Exception {
        var program = install();
        SETTINGS.forEach(System::setProperty);
        var server = ServerProcess.in("kinesalite");
        Files.writeString(server.folder().resolve("ahead.js"), CLOCK);
        var kinesalite = new Kinesalite(server, program, ServerProcess.freePort());
        kinesalite.clockAhead(Duration.ZERO);
        kinesalite.run();
        return kinesalite;
    }

    private static Path install() throws Exception {
        var folder =
                Path.of(System.getProperty("java.io.tmpdir"), "tallystick-kinesalite-" + VERSION);
        var program = folder.resolve("node_modules/kinesalite/cli.js");
        if (Files.notExists(program)) {
            Files.createDirectories(folder);
            var said = npm(folder);
            Assumptions.assumeTrue(
                    Files.exists(program), () -> "left out: kinesalite could not be had: " + said);
        }
        return program;
    }

    private static String npm(Path folder) throws InterruptedException {
        var words =
                List.of(
                        "npm",
                        "install",
                        "--prefix",
                        folder.toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "kinesalite@" + VERSION);
        try {
            return Child.start(folder.resolve("npm.out"), words, Map.of()).awaitEnd();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void run() throws Exception {
        server.start(
                List.of(
                        "node",
                        "--require",
                        server.folder().resolve("ahead.js").toString(),
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--path",
                        server.folder().resolve("db").toString(),
                        "--createStreamMs",
                        "10",
                        "--deleteStreamMs",
                        "10",
                        "--updateStreamMs",
                        "10",
                        "--shardLimit",
                        "100"),
                Map.of(),
                () -> ServerProcess.answers(port));
    }

    public String endpoint() {
        return "http://localhost:" + port;
    }

    public void kill() throws InterruptedException {
        server.kill();
    }

    /** Starts it again where it was. */
    public void restart() throws Exception {
        run();
    }

    /** Sets its clock ahead of ours. */
    public void clockAhead(Duration ahead) throws IOException {
        var next = server.folder().resolve("ahead.next");
        Files.writeString(next, Long.toString(ahead.toMillis()));
        Files.move(next, server.folder().resolve("ahead"), StandardCopyOption.ATOMIC_MOVE);
    }

    public KinesisClient client() {
        return client;
    }

    public void create(String stream, int shards) throws Exception {
        client.createStream(create -> create.streamName(stream).shardCount(shards));
        awaitActive(stream);
    }

    public void delete(String stream) throws Exception {
        client.deleteStream(delete -> delete.streamName(stream));
        Await.until(
                stream + " is gone",
                SOON,
                Kinesalite::nothing,
                () -> !client.listStreams().streamNames().contains(stream));
    }

    private void awaitActive(String stream) throws Exception {
        Await.until(
                stream + " is active",
                SOON,
                Kinesalite::nothing,
                () ->
                        client.describeStreamSummary(each -> each.streamName(stream))
                                        .streamDescriptionSummary()
                                        .streamStatus()
                                == StreamStatus.ACTIVE);
    }

    private static String nothing() {
        return "";
    }

    /** All its shards, in the order of their ids. */
    public List<Shard> shards(String stream) {
        return client.listShards(list -> list.streamName(stream)).shards();
    }

    /** Splits a shard in the middle of its hash keys. */
    public void split(String stream, int number) throws Exception {
        var shard = shards(stream).get(number);
        var first = new BigInteger(shard.hashKeyRange().startingHashKey());
        var last = new BigInteger(shard.hashKeyRange().endingHashKey());
        var middle = first.add(last).shiftRight(1).toString();
        client.splitShard(
                split ->
                        split.streamName(stream)
                                .shardToSplit(shard.shardId())
                                .newStartingHashKey(middle));
        awaitActive(stream);
    }

    /** Merges two neighbours. */
    public void merge(String stream, int number, int other) throws Exception {
        var shards = shards(stream);
        client.mergeShards(
                merge ->
                        merge.streamName(stream)
                                .shardToMerge(shards.get(number).shardId())
                                .adjacentShardToMerge(shards.get(other).shardId()));
        awaitActive(stream);
    }

    /** Appends records to one open shard, in their order. */
    public void append(String stream, int number, List<byte[]> records) {
        var hash = shards(stream).get(number).hashKeyRange().startingHashKey();
        for (int from = 0; from < records.size(); from += BATCH) {
            var batch = new ArrayList<PutRecordsRequestEntry>();
            for (var record : records.subList(from, Math.min(from + BATCH, records.size()))) {
                batch.add(
                        PutRecordsRequestEntry.builder()
                                .partitionKey("shard-" + number)
                                .explicitHashKey(hash)
                                .data(SdkBytes.fromByteArray(record))
                                .build());
            }
            var answer = client.putRecords(put -> put.streamName(stream).records(batch));
            if (answer.failedRecordCount() > 0) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    /** All records of a stream, shard by shard. */
    public List<Record> records(String stream) {
        var records = new ArrayList<Record>();
        for (var shard : shards(stream)) {
            var iterator =
                    client.getShardIterator(
                                    get ->
                                            get.streamName(stream)
                                                    .shardId(shard.shardId())
                                                    .shardIteratorType(
                                                            ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            while (iterator != null) {
                var at = iterator;
                var found = client.getRecords(get -> get.shardIterator(at));
                records.addAll(found.records());
                iterator = found.records().isEmpty() ? null : found.nextShardIterator();
            }
        }
        return records;
    }

    /** The texts of records. */
    public static List<String> texts(List<Record> records) {
        return records.stream()
                .map(record -> record.data().asString(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() throws Exception {
        SETTINGS.keySet().forEach(System::clearProperty);
        client.close();
        server.close();
    }
}
