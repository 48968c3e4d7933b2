package org.tallystick.source.format.json;

import java.util.Map;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;

/** One JSON object a record. */
public final class JsonFormat implements EventFormat {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public boolean readsTimes() {
        return true;
    }

    @Override
    public boolean isForFiles() {
        return true;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        var rows = new JsonRows(use.schema(), use.times(), use.width(), use.unread());
        rows.open(); // finds defaults that are none
        return rows;
    }
}
