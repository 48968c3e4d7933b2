package org.tallystick.jobs.source.rabbitmq.stream;

/** How far a stream has been read, while it is. */
final class StreamCursor {
    private final String stream;
    private StreamPlace place;

    StreamCursor(StreamSplit split) {
        stream = split.stream();
        place = split.place();
    }

    /** A message has been taken. */
    void take(StreamItem.Message message) {
        place = new StreamPlace(message.offset() + 1, message.written());
    }

    /** Messages are passed over that are lost: what comes next is the oldest that there is. */
    void pass(StreamItem.Lost lost) {
        place = StreamPlace.at(lost.behind());
    }

    StreamSplit split() {
        return new StreamSplit(stream, place);
    }
}
