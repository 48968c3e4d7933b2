package org.tallystick.jobs.local.runner;

import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;

/**
 * {@code %masked{pattern}} of the log's layout: the pattern's text without {@link HiddenValues}.
 */
@Plugin(name = "masked", category = PatternConverter.CATEGORY)
@ConverterKeys("masked")
public final class MaskedConverter extends LogEventPatternConverter {
    private final List<PatternFormatter> pattern;

    private MaskedConverter(List<PatternFormatter> pattern) {
        super("masked", "masked");
        this.pattern = pattern;
    }

    /** Log4j finds it by its name and calls it with what stands in the braces. */
    public static MaskedConverter newInstance(Configuration configuration, String[] options) {
        var parser = PatternLayout.createPatternParser(configuration);
        return new MaskedConverter(parser.parse(options[0]));
    }

    @Override
    public void format(LogEvent event, StringBuilder out) {
        var text = new StringBuilder();
        pattern.forEach(part -> part.format(event, text));
        out.append(HiddenValues.mask(text.toString()));
    }

    /** Else the layout would put the stack trace behind it once more, as it is. */
    @Override
    public boolean handlesThrowable() {
        return true;
    }
}
