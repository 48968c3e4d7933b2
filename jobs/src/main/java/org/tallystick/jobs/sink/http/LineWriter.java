package org.tallystick.jobs.sink.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.PoisonSearch;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.json.CellJson;

/**
 * Collects cells and posts them as lines, {@value #BATCH} at a time or a MiB of them, and at every
 * checkpoint. It waits for the answer, so it holds no more than one request.
 *
 * <p>Of several versions of a cell in one batch only the newest is written. A cell that the
 * database refuses is put aside, and the others are written.
 */
final class LineWriter implements SinkWriter<Cell> {
    static final int BATCH = 500;
    private static final int MOST_TEXT = 1 << 20;

    private final HttpSession session;
    private final LineFormat format;
    private final CellJson json;
    private final RejectedCells rejected;
    private final Map<String, Line> pending = new LinkedHashMap<>();
    private final PoisonSearch<Line> lines;
    private int cells;
    private int text;

    LineWriter(HttpSession session, LineFormat format, CellJson json, RejectedCells rejected) {
        this.session = session;
        this.format = format;
        this.json = json;
        this.rejected = rejected;
        lines = new PoisonSearch<>(this::tryLines, Line::cell, BATCH, rejected);
    }

    @Override
    public void write(Cell cell, Context context) throws IOException {
        try {
            var identity = json.identity(cell);
            var line = new Line(cell, format.line(cell, identity));
            pending.merge(identity, line, Line::newer);
            cells++;
            text += line.text.length();
        } catch (UnfitCellException e) {
            rejected.add(cell, e.getMessage());
        }
        if (cells >= BATCH || text >= MOST_TEXT) {
            send();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        send();
        rejected.flush();
    }

    private void send() throws IOException {
        if (!pending.isEmpty()) {
            lines.write(new ArrayList<>(pending.values()));
        }
        pending.clear();
        cells = 0;
        text = 0;
    }

    private Optional<PoisonSearch.Refusal> tryLines(List<Line> some) throws IOException {
        var body = some.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
        try {
            session.send(HttpCall.post(format.path(), body));
            return Optional.empty();
        } catch (RefusedCallException e) {
            if (!e.isOfItsContent()) {
                throw LineSink.permanent(e);
            }
            return Optional.of(new PoisonSearch.Refusal(e.getMessage(), LineSink.permanent(e)));
        }
    }

    @Override
    public void close() {
        pending.clear();
    }

    /** A cell and how it is written. */
    private record Line(Cell cell, String text) {

        static Line newer(Line before, Line now) {
            return now.cell.version().compareTo(before.cell.version()) >= 0 ? now : before;
        }
    }
}
