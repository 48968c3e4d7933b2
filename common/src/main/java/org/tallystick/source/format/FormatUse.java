package org.tallystick.source.format;

import java.util.Map;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;

/**
 * For what rows are wanted of a format.
 *
 * @param options as the pipeline gives them, all known to the format
 * @param files whether the records are those of files
 * @param schema the columns
 * @param width how many fields the rows have: the columns, and then some that are left null
 * @param unread columns, all texts, that may have any text that is not null instead of their own
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
public record FormatUse(
        Map<String, String> options,
        boolean files,
        EventSchema schema,
        TimeColumns times,
        int width,
        int[] unread) {}
