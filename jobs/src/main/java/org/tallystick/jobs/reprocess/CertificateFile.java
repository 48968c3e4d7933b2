package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.tallystick.jobs.archive.Certificate;
import org.tallystick.jobs.archive.CertificateRow;

/**
 * Writes a certificate into a file, in place of one that is there: under its name there is only
 * ever a whole one. Nothing comes out.
 */
final class CertificateFile extends AbstractStreamOperator<JudgedWindow>
        implements OneInputStreamOperator<CertificateRow, JudgedWindow>, BoundedOneInput {
    private final Certificate certificate;
    private final URI file;

    private transient Writer lines;

    CertificateFile(Certificate certificate, URI file) {
        this.certificate = certificate;
        this.file = file;
    }

    @Override
    public void open() throws Exception {
        super.open();
        var stream = FileSystem.get(file).create(part(), FileSystem.WriteMode.OVERWRITE);
        lines = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        write(CertificateJson.line(certificate));
    }

    private Path part() {
        return new Path(file).suffix(".part");
    }

    private void write(String line) throws IOException {
        lines.write(line);
        lines.write('\n');
    }

    @Override
    public void processElement(StreamRecord<CertificateRow> element) throws IOException {
        write(CertificateJson.line(element.getValue()));
    }

    @Override
    public void endInput() throws IOException {
        lines.close();
        var files = FileSystem.get(file);
        var target = new Path(file);
        files.delete(target, false);
        if (!files.rename(part(), target)) {
            throw new IOException("the certificate %s cannot take its name".formatted(target));
        }
    }

    @Override
    public void close() throws Exception {
        if (lines != null) {
            lines.close();
        }
        super.close();
    }
}
