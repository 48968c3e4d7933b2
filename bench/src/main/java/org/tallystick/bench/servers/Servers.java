package org.tallystick.bench.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * The servers in a process of their own, one after another, until standard input ends: {@code
 * FOLDER}. It answers each line that it reads with one line, behind {@value #ANSWER}, since servers
 * print lines too:
 *
 * <ul>
 *   <li>{@code start NAME}, in place of the server before: {@code here}, or {@code missing} where
 *       this machine does not have it
 *   <li>{@code filled EVENTS}: what a pipeline says of a source with so many, as JSON
 *   <li>{@code empty}: what a pipeline says of a sink, as JSON
 *   <li>{@code arrived}: how many cells there are
 * </ul>
 */
public final class Servers {
    private static final String ANSWER = "answer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private Place place;

    private Servers(Path folder) {
        this.folder = folder;
    }

    /** The entry point. */
    public static void main(String[] args) throws Exception {
        var servers = new Servers(Path.of(args[0]).toAbsolutePath());
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(ANSWER + servers.answer(line.split(" ")));
            }
        } finally {
            servers.stop();
        }
        System.exit(0);
    }

    private String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "start" -> start(words[1]);
            case "filled" -> JSON.writeValueAsString(place.filled(Long.parseLong(words[1])));
            case "empty" -> JSON.writeValueAsString(place.empty());
            case "arrived" -> Long.toString(place.arrived());
            default -> throw new IllegalArgumentException("no command " + words[0]);
        };
    }

    private String start(String name) throws Exception {
        stop();
        try {
            place = place(name);
            return "here";
        } catch (TestAbortedException e) {
            System.err.println(e.getMessage());
            return "missing";
        }
    }

    private Place place(String name) throws Exception {
        return switch (name) {
            case "kafka" -> new KafkaPlace(folder);
            case "files" -> new FilesPlace(folder.resolve("files"));
            case "rabbitmq-classic" -> new RabbitPlace("classic");
            case "rabbitmq-quorum" -> new RabbitPlace("quorum");
            case "rabbitmq-stream" -> new RabbitPlace("stream");
            case "jms" -> new JmsPlace();
            case "kinesis" -> new KinesisPlace();
            case "postgresql" -> new PostgreSqlPlace();
            case "mariadb" -> new MariaDbPlace();
            case "questdb" -> new QuestDbPlace();
            case "influxdb" -> new InfluxPlace();
            default -> throw new IllegalArgumentException("no server " + name);
        };
    }

    private void stop() throws Exception {
        if (place != null) {
            place.close();
            place = null;
        }
    }
}
