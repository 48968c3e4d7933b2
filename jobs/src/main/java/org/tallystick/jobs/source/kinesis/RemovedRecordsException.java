package org.tallystick.jobs.source.kinesis;

/** Records were removed before they were read, and the run is not to go on without them. */
final class RemovedRecordsException extends RuntimeException {

    /**
     * @param message one line that says what to do
     */
    RemovedRecordsException(String message) {
        super(message);
    }
}
