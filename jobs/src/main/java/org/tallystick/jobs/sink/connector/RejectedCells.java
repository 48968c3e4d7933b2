package org.tallystick.jobs.sink.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.OnRefusal;

/**
 * Puts aside cells that a sink cannot take for themselves: as JSON lines, each with the reason, in
 * files of a folder.
 *
 * <p>A file is written at every {@link #flush} before which there were any, and appears whole. A
 * sink flushes at checkpoints, so after a failure cells may be there twice, but none is missing.
 */
public final class RejectedCells {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedCells.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More text than this is written before the flush. */
    private static final int MOST_TEXT = 1 << 20;

    private final RejectedFolder folder;
    private final CellJson json;
    private final Counter counter;
    private final StringBuilder lines = new StringBuilder();

    public RejectedCells(RejectedFolder folder, CellJson json, Counter counter) {
        this.folder = folder;
        this.json = json;
        this.counter = counter;
    }

    /**
     * Puts one aside.
     *
     * @throws SuppressRestartsException around one line, where the first ends the job
     */
    public void add(Cell cell, String reason) throws IOException {
        counter.inc();
        if (folder.onRefusal() == OnRefusal.STOP) {
            throw new SuppressRestartsException(
                    new IOException(
                            "%s refuses a cell, and on-error is stop: %s; %s"
                                    .formatted(folder.sink(), reason, json.line(cell))));
        }
        lines.append("{\"sink\":")
                .append(JSON.writeValueAsString(folder.sink()))
                .append(",\"reason\":")
                .append(JSON.writeValueAsString(reason))
                .append(",\"cell\":")
                .append(json.line(cell))
                .append("}\n");
        if (lines.length() > MOST_TEXT) {
            flush();
        }
    }

    /** Writes what was added since the last time. */
    public void flush() throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        var file = new Path(folder.path(), folder.prefix() + "-" + UUID.randomUUID() + ".jsonl");
        try (var out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(lines.toString().getBytes(UTF_8));
        }
        LOG.warn("{} refuses cells; they are in {}", folder.sink(), file);
        lines.setLength(0);
    }
}
