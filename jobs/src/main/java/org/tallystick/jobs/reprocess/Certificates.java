package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import java.net.URI;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.tallystick.jobs.archive.Certificate;
import org.tallystick.jobs.archive.CertificateRow;

/** Makes a certificate of what windows were judged to be. */
final class Certificates {
    private static final TypeInformation<CertificateRow> ROW =
            TypeInformation.of(CertificateRow.class);

    private Certificates() {}

    /** A row for each window that does not match, and one for each kind. */
    static DataStream<CertificateRow> rows(SingleOutputStreamOperator<JudgedWindow> judged) {
        var sums =
                judged.getSideOutput(JudgeWindows.SUMS)
                        .keyBy(KindSum::identity)
                        .reduce(KindSum::and);
        var kinds = named("kinds", sums);
        return chained("certificate-windows", judged, judged.map(Certificates::row, ROW))
                .union(chained("certificate-kinds", kinds, kinds.map(Certificates::row, ROW)));
    }

    private static CertificateRow row(JudgedWindow judged) {
        var account = judged.account();
        return new CertificateRow(
                account.metric(),
                account.window(),
                account.start(),
                account.end(),
                judged.verdict().word(),
                CertificateJson.windows(KindBooks.of(judged)),
                account.tallies().complete(),
                account.tallies().seen(),
                account.tallies().live(),
                CertificateJson.reasons(judged.reasons()),
                judged.doubt());
    }

    private static CertificateRow row(KindSum sum) {
        var tallies = sum.books().tallies();
        return new CertificateRow(
                sum.kind().metric(),
                sum.kind().window(),
                null,
                null,
                sum.books().verdict().word(),
                CertificateJson.windows(sum.books()),
                tallies.complete(),
                tallies.seen(),
                tallies.live(),
                CertificateJson.reasons(sum.books().reasons()),
                "");
    }

    /**
     * Writes rows into a file, always in the same order.
     *
     * @return nothing, which ends when the file is there
     */
    static DataStream<JudgedWindow> write(
            DataStream<CertificateRow> rows, Certificate certificate, URI file) {
        var ordered =
                named(
                                "certificate-rows",
                                rows.keyBy(CertificateRow::identity).reduce((row, again) -> row))
                        .setParallelism(1)
                        .setMaxParallelism(1);
        return chained(
                        "certificate-file",
                        ordered,
                        ordered.transform(
                                "certificate-file",
                                TypeInformation.of(JudgedWindow.class),
                                new CertificateFile(certificate, file)))
                .setMaxParallelism(1);
    }
}
