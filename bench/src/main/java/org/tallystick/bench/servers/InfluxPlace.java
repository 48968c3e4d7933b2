package org.tallystick.bench.servers;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.jobs.servers.InfluxServer;

/** An InfluxDB with one database, which is made anew for each run. */
final class InfluxPlace implements Place {
    private static final String DATABASE = "bench";

    private final InfluxServer server = InfluxServer.start();

    InfluxPlace() throws Exception {}

    @Override
    public Map<String, Object> empty() throws Exception {
        server.query("", "DROP DATABASE " + DATABASE);
        server.query("", "CREATE DATABASE " + DATABASE);
        var place = new HashMap<String, Object>(InfluxServer.login());
        place.put("connector", "influxdb");
        place.put("url", server.address());
        place.put("database", DATABASE);
        return place;
    }

    /** The answer is a header, and a line whose last column is the number. */
    @Override
    public long arrived() throws Exception {
        var answer = server.query(DATABASE, "SELECT COUNT(events) FROM " + SqlTable.NAME).strip();
        return answer.isEmpty() ? 0 : Long.parseLong(answer.substring(answer.lastIndexOf(',') + 1));
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
