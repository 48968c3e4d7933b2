package org.tallystick.jobs.local.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the runner talks to a person: lines, and on a terminal one line that is written over and
 * over. Safe for use by several threads.
 */
public final class Console {
    private static final String CLEAR_TO_END = "\u001b[K";
    private static final int USUAL_COLUMNS = 80;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean unicode;
    private final boolean colour;
    private final int columns;

    private boolean statusShown;

    Console(PrintStream out, PrintStream err, Look look) {
        this.out = out;
        this.err = err;
        this.terminal = look.terminal();
        this.unicode = look.unicode();
        this.colour = look.colour();
        this.columns = look.columns();
    }

    /**
     * What the other end can show.
     *
     * @param terminal whether a line can be written over
     * @param unicode whether it shows more than ASCII
     * @param colour whether it wants colours
     * @param columns characters in a line
     */
    record Look(boolean terminal, boolean unicode, boolean colour, int columns) {

        /** Of the process's own standard output, as the start script and the environment say. */
        static Look of(Map<String, String> environment) {
            boolean terminal = Boolean.getBoolean("tallystick.terminal");
            return new Look(
                    terminal,
                    speaksUtf8(environment),
                    terminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                    Integer.getInteger("tallystick.columns", USUAL_COLUMNS));
        }

        /** The first of these that is set decides, as in every C library. */
        private static boolean speaksUtf8(Map<String, String> environment) {
            return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                    .map(name -> environment.getOrDefault(name, ""))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .map(value -> value.toUpperCase(Locale.ROOT).replace("-", ""))
                    .filter(value -> value.contains("UTF8"))
                    .isPresent();
        }
    }

    /** The console of this process. */
    public static Console ofProcess() {
        var look = Look.of(System.getenv());
        var charset = look.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Console(
                stream(FileDescriptor.out, charset), stream(FileDescriptor.err, charset), look);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    /** One that says everything on standard error: standard output is for a program to read. */
    public Console aside() {
        return new Console(err, err, new Look(false, unicode, false, columns));
    }

    boolean isTerminal() {
        return terminal;
    }

    public boolean isUnicode() {
        return unicode;
    }

    public int columns() {
        return columns;
    }

    /** Text in bold, where that can be seen. */
    public String strong(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** Prints whole lines; a status line that is shown makes room for them. */
    public synchronized void print(String lines) {
        clearStatus();
        out.println(HiddenValues.mask(lines));
    }

    /** Prints a line on standard error. */
    public synchronized void error(String line) {
        clearStatus();
        err.println("tallystick: " + HiddenValues.mask(line));
    }

    /** Shows a line in place of the last status line; without a terminal, prints it. */
    synchronized void status(String line) {
        if (!terminal) {
            out.println(line);
            return;
        }
        out.print("\r" + cut(line) + CLEAR_TO_END);
        out.flush();
        statusShown = true;
    }

    /** Ends the status line, so that what it showed last stays. */
    synchronized void keepStatus() {
        if (statusShown) {
            out.println();
            statusShown = false;
        }
    }

    private void clearStatus() {
        if (statusShown) {
            out.print("\r" + CLEAR_TO_END);
            statusShown = false;
        }
    }

    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, columns - 1);
    }
}
