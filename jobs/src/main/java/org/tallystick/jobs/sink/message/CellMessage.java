package org.tallystick.jobs.sink.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.CellKey;
import org.tallystick.json.CellJson;

/**
 * A version of a cell to be sent.
 *
 * @param metric its metric
 * @param body the whole cell as JSON
 * @param headers what a receiver may want to choose or to compare by, without reading the body:
 *     texts, whole numbers and booleans, by names that are Java's identifiers
 */
public record CellMessage(String metric, String body, Map<String, Object> headers) {

    static CellMessage of(Cell cell, CellJson json) {
        var headers = new LinkedHashMap<String, Object>();
        headers.put("metric", cell.metric());
        headers.put("window", cell.window());
        headers.put("window_start", Instant.ofEpochMilli(cell.start()).toString());
        headers.put("window_end", Instant.ofEpochMilli(cell.end()).toString());
        headers.put("cell", CellKey.of(json.identity(cell)));
        headers.put("events", cell.events());
        headers.put("revision", cell.revision());
        headers.put("retracted", cell.retracted());
        return new CellMessage(cell.metric(), json.line(cell), headers);
    }
}
