package org.tallystick.jobs.source.kinesis;

/** A stream was deleted, and another was made of its name, which counts its shards anew. */
final class MadeAnewException extends RuntimeException {

    MadeAnewException(String stream, String before, String now) {
        super(
                "kinesis source: the stream %s of %s was deleted and made anew at %s, and a position is archived once: begin another archive with --new-history NAMESPACE"
                        .formatted(stream, before, now));
    }
}
