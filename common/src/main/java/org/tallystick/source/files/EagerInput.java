package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * Says that there are bytes available as long as there are. Gzip takes a zero, which file systems
 * may answer at any time, for the end of a file of several parts, and drops the rest.
 */
final class EagerInput extends PushbackInputStream {
    EagerInput(InputStream in) {
        super(in);
    }

    @Override
    public int available() throws IOException {
        int next = read();
        if (next < 0) {
            return 0;
        }
        unread(next);
        return Math.max(1, super.available());
    }
}
