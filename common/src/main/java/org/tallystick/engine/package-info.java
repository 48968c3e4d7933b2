/**
 * The window engine: plain Java, without Flink. Events come in at one end, published cells go out
 * at the other.
 *
 * <pre>
 * event ─> slice ─> table ─> block ═══ network ═══> bucket ─> cell
 *          └──── combine ─────┘                     └─ assemble ─┘
 * </pre>
 *
 * <p><b>A worked example.</b> A metric is {@code sum(v)} by {@code k}, over {@code sliding 10 min
 * every 5 min}; nothing is out of order, and 5 minutes of lateness are allowed. One partition
 * brings
 *
 * <pre>
 * 10:01 a 1     10:04 b 2     10:06 a 3     10:12 a 4     10:04 a 5
 * </pre>
 *
 * <p><b>Slice.</b> Windows start and end every 5 minutes: these edges cut time into slices, and a
 * window is two of them. An event belongs to one slice, however many windows it lies in.
 *
 * <p><b>Table.</b> Each subtask that reads adds its events up in a table for each slice: keys as
 * bytes in one array, and a row of accumulators for each. After four events there are
 *
 * <pre>
 * slice 10:00   a: sum 1, 1 event    b: sum 2, 1 event
 * slice 10:05   a: sum 3, 1 event
 * slice 10:10   a: sum 4, 1 event
 * </pre>
 *
 * <p><b>Late or not.</b> When the fifth event comes, its partition's clock is at 10:12, so windows
 * that ended by 10:12 - 5 min = 10:07 have passed. It lies in the windows that end at 10:05 and at
 * 10:10. It is late for the first: the ledger gets one row, windows ending from 10:05 to 10:05 went
 * without 1 event. It counts for the second: it goes into a table of its own, of slice 10:00 with
 * {@code from} 10:10, the first edge after 10:07.
 *
 * <p><b>Block.</b> Before the watermark goes on, and before a checkpoint, the tables are handed
 * over: for each slice and bucket one array of bytes. Keys are dealt to buckets by their hash; say
 * that a is in bucket 3 and b in bucket 77. So three blocks travel to bucket 3, and one to bucket
 * 77.
 *
 * <p><b>Bucket.</b> There, blocks are stored with their slices. When the watermark has passed
 * 10:10, the windows that end at 10:05 and 10:10 fire: a is 1 in the first, and 1 + 3 = 4 in the
 * second, made of 2 events. The fifth event's block comes then, for a window that has fired and may
 * still be revised. Before the watermark goes on again, a's cell of 10:00 to 10:10 is published
 * once more: 1 + 3 + 5 = 9, made of 3 events. Its revision stays 0, since only the archive
 * corrects; the version with more events counts.
 *
 * <p>Until the watermark has passed 10:10 + 5 min, the fifth event's slice is held apart, so that
 * the window that ends at 10:05 cannot get it; from then on it is one more block of slice 10:00.
 * The slice is dropped when its last window, which ended at 10:10, can no longer be revised.
 *
 * <p><b>Cell.</b> What was published: metric, window, start, end, key; the aggregates, the number
 * of events, and their fingerprint.
 *
 * <p>Sessions have no slices. A table holds sessions instead, with the times of their first and
 * last event; blocks of sessions travel in the same way, and a bucket merges those that touch.
 *
 * <p><b>Rooms.</b> Here is what all share: metrics, windows' ends, partials, cells. {@code bytes}
 * knows arrays, {@code table} keys and accumulators, {@code block} how these travel and are stored,
 * {@code combine} is the half before the network, {@code assemble} the half behind it. The two
 * halves do not know each other: they have {@link org.tallystick.engine.Partials} in common.
 */
package org.tallystick.engine;
