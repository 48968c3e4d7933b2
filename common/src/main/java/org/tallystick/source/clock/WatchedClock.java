package org.tallystick.source.clock;

/** A partition's clock, and who looks for what it goes wrong with. */
record WatchedClock(PartitionClock clock, ClockWatch watch) {}
