package org.tallystick.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.source.Decoding;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.ReaderHarness;
import org.tallystick.source.clock.ClockedSource;
import org.tallystick.source.clock.ClockedSplit;

/** CSV files: records of several lines, headers, all line ends, from any place on. */
class CsvFilesTest {
    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"text","type":"string","aliases":["a.text"]}]}
            """;

    private static final EventLayout LAYOUT = new EventLayout(EventSchema.parse(AVRO).rowType());
    private static final Deadlines NOTHING_IS_LATE = new Deadlines(List.of(), Lateness.none());
    private static final Map<String, String> HEADER = Map.of("header", "true");

    @TempDir Path folder;

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private ClockedSource<FilesSplit, Boolean> source(Map<String, String> options) {
        var decoder = Decoding.ofFiles("csv", options, AVRO).decoder();
        var files = new FilesSource(folder.toString(), Optional.empty(), decoder, Map.of());
        return new ClockedSource<>(files, LAYOUT, NOTHING_IS_LATE, PermanentFailure.NONE);
    }

    private List<String> read(Map<String, String> options) throws Exception {
        try (var reader = started(source(options))) {
            return reader.rest().stream().map(each -> text(each.row())).toList();
        }
    }

    private static ReaderHarness<?> started(ClockedSource<FilesSplit, Boolean> source)
            throws Exception {
        var start = new ClockedSplit<>(FilesSplit.START, OptionalLong.empty());
        var reader = new ReaderHarness<>(source);
        reader.add(List.of(source.getSplitSerializer().serialize(start)));
        reader.noMoreSplits();
        return reader;
    }

    /** Line, and the text or the reason and the bytes of the reject. */
    private static String text(RowData row) {
        return row.getLong(LAYOUT.offset())
                + ": "
                + (row.isNullAt(LAYOUT.time())
                        ? row.getString(LAYOUT.rejectReason())
                                + " <"
                                + new String(row.getBinary(LAYOUT.rejectBytes()), UTF_8)
                                + ">"
                        : row.getString(1).toString());
    }

    @Test
    void aRecordMayTakeSeveralLines() throws Exception {
        write("a.csv", "1,a\n2,\"b\nb\r\n\"\"b\"\n\n3,5\" disk\n4,d");
        assertThat(read(Map.of())).containsExactly("0: a", "1: b\nb\r\n\"b", "2: 5\" disk", "3: d");
    }

    @Test
    void allLineEndsEndRecords() throws Exception {
        write("a.csv", "1,a\r2,b\r3,\"c\rc\"\r");
        write("b.csv", "1,a\r\n2,b\n3,c\r4,d");
        assertThat(read(Map.of()))
                .containsExactly("0: a", "1: b", "2: c\rc", "0: a", "1: b", "2: c", "3: d");
    }

    @Test
    void aFieldThatTheFileCutsShortIsARejectWithAllItsBytes() throws Exception {
        write("a.csv", "1,a\n2,\"b\n3,c\n4,d\n");
        write("b.csv", "5,e\n");
        assertThat(read(Map.of()))
                .containsExactly(
                        "0: a",
                        "1: Unclosed quoted field at end of input <2,\"b\n3,c\n4,d\n>",
                        "0: e");
    }

    @Test
    void aFieldWithoutEndDoesNotFillTheMemory() throws Exception {
        write("a.csv", "1,a\n2,\"" + "x\n".repeat(200_000));
        write("b.csv", "3,c");
        var rows = read(Map.of());
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("1: 400003 bytes, more than the limit of 1000");
        assertThat(rows.get(2)).isEqualTo("0: c");
    }

    @Test
    void aBadRecordEndsWithItsLine() throws Exception {
        write("a.csv", "1,a\n2,\"b\"b\n3,c\n");
        assertThat(read(Map.of()))
                .containsExactly(
                        "0: a",
                        "1: Unexpected character after closing quote: 'b' (0x62) <2,\"b\"b>",
                        "2: c");
    }

    @Test
    void aHeaderNamesTheColumnsInAnyOrder() throws Exception {
        write("a.csv", "\uFEFF\r\nmore,text,\"time\"\r\n0,a,1\r\n0,b,2\r\n");
        write("b.csv", "time,text\n3,c\n");
        write("c.csv", "time,text\n");
        write("d.csv", "");
        assertThat(read(HEADER)).containsExactly("0: a", "1: b", "0: c");
    }

    @Test
    void aHeaderMayHaveAnAlias() throws Exception {
        write("a.csv", "a.text,time\na,1\n");
        write("b.csv", "a.text,text,time\nb,b,1\n");
        assertThat(read(HEADER))
                .contains("0: a")
                .anyMatch(line -> line.contains("has the column 'text' twice"));
    }

    @Test
    void aHeaderMayTakeSeveralLines() throws Exception {
        write("a.csv", "# made by hand, \"today\n\"more\nof it\",text,time\nx,a,1\n");
        assertThat(read(Map.of("header", "true", "comment-character", "#")))
                .containsExactly("0: a");
    }

    @Test
    void recordsOfAFileWithoutAColumnAreRejectsAndOtherFilesAreRead() throws Exception {
        write("a.csv", "time,txt\n1,a\n2,b\n");
        write("b.csv", "text,text,time\na,a,1\n");
        write("c.csv", "text,time\nc,3\n");
        write("d.csv", "\"text,time\nd,4\n");
        var misspelt =
                "the header of the file has no column 'text' (did you mean 'txt'?); it has time, txt";
        assertThat(read(HEADER))
                .containsExactly(
                        "0: " + misspelt + " <time,txt>",
                        "1: " + misspelt + " <1,a>",
                        "2: " + misspelt + " <2,b>",
                        "0: the header of the file has the column 'text' twice <text,text,time>",
                        "1: the header of the file has the column 'text' twice <a,a,1>",
                        "0: c",
                        "0: the header of the file cannot be read: Unclosed quoted field at end of input <\"text,time\nd,4\n>");
    }

    @Test
    void aRecordHasAsManyFieldsAsTheHeader() throws Exception {
        write("a.csv", "time,text,x\n1,a\n2,b,,\n3,c,\n");
        assertThat(read(HEADER))
                .containsExactly(
                        "0: 2 field(s), the header has 3 <1,a>",
                        "1: 4 field(s), the header has 3 <2,b,,>",
                        "2: c");
    }

    @Test
    void commentsAndBlankLinesAreNoRecords() throws Exception {
        write("a.csv", "#x\n1,a\n\n#\"\n  \n2,b\n3,#\n");
        assertThat(read(Map.of("comment-character", "#"))).containsExactly("0: a", "1: b", "2: #");
    }

    @Test
    void aLineOfTabsIsARecordOfEmptyFields() throws Exception {
        write("a.csv", "1\ta\n\t\n2\tb\n");
        assertThat(read(Map.of("field-delimiter", "\\t")))
                .containsExactly("0: a", "1: field 'time' is null <\t>", "2: b");
    }

    @Test
    void readingResumesAtEveryRecord() throws Exception {
        write("a.csv", "\uFEFFtext,time\r\n" + "\"a\n\",1\r\n".repeat(3) + "\n\nb,2\r\nc,3");
        write("b.csv", "time,text\r" + "1,d\r".repeat(3) + "2,\"e\r\re\"\r\r3,f\r");
        write("c.csv", "time,text\n1,\"half");
        write("d.csv", "time\n1\n2\n");
        var all = read(HEADER);
        assertThat(all).hasSize(14);
        for (int stop = 0; stop <= all.size(); stop++) {
            assertThat(readInTwo(stop)).as("stopped after %d", stop).isEqualTo(all);
        }
    }

    private List<String> readInTwo(int stop) throws Exception {
        var source = source(HEADER);
        var rows = new ArrayList<String>();
        List<byte[]> snapshot;
        try (var reader = started(source)) {
            for (int i = 0; i < stop; i++) {
                rows.add(text(reader.next().row()));
            }
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(source)) {
            reader.add(snapshot);
            reader.noMoreSplits();
            reader.rest().forEach(each -> rows.add(text(each.row())));
        }
        return rows;
    }
}
