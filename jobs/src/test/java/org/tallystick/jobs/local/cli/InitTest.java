package org.tallystick.jobs.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.Topic;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.local.runner.CapturedConsole;

/** {@code init}: from samples of all kinds to pipelines that pass {@code check}. */
class InitTest {
    private final CapturedConsole console = new CapturedConsole(false, 80);
    @TempDir private Path folder;

    @Test
    void anArrayOfFlightsBecomesLinesAndAPipeline() throws IOException {
        var flights =
                IntStream.range(0, 40)
                        .mapToObj(
                                n ->
                                        "{\"date\":\"2001/01/01 %02d:05\",\"delay\":%d,\"origin\":\"%s\"}"
                                                .formatted(
                                                        n / 4,
                                                        n * 7 % 30 - 10,
                                                        "ABCD".charAt(n % 4)))
                        .collect(Collectors.joining(",", "[", "]"));

        init("flights.json", flights);

        assertThat(console.out()).contains("40 of 40 records become events, 0 of them late");
        assertThat(pipeline("flights"))
                .contains(
                        "time: date",
                        "time-format: \"yyyy/M/d H:mm\"",
                        "# time-zone:",
                        "path: flights.jsonl",
                        "format: json",
                        "keys: [origin]",
                        "windows: tumbling 1 h",
                        "mean_delay: \"avg(delay)\"");
        assertThat(Files.readAllLines(folder.resolve("flights.jsonl"))).hasSize(40);
    }

    @Test
    void aFeedThatIsNewestFirstKeepsAllEvents() throws IOException {
        var features =
                IntStream.range(0, 30)
                        .mapToObj(
                                n ->
                                        "{\"type\":\"Feature\",\"properties\":{\"mag\":%s,\"time\":%d,\"updated\":%d,\"net\":\"%s\"},\"geometry\":{\"coordinates\":[1,2.5,%d]},\"id\":\"x%d\"}"
                                                .formatted(
                                                        List.of("2", "2.5", "3.1").get(n % 3),
                                                        1_517_966_773_840L - n * 3_600_000L,
                                                        1_517_966_996_303L - n * 3_600_000L,
                                                        n % 2 == 0 ? "ak" : "ci",
                                                        n,
                                                        n))
                        .collect(Collectors.joining(",\n", "{\"type\":\"C\",\"features\":[", "]}"));

        init("quakes.json", features);

        assertThat(console.out()).contains("30 of 30 records become events, 0 of them late");
        assertThat(pipeline("quakes"))
                .contains(
                        "time: properties.time\n",
                        "it may also be properties.updated",
                        "time-unit: ms",
                        "id: id\n",
                        "The sample is newest first",
                        "out-of-orderness: 2 d",
                        "keys: [\"net: `properties`.`net`\"]",
                        "mean_mag: \"avg(`properties`.`mag`)\"");
    }

    @Test
    void columnsOfCsvAreWhatAllTheirTextsAre() throws IOException {
        init(
                "log.csv",
                """
                when;Zip Code;n;x;ok;note;only text;day
                2024-03-05T10:00:00Z;01234;1;1.5;true;"a;b";1;20240305
                2024-03-05T11:00:00Z;12345;;2;FALSE;;x;20240306
                2024-03-05T12:00:00Z;12346;-7;1e3;true;"c";3;20240307
                """);

        assertThat(console.out()).contains("3 of 3 records become events");
        assertThat(pipeline("log")).contains("csv.field-delimiter: \";\"", "csv.header: true");
        assertThat(fields("log"))
                .containsExactly(
                        "when \"string\"",
                        "Zip_Code \"string\" [Zip Code]",
                        "n [\"null\",\"long\"]",
                        "x \"double\"",
                        "ok \"boolean\"",
                        "note \"string\"",
                        "only_text \"string\" [only text]",
                        "day \"string\"");
    }

    @Test
    void aTextInPlaceOfNumbersIsNull() throws IOException {
        init("na.csv", "date,n,word\n" + "2024-03-05,NA,a\n2024-03-06,2,NA\n2024-03-07,3,c\n");

        assertThat(console.out()).contains("3 of 3 records become events");
        assertThat(pipeline("na")).contains("csv.null-literal: NA", "windows: tumbling 1 d");
        assertThat(fields("na"))
                .containsExactly(
                        "date \"string\"", "n [\"null\",\"long\"]", "word [\"null\",\"string\"]");
    }

    @Test
    void aFileWithoutNamesGetsNumbers() throws IOException {
        init("bare.csv", "2024-03-05T10:00:00Z,5\n2024-03-05T11:00:00Z,6\n");

        assertThat(console.out()).contains("2 of 2 records become events");
        assertThat(pipeline("bare")).contains("time: column_1").doesNotContain("csv.header");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2012-01-01          | 2012-01-02          |
                    2012/01/01          | 2012/12/31          | yyyy/M/d
                    2015/01/01 01:00:00 | 2015/01/01 23:00:00 | yyyy/M/d H:mm:ss
                    Jan 1 2000          | Dec 31 2009         | MMM d yyyy
                    31/12/2020 23:59    | 01/01/2021 00:10    | d/M/yyyy H:mm
                    12/31/2020          | 1/2/2021            | M/d/yyyy
                    31.12.2020 23:59    | 1.1.2021 00:00      | d.M.yyyy H:mm
                    05/Mar/2024:10:00:00 +0100 | 05/Mar/2024:10:00:01 +0100 | d/MMM/yyyy:HH:mm:ss xx
                    12/31/2020 11:59 PM | 1/1/2021 12:10 AM   | M/d/yyyy h:mm a
                    """)
    void commonFormsOfTimesAreFound(String first, String second, String format) throws IOException {
        init("t.csv", "at,n\n%s,1\n%s,2\n".formatted(first, second));

        assertThat(console.out()).contains("2 of 2 records become events");
        var line = "time-format: ";
        if (format == null) {
            assertThat(pipeline("t")).doesNotContain(line);
        } else {
            assertThat(pipeline("t").replace("\"", "")).contains(line + format + "\n");
        }
    }

    @Test
    void ofDayAndMonthTheOrderSaysWhichIsWhich() throws IOException {
        init("d.csv", "date,n\n01/02/2020,1\n02/02/2020,2\n03/02/2020,3\n04/02/2020,4\n");

        assertThat(pipeline("d")).contains("time-format: d/M/yyyy", "could also be M/d/yyyy");
    }

    @ParameterizedTest
    @CsvSource({
        "ts, 1517966773, s",
        "ts, 1517966773.25, s",
        "x, 1517966773840, ms",
        "x, 1517966773840000, us",
        "x, 1517966773840000000, ns"
    })
    void numbersSince1970AreFoundWithTheirUnit(String name, String number, String unit)
            throws IOException {
        init("n.jsonl", "{\"%s\":%s,\"y\":3}\n".formatted(name, number).repeat(2));

        assertThat(console.out()).contains("2 of 2 records become events");
        assertThat(pipeline("n")).contains("time: " + name, "time-unit: " + unit);
    }

    @Test
    void membersThatFitNoColumnAreAliasedOrLeftOut() throws IOException {
        init(
                "odd.jsonl",
                """
                {"@timestamp":"2024-03-05T10:00:00Z","user-agent":"a","v":1,"w":null,"big":12345678901234567890,"in":{"a":1},"_topic":"x","list":[]}
                {"@timestamp":"2024-03-05T10:00:01Z","user-agent":"b","v":"1","w":null,"big":1,"in":{"a":2,"b":true},"_topic":"y","list":[]}
                """);

        assertThat(console.out()).contains("2 of 2 records become events");
        assertThat(pipeline("odd"))
                .contains(
                        "time: timestamp",
                        "v is left out: it is now a number, now a text.",
                        "w is left out: it is null wherever it is there.",
                        "list is left out: it is an empty array.");
        assertThat(fields("odd"))
                .contains(
                        "timestamp \"string\" [@timestamp]",
                        "user_agent \"string\" [user-agent]",
                        "_topic_2 \"string\" [_topic]")
                .anyMatch(field -> field.startsWith("big ") && field.contains("\"scale\":0"))
                .anyMatch(
                        field ->
                                field.startsWith("in ")
                                        && field.contains("[\"null\",\"boolean\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst", "bz2"})
    void packedFilesAreUnpacked(String packing) throws IOException {
        var text = "{\"time\":\"2024-03-05T10:00:00Z\"}\n{\"time\":\"2024-03-05T10:00:01Z\"}\n";
        Files.write(folder.resolve("e.jsonl." + packing), packed(packing, text.getBytes(UTF_8)));

        assertThat(run("e.jsonl." + packing)).isEqualTo(ExitCode.FINE);

        assertThat(console.out()).contains("2 of 2 records become events");
        assertThat(pipeline("e")).contains("path: e.jsonl." + packing);
    }

    @Test
    void anAvroFileBringsItsSchema() throws IOException {
        var schema =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"E","fields":[
                                  {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                                  {"name":"n","type":["null","int"],"default":null}]}
                                """);
        try (var file = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
            file.create(schema, folder.resolve("e.avro").toFile());
            for (int i = 0; i < 3; i++) {
                long at = 1_700_000_000_000L + i;
                file.append(new GenericRecordBuilder(schema).set("at", at).set("n", i).build());
            }
        }

        assertThat(run("e.avro")).isEqualTo(ExitCode.FINE);

        assertThat(console.out()).contains("3 of 3 records become events");
        assertThat(pipeline("e")).contains("format: avro", "time: at").doesNotContain("time-unit");
    }

    @Test
    void whatIsRejectedLaterIsSaid() throws IOException {
        init(
                "r.jsonl",
                "{\"time\":\"2024-03-05T10:00:00Z\"}\n".repeat(9) + "{\"time\":\"soon\"}\n");

        assertThat(console.out())
                .contains("9 of 10 records become events")
                .contains("the first that does not: ", "position 9: event time 'time': soon");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("e.yaml"), "mine");
        Files.writeString(folder.resolve("e.jsonl"), "{\"time\":\"2024-03-05T10:00:00Z\"}\n");

        assertThat(run("e.jsonl")).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(console.err())
                .isEqualTo(
                        "tallystick: %s is there already: move it away, or name another folder with --out\n"
                                .formatted(folder.resolve("e.yaml")));
        assertThat(folder.resolve("e.avsc")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    years.csv | name,year;a,1565;b,1603;    | no field holds event times
                    none.json | [];                         | it has no array of objects
                    half.json | [{"a":1};                   | cannot read
                    empty.csv | ;                           | has no records
                    """)
    void aSampleWithoutEventsIsRefusedInOneLine(String name, String text, String message)
            throws IOException {
        Files.writeString(folder.resolve(name), text.replace(";", "\n"));

        assertThat(run(name)).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(console.err()).contains(message).hasLineCount(1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(name));
        }
    }

    @Test
    void aTopicIsRead() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var brokers = kafka.bootstrapServers();
            var topic = Topic.make(brokers, "Page.Views", 2);
            topic.append(Map.of(0, views(0, 20), 1, views(100, 110)));

            assertThat(
                            cli(
                                    "init",
                                    "--topic",
                                    "Page.Views",
                                    "--bootstrap",
                                    brokers,
                                    "--out",
                                    folder.toString()))
                    .isEqualTo(ExitCode.FINE);

            assertThat(console.out()).contains("30 of 30 records become events");
            assertThat(pipeline("page-views"))
                    .contains(
                            "topic: Page.Views",
                            "start: earliest",
                            "bootstrap.servers: \"" + brokers + "\"",
                            "time: at",
                            "The sample is in order");

            Topic.make(brokers, "none", 1);
            assertThat(
                            cli(
                                    "init",
                                    "--topic",
                                    "none",
                                    "--bootstrap",
                                    brokers,
                                    "--out",
                                    folder.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(console.err()).contains("topic none has no records yet");
        }
    }

    @Test
    void whatIsWrittenRuns() throws IOException {
        var lines =
                IntStream.range(0, 50)
                        .mapToObj(
                                n ->
                                        "%s,2024-03-%02d,%d\n"
                                                .formatted("ab".charAt(n % 2), 1 + n / 2, n))
                        .collect(Collectors.joining());
        init("init-runs.csv", "kind,date,n\n" + lines);

        var file = folder.resolve("init-runs.yaml").toString();
        assertThat(cli("check", file)).isEqualTo(ExitCode.FINE);
        assertThat(cli("stream", "--pipeline", file, "--bounded")).isEqualTo(ExitCode.FINE);

        assertThat(console.out())
                .containsPattern("50 events, 0 rejects, 0 duplicates, 0 late, 50 cells");
    }

    /** An event a minute. */
    private static List<byte[]> views(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        n ->
                                "{\"at\":\"2024-03-05T%02d:%02d:00Z\",\"n\":%d}"
                                        .formatted(n / 60, n % 60, n))
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private void init(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        assertThat(run(name)).as(console.err()).isEqualTo(ExitCode.FINE);
    }

    private ExitCode run(String sample) {
        return cli("init", folder.resolve(sample).toString(), "--out", folder.toString());
    }

    private ExitCode cli(String... arguments) {
        return new Cli(console.console(), new LocalJobs(), Path.of("..")).run(List.of(arguments));
    }

    private String pipeline(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".yaml"));
    }

    /** Name, type and aliases of each field of the schema. */
    private List<String> fields(String name) throws IOException {
        var schema = new Schema.Parser().parse(folder.resolve(name + ".avsc").toFile());
        var fields = new ArrayList<String>();
        for (var field : schema.getFields()) {
            var aliases = field.aliases().isEmpty() ? "" : " " + field.aliases();
            fields.add(field.name() + " " + field.schema() + aliases);
        }
        return fields;
    }

    private static byte[] packed(String packing, byte[] bytes) throws IOException {
        if (packing.equals("zst")) {
            return Zstd.compress(bytes);
        }
        var packed = new ByteArrayOutputStream();
        try (var out =
                packing.equals("gz")
                        ? new GZIPOutputStream(packed)
                        : new BZip2CompressorOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
