package org.tallystick.source.format;

/** An option of a format is missing or wrong; the message is one line. */
public final class InvalidOptionException extends IllegalArgumentException {
    private final String option;

    /**
     * @param option its name, without that of the format
     */
    public InvalidOptionException(String option, String message) {
        super(message);
        this.option = option;
    }

    /** Its name, without that of the format. */
    public String option() {
        return option;
    }
}
