package org.tallystick.jobs.local.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What a sample's records are made of.
 *
 * @param format as a pipeline names it
 * @param options of the format, by their names below it
 * @param schema the event schema, a record
 * @param notes what a reader of the pipeline should know of it, a sentence each
 */
record Found(String format, Map<String, String> options, Schema schema, List<String> notes) {

    /** The same with more notes before. */
    Found with(List<String> before) {
        var all = new ArrayList<>(before);
        all.addAll(notes);
        return new Found(format, options, schema, all);
    }
}
