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
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.json.CellJson;

/**
 * Collects cells and posts them as lines, {@value #BATCH} at a time or a MiB of them, and at every
 * checkpoint. It waits for the answer, so it holds no more than one request.
 *
 * <p>Of several versions of a cell in one batch only the newest is written. A cell that the
 * database refuses is put aside, and the others are written. Where it has taken none so far and
 * refuses a batch's worth, it is the database that is wrong: that ends the job.
 */
final class LineWriter implements SinkWriter<Cell> {
    static final int BATCH = 500;
    private static final int MOST_TEXT = 1 << 20;

    private final HttpSession session;
    private final LineFormat format;
    private final CellJson json;
    private final RejectedCells rejected;
    private final Map<String, Line> pending = new LinkedHashMap<>();
    private int cells;
    private int text;
    private boolean anyTaken;
    private int refused;

    LineWriter(HttpSession session, LineFormat format, CellJson json, RejectedCells rejected) {
        this.session = session;
        this.format = format;
        this.json = json;
        this.rejected = rejected;
    }

    @Override
    public void write(Cell cell, Context context) throws IOException {
        try {
            var line = new Line(cell, format.line(cell));
            pending.merge(json.identity(cell), line, Line::newer);
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
            post(new ArrayList<>(pending.values()));
        }
        pending.clear();
        cells = 0;
        text = 0;
    }

    /** Posts lines; where one of them is refused it looks for it, in ever smaller parts. */
    private void post(List<Line> lines) throws IOException {
        var refusal = tryLines(lines);
        if (refusal.isEmpty()) {
            anyTaken = true;
        } else if (lines.size() > 1) {
            post(lines.subList(0, lines.size() / 2));
            post(lines.subList(lines.size() / 2, lines.size()));
        } else {
            refuse(lines.get(0).cell, refusal.get());
        }
    }

    private Optional<RefusedCallException> tryLines(List<Line> lines) throws IOException {
        var body = lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
        try {
            session.send(HttpCall.post(format.path(), body));
            return Optional.empty();
        } catch (RefusedCallException e) {
            if (!e.isOfItsContent()) {
                throw LineSink.permanent(e);
            }
            return Optional.of(e);
        }
    }

    private void refuse(Cell cell, RefusedCallException reason) throws IOException {
        refused++;
        if (!anyTaken && refused >= BATCH) {
            throw LineSink.permanent(reason);
        }
        rejected.add(cell, reason.getMessage());
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
