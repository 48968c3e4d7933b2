package org.tallystick.bench.connectors;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.bench.Clicks;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sink.SinkUids;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.jobs.sink.connector.SinkUse;

/** Cells as Q2 has them: in each window those of 5,000 users, every cell once. */
final class Cells implements MapFunction<Long, Cell> {
    private static final int USERS = 5_000;
    private static final long SLIDE = 10_000;
    private static final long SIZE = 600_000;

    @Override
    public Cell map(Long number) {
        return cell(number);
    }

    /** The first so many. */
    static List<Cell> first(long count) {
        return LongStream.range(0, count).mapToObj(Cells::cell).toList();
    }

    private static Cell cell(long number) {
        long end = Clicks.FIRST + SIZE + number / USERS * SLIDE;
        long clicks = 1 + number % 7;
        return new Cell(
                "spend",
                "sliding 10 min every 10 s",
                end - SIZE,
                end,
                List.of("u%07d".formatted(number % USERS)),
                List.of(clicks, number % 50_000 / 100.0),
                clicks,
                number * 0x9e3779b97f4a7c15L,
                0,
                false);
    }

    /** The only sink of a plan; it has made its table. */
    static Sink<Cell> prepare(Plan plan) {
        var spec = plan.pipeline().sinks().get(0);
        var use = new SinkUse(plan.metrics(), "bench", SinkUids.of(spec.target()), false);
        return Sinks.of(spec).sink(use);
    }
}
