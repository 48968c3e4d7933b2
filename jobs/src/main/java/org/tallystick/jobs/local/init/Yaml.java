package org.tallystick.jobs.local.init;

import java.util.regex.Pattern;

/** Texts as YAML has them. */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

    /** What would be something else than a text. */
    private static final Pattern WORD =
            Pattern.compile("true|false|null|yes|no|on|off|y|n", Pattern.CASE_INSENSITIVE);

    private Yaml() {}

    /** In quotes where that is needed. */
    static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() ? text : quoted(text);
    }

    /** The same where a dollar sign may begin a variable. */
    static String variable(String text) {
        return text(text.replace("${", "$${"));
    }

    /** The same of an option that may be true. */
    static String option(String text) {
        return text.equals("true") ? text : variable(text);
    }

    private static String quoted(String text) {
        var escaped =
                text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n");
        return "\"" + escaped + "\"";
    }
}
