package org.tallystick.source.format.json;

/**
 * A record is not written plainly, or is not right: {@link PlainJson} leaves it to the parser. It
 * says nothing and has no stack trace, since some streams are full of such records.
 */
final class NotPlainException extends Exception {
    NotPlainException() {
        super(null, null, false, false);
    }
}
