package org.tallystick.jobs.sink.influxdb;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.pipeline.OnRefusal;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * InfluxDB: one measurement a metric, in which the newest version of a cell stands.
 *
 * @param url of its HTTP server
 * @param place which part of it
 * @param login user and password, or a token; secrets
 * @param rejectedCells the folder of cells that it cannot hold
 * @param onRefusal what happens to those
 */
record InfluxSpec(
        String url,
        Place place,
        Map<String, String> login,
        String rejectedCells,
        OnRefusal onRefusal)
        implements SinkSpec {

    /**
     * A database of version 1, or a bucket of version 2.
     *
     * @param organization whose bucket it is; empty for a database
     */
    record Place(String name, String organization) {

        boolean isBucket() {
            return !organization.isEmpty();
        }
    }

    @Override
    public SinkTarget target() {
        var address = url.replaceFirst("^https?://", "") + " " + place.organization;
        return new SinkTarget("influxdb", place.name, address);
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
        return "influxdb " + place.name;
    }
}
