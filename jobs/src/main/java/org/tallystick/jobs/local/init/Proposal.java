package org.tallystick.jobs.local.init;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.SourceSpec;

/**
 * What a first pipeline is to be.
 *
 * @param name its own
 * @param made from what, for the first line
 * @param notes what there is to know of the schema, a sentence each
 * @param source where events come from
 * @param path of its files, as the pipeline file has it; empty for topics
 * @param time the field of event time
 * @param form how that is written
 * @param isLocal whether its texts have no offset
 * @param otherTimes other fields that may be event time
 * @param otherForm another form in which the field may be written as well
 * @param id what identifies an event
 * @param disorder how far out of order events come
 * @param maxAhead how far ahead of its own time a record may be, ms, where the usual is too little
 * @param key what to count by
 * @param measure what to average
 * @param daily whether events are dated by days
 */
record Proposal(
        String name,
        String made,
        List<String> notes,
        SourceSpec source,
        Optional<String> path,
        String time,
        TimeForm form,
        boolean isLocal,
        List<String> otherTimes,
        Optional<String> otherForm,
        Optional<String> id,
        Disorder disorder,
        OptionalLong maxAhead,
        Optional<Leaf> key,
        Optional<Leaf> measure,
        boolean daily) {}
