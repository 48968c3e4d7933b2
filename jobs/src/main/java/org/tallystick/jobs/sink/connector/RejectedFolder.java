package org.tallystick.jobs.sink.connector;

import java.io.Serializable;

/**
 * Where a sink's rejected cells go.
 *
 * @param path of any Flink file system
 * @param prefix of the files: run and sink
 * @param sink for people
 */
public record RejectedFolder(String path, String prefix, String sink) implements Serializable {}
