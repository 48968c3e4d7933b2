package org.tallystick.source.format;

/** A record a line, whatever is in it; lines end with LF or CR LF. */
public final class LineFeeds implements RecordEnds {

    @Override
    public int find(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    @Override
    public boolean isBlank(byte[] record) {
        for (byte each : record) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isBlankNumbered() {
        return true;
    }
}
