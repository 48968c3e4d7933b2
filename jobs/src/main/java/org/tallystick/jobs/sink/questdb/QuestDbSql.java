package org.tallystick.jobs.sink.questdb;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.jobs.sink.http.HttpCall;
import org.tallystick.jobs.sink.http.HttpSession;

/** Statements of SQL over HTTP. */
record QuestDbSql(HttpSession session) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A column of a table that is there.
     *
     * @param upsertKey whether it is one of those by which rows take the place of others
     */
    record Standing(String type, boolean upsertKey) {}

    JsonNode run(String statement) throws IOException {
        return JSON.readTree(
                session.send(HttpCall.get("/exec?query=" + HttpCall.encoded(statement))));
    }

    /** The columns of a table by their names; none where there is no table. */
    Map<String, Standing> columns(String table) throws IOException {
        var literal = "'" + table.replace("'", "''") + "'";
        var columns = new HashMap<String, Standing>();
        var there = run("SELECT count() FROM tables() WHERE table_name = " + literal);
        if (there.at("/dataset/0/0").asLong() == 0) {
            return columns;
        }
        var rows = run("SELECT \"column\", type, upsertKey FROM table_columns(" + literal + ")");
        for (var row : rows.get("dataset")) {
            columns.put(
                    row.get(0).asText(), new Standing(row.get(1).asText(), row.get(2).asBoolean()));
        }
        return columns;
    }
}
