package org.tallystick.jobs.sink.questdb;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.http.HttpSession;
import org.tallystick.jobs.sink.http.LineFormat;
import org.tallystick.jobs.sink.http.UnfitCellException;

/** Cells as QuestDB takes them: rows of the tables of their metrics. */
record QuestDbLines(HashMap<String, QuestDbTable> tables) implements LineFormat {

    static QuestDbLines of(List<BoundMetric> metrics, String partition) {
        var tables = new HashMap<String, QuestDbTable>();
        metrics.forEach(metric -> tables.put(metric.name(), QuestDbTable.of(metric, partition)));
        return new QuestDbLines(tables);
    }

    @Override
    public String path() {
        return "/write?precision=us";
    }

    @Override
    public String line(Cell cell, String identity) throws UnfitCellException {
        return tables.get(cell.metric()).line(cell, identity);
    }

    @Override
    public void prepare(HttpSession session) throws IOException {
        for (var table : tables.values()) {
            table.prepare(session);
        }
    }
}
