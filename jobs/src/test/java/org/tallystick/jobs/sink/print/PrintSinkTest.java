package org.tallystick.jobs.sink.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.sink.connector.CellLines;
import org.tallystick.json.CellJson;

class PrintSinkTest {
    private static final CellJson JSON = new CellJson(List.of(DEPARTURES));

    @Test
    void printedLinesAreJsonAndNothingElse() throws Exception {
        var out = new ByteArrayOutputStream();
        var first = cell("JFK", 1, 1.0, 0);

        var writer = new PrintSink.Writer(new CellLines(JSON), out);
        writer.write(first, null);
        writer.flush(true);

        assertThat(out).hasToString(JSON.line(first) + "\n");
    }
}
