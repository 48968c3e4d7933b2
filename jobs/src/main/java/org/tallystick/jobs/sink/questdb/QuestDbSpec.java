package org.tallystick.jobs.sink.questdb;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.pipeline.OnRefusal;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * QuestDB: one table a metric, made on first use, in which the newest version of a cell stands.
 *
 * @param url of its HTTP server
 * @param login user and password, or a token; secrets
 * @param partition the stretch of time of a partition of the tables, as SQL has it
 * @param rejectedCells the folder of cells that a table cannot hold
 * @param onRefusal what happens to those
 */
record QuestDbSpec(
        String url,
        Map<String, String> login,
        String partition,
        String rejectedCells,
        OnRefusal onRefusal)
        implements SinkSpec {

    @Override
    public SinkTarget target() {
        return new SinkTarget("questdb", url.replaceFirst("^https?://", ""), "");
    }

    @Override
    public Map<String, String> settings() {
        var all = new HashMap<>(login);
        all.put("url", url);
        return all;
    }

    @Override
    public Map<String, String> folders() {
        return Map.of("rejected-cells", rejectedCells);
    }

    /** Keeps credentials out of logs. */
    @Override
    public String toString() {
        return "questdb";
    }
}
