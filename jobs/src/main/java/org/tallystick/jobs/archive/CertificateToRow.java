package org.tallystick.jobs.archive;

import static org.apache.flink.table.data.StringData.fromString;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;

/** Rows of a certificate as the archive keeps them, each with all that it is of. */
record CertificateToRow(Certificate certificate, RowOrder order)
        implements MapFunction<CertificateRow, RowData> {

    @Override
    public RowData map(CertificateRow row) {
        return order.row(
                fromString(certificate.run()),
                fromString(certificate.version()),
                fromString(certificate.definition()),
                fromString(certificate.snapshots()),
                fromString(certificate.positions()),
                time(certificate.from()),
                time(certificate.to()),
                fromString(row.metric()),
                fromString(row.window()),
                time(row.start()),
                time(row.end()),
                fromString(row.verdict()),
                fromString(row.windows()),
                row.complete().events(),
                row.complete().fingerprint(),
                row.seen().events(),
                row.seen().fingerprint(),
                row.live().events(),
                row.live().fingerprint(),
                fromString(row.reasons()),
                fromString(row.doubt()));
    }

    private static TimestampData time(Long millis) {
        return millis == null ? null : TimestampData.fromEpochMillis(millis);
    }
}
