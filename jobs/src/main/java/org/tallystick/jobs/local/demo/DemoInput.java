package org.tallystick.jobs.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the demo's topic gets: the flights in the order in which they left, with some records sent
 * again and some broken. The same seed makes the same input.
 */
final class DemoInput {
    /** A repeat follows within this many records, as after a producer's retry. */
    private static final int REPEATED_WITHIN = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Message> messages = new ArrayList<>();
    private final TreeMap<Integer, List<Message>> additions = new TreeMap<>();
    private final RandomGenerator random;
    private final int maxBytes;

    /**
     * A record for the topic.
     *
     * @param flight the flight's number, by which it is partitioned
     * @param departed epoch ms: when it left, the record's timestamp
     * @param value its bytes
     */
    record Message(long flight, long departed, String value) {

        byte[] bytes() {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * How much goes wrong.
     *
     * @param repeats records that are sent twice
     * @param broken records that cannot be decoded, added to the good ones
     * @param maxBytes a record larger than this is broken, too
     */
    record Mischief(long seed, int repeats, int broken, int maxBytes) {}

    private DemoInput(List<String> lines, Mischief mischief) throws IOException {
        for (var line : lines) {
            messages.add(message(line));
        }
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(mischief.seed());
        maxBytes = mischief.maxBytes();
        for (int i = 0; i < mischief.repeats(); i++) {
            int row = random.nextInt(messages.size());
            add(row + 1 + random.nextInt(REPEATED_WITHIN), messages.get(row));
        }
        for (int i = 0; i < mischief.broken(); i++) {
            int row = random.nextInt(messages.size());
            add(row, broken(messages.get(row), i));
        }
    }

    /** All messages in the order in which they are to be sent. */
    static List<Message> of(List<String> lines, Mischief mischief) throws IOException {
        var input = new DemoInput(lines, mischief);
        var all = new ArrayList<Message>();
        for (int row = 0; row < input.messages.size(); row++) {
            all.addAll(input.additions.getOrDefault(row, List.of()));
            all.add(input.messages.get(row));
        }
        input.additions.tailMap(input.messages.size()).values().forEach(all::addAll);
        return all;
    }

    private static Message message(String line) throws IOException {
        var flight = JSON.readTree(line);
        var departed =
                Instant.parse(flight.get("scheduled").textValue())
                        .plus(Duration.ofMinutes(flight.get("delay").longValue()));
        return new Message(flight.get("flight").longValue(), departed.toEpochMilli(), line);
    }

    private void add(int beforeRow, Message message) {
        additions.computeIfAbsent(beforeRow, any -> new ArrayList<>()).add(message);
    }

    private Message broken(Message good, int kind) {
        var line = good.value();
        var value =
                switch (kind % 5) {
                    case 0 -> line.substring(0, line.length() / 2);
                    case 1 -> line.replaceFirst("\"delay\":-?[0-9]+", "\"delay\":\"on time\"");
                    case 2 -> line.replaceFirst("\"scheduled\":\"[^\"]*\",", "");
                    case 3 -> line.replaceFirst("\"scheduled\":\"2001", "\"scheduled\":\"2091");
                    default ->
                            line.replaceFirst("}$", ",\"note\":\"" + "x".repeat(maxBytes) + "\"}");
                };
        return new Message(good.flight(), good.departed(), value);
    }
}
