package org.tallystick.source.files;

import java.io.IOException;

/** A file that is not what it should be; the message, one short line, says why. */
final class DamagedFileException extends IOException {
    DamagedFileException(String why) {
        super(why);
    }

    DamagedFileException(String why, Throwable cause) {
        super(why, cause);
    }
}
