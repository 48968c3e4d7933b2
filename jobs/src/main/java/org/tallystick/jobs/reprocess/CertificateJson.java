package org.tallystick.jobs.reprocess;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.util.RawValue;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.Certificate;
import org.tallystick.jobs.archive.CertificateRow;
import org.tallystick.jobs.archive.Known;

/** Certificates as JSON lines: what the run was, then a line for each window and kind. */
final class CertificateJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CertificateJson() {}

    static String line(Certificate certificate) {
        var line = JSON.createObjectNode();
        line.put("run", certificate.run());
        line.put("version", certificate.version());
        line.put("definition", certificate.definition());
        line.putRawValue("snapshots", new RawValue(certificate.snapshots()));
        line.putRawValue("positions", new RawValue(certificate.positions()));
        line.put("from", time(certificate.from()));
        line.put("to", time(certificate.to()));
        return line.toString();
    }

    static String line(CertificateRow row) {
        var line = JSON.createObjectNode();
        line.put("metric", row.metric());
        line.put("window", row.window());
        if (row.start() != null) {
            line.put("window_start", time(row.start()));
            line.put("window_end", time(row.end()));
        }
        line.put("verdict", row.verdict());
        line.putRawValue("windows", new RawValue(row.windows()));
        tally(row.complete(), line.putObject("complete"));
        tally(row.seen(), line.putObject("as_seen"));
        tally(row.live(), line.putObject("live"));
        line.putRawValue("reasons", new RawValue(row.reasons()));
        if (!row.doubt().isEmpty()) {
            line.put("doubt", row.doubt());
        }
        return line.toString();
    }

    /** Snapshots by table. */
    static String snapshots(Map<String, Long> ids) {
        return JSON.valueToTree(new TreeMap<>(ids)).toString();
    }

    /** Which positions are known: from the first of each range to before its next. */
    static String positions(Known known) {
        var all = JSON.createArrayNode();
        new TreeMap<>(known.partitions())
                .forEach(
                        (partition, positions) -> {
                            var one = all.addObject();
                            one.put("topic", partition.topic());
                            one.put("partition", partition.number());
                            var ranges = one.putArray("ranges");
                            positions
                                    .ranges()
                                    .forEach(
                                            (first, next) ->
                                                    ranges.addArray().add(first).add(next));
                        });
        return all.toString();
    }

    static String reasons(Map<String, Tally> reasons) {
        var all = JSON.createObjectNode();
        new TreeMap<>(reasons).forEach((reason, tally) -> tally(tally, all.putObject(reason)));
        return all.toString();
    }

    static String windows(KindBooks books) {
        var all = JSON.createObjectNode();
        for (var verdict : WindowVerdict.values()) {
            if (books.windows(verdict) > 0) {
                all.put(verdict.word(), books.windows(verdict));
            }
        }
        return all.toString();
    }

    private static void tally(Tally tally, ObjectNode to) {
        to.put("events", tally.events());
        to.put("fingerprint", tally.fingerprint());
    }

    private static String time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
