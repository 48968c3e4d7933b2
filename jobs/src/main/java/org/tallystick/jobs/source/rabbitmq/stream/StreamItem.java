package org.tallystick.jobs.source.rabbitmq.stream;

/** Something that was found in a stream, in its place among the others. */
sealed interface StreamItem {

    /**
     * A message.
     *
     * @param written when the broker wrote it, epoch ms
     * @param message as AMQP 1.0 has it
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
    record Message(long offset, long written, byte[] message) implements StreamItem {}

    /**
     * Messages that were removed before they were read.
     *
     * @param from the offset of the first
     * @param behind the offset behind the last
     */
    record Lost(long from, long behind) implements StreamItem {

        @Override
        public String toString() {
            return "offsets %d to %d were removed before they were read"
                    .formatted(from, behind - 1);
        }
    }
}
