package org.tallystick.jobs.source.kinesis;

/**
 * The archive knows something else by a stream's name: one that was deleted, or what another kind
 * of source read. It counts otherwise.
 */
final class OtherStreamException extends RuntimeException {

    private OtherStreamException(String found) {
        super(
                "kinesis source: %s, and a position is archived once: begin another archive with --new-history NAMESPACE"
                        .formatted(found));
    }

    static OtherStreamException madeAnew(String stream, String before, String now) {
        return new OtherStreamException(
                "the stream %s of %s was deleted and made anew at %s"
                        .formatted(stream, before, now));
    }

    static OtherStreamException foreign(String stream) {
        return new OtherStreamException(
                "the archive holds records of '%s' that were read from something else than a stream"
                        .formatted(stream));
    }
}
