package org.tallystick.jobs.source.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;

/** What Kafka says to a question without which a source cannot go on. */
final class KafkaAnswer {
    private KafkaAnswer() {}

    /** A question to Kafka. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    /**
     * The answer.
     *
     * @param what what is asked, as the end of a sentence
     * @throws UncheckedIOException where there is none
     */
    static <T> T to(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("kafka source: cannot ask " + what, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + what, e);
        }
    }
}
