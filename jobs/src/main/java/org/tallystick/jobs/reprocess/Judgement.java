package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import java.io.IOException;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Demand;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.json.CellJson;

/**
 * The last part of reprocessing: judges windows. Only where cells differ are the events replayed as
 * the live job saw them, and is read what it published.
 *
 * @param all whether all windows are looked into, and not only those in which cells differ
 */
record Judgement(Reprocessing job, Archive archive, boolean all) {
    private static final TypeInformation<CellAccount> CELL = TypeInformation.of(CellAccount.class);
    private static final TypeInformation<WindowAccount> WINDOW =
            TypeInformation.of(WindowAccount.class);
    private static final String SEEN = "-as-seen";

    /** The windows in which a cell differs, or that do not add up; by the side their sums. */
    SingleOutputStreamOperator<JudgedWindow> of(SingleOutputStreamOperator<Cell> compared)
            throws IOException {
        var windows = compared.getSideOutput(CompareCells.WINDOWS);
        var differences = compared.getSideOutput(CompareCells.DIFFERENCES);
        var looked = all ? looked(windows, differences) : looked(differences, differences);
        var accounts =
                combined("windows-judged", windows)
                        .union(combined("windows-looked-into", looked))
                        .keyBy(WindowAccount::identity)
                        .reduce(WindowAccount::and);
        var whole = named("windows-whole", accounts);
        return chained(
                "judge",
                whole,
                whole.transform(
                        "judge",
                        TypeInformation.of(JudgedWindow.class),
                        new JudgeWindows(job.ruling(archive), all, job.wanted().listed())));
    }

    /** What the cells of the windows hold, if {@code reason} to look brings anything. */
    private <T> DataStream<WindowAccount> looked(
            DataStream<T> reason, DataStream<Difference> differences) {
        var demand = Demand.of(reason, SEEN);
        var json = new CellJson(job.plan().metrics());
        var cells =
                accounts("cells-differing", differences, CellAccount::of)
                        .union(
                                accounts(
                                        "cells-published",
                                        job.versions(demand, archive, SEEN),
                                        CellAccount::published),
                                accounts(
                                        "cells-as-seen",
                                        job.seenCells(demand, archive, SEEN),
                                        cell -> CellAccount.seen(PublishedCell.of(cell, json, ""))))
                        .keyBy(account -> account.cell().identity())
                        .reduce(CellAccount::and);
        var whole = named("cells-whole", cells);
        return chained("cells-counted", whole, whole.map(WindowAccount::of, WINDOW));
    }

    private static <T> DataStream<CellAccount> accounts(
            String uid, DataStream<T> cells, MapFunction<T, CellAccount> account) {
        return chained(uid, cells, cells.map(account, CELL));
    }

    private static DataStream<WindowAccount> combined(
            String uid, DataStream<WindowAccount> windows) {
        return chained(uid, windows, windows.transform(uid, WINDOW, new CombineWindows()));
    }
}
