package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import org.tallystick.source.format.ContainerRecord;
import org.tallystick.source.format.ContainerRecords;

/** The records of a file that is no text. Their places are numbers: each begins at the file's. */
final class ContainerLines implements Records {
    private final OpenFile file;
    private final ContainerRecords records;
    private final InputStream in;
    private boolean damaged;

    /**
     * @param in what the records are read from
     */
    ContainerLines(OpenFile file, ContainerRecords records, InputStream in) {
        this.file = file;
        this.records = records;
        this.in = in;
    }

    @Override
    public Line next() throws IOException {
        if (damaged) {
            return null;
        }
        try {
            var record = records.next();
            return record == null ? null : line(record, place());
        } catch (DamagedFileException e) {
            damaged = true;
            var reason = "the file is damaged from here on: " + e.getMessage();
            return line(new ContainerRecord(records.number(), new byte[0], reason), place());
        }
    }

    private Line line(ContainerRecord record, FilesSplit.Place next) {
        return new Line(
                file,
                record.number(),
                records.head(),
                record.bytes(),
                record.bytes().length,
                record.damage(),
                next,
                null);
    }

    @Override
    public FilesSplit.Place place() {
        return new FilesSplit.Place(file.name(), records.number() + (damaged ? 1 : 0), 0);
    }

    @Override
    public boolean isCutShort() {
        return records.isCutShort();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
