package org.tallystick.jobs.local.init;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;

/** Ways in which event time is commonly written. */
final class TimeForms {
    private static final List<String> DATES =
            List.of(
                    "yyyy/M/d",
                    "yyyy.M.d",
                    "M/d/yyyy",
                    "d/M/yyyy",
                    "d.M.yyyy",
                    "M-d-yyyy",
                    "d-M-yyyy",
                    "MMM d yyyy",
                    "MMM d, yyyy",
                    "MMMM d, yyyy",
                    "d MMM yyyy",
                    "d-MMM-yyyy",
                    "d MMMM yyyy",
                    "EEE MMM d yyyy",
                    "EEE, d MMM yyyy");

    private static final List<String> TIMES =
            List.of("", " H:mm", " H:mm:ss", " H:mm:ss.SSS", " h:mm a", " h:mm:ss a");

    /** Such as stand in access logs, mails and the output of {@code date}. */
    private static final List<String> WHOLE =
            List.of(
                    "d/MMM/yyyy:HH:mm:ss xx",
                    "EEE, d MMM yyyy HH:mm:ss xx",
                    "EEE, d MMM yyyy HH:mm:ss 'GMT'",
                    "EEE MMM d HH:mm:ss yyyy",
                    "EEE MMM d HH:mm:ss 'UTC' yyyy",
                    "EEE MMM dd HH:mm:ss xx yyyy",
                    "yyyy-MM-dd HH:mm:ss xx",
                    "yyyy-MM-dd HH:mm:ss xxx",
                    "yyyy-MM-dd HH:mm:ss 'UTC'",
                    "yyyyMMddHHmmss",
                    "yyyyMMddHHmm");

    private TimeForms() {}

    /** Those that a value of a type may have, the likeliest first. */
    static List<TimeForm> of(Leaf leaf) {
        if (leaf.isTime()) {
            return List.of(TimeForm.STANDARD);
        }
        return leaf.isNumber() ? units() : leaf.isText() ? texts() : List.of();
    }

    private static List<TimeForm> texts() {
        var forms = new ArrayList<TimeForm>();
        forms.add(TimeForm.STANDARD);
        DATES.forEach(date -> TIMES.forEach(time -> forms.add(formatted(date + time))));
        WHOLE.forEach(whole -> forms.add(formatted(whole)));
        forms.addAll(units());
        return forms;
    }

    private static List<TimeForm> units() {
        return Arrays.stream(EpochUnit.values())
                .map(unit -> form(Optional.empty(), Optional.of(unit)))
                .toList();
    }

    private static TimeForm formatted(String pattern) {
        return form(Optional.of(pattern), Optional.empty());
    }

    private static TimeForm form(Optional<String> pattern, Optional<EpochUnit> unit) {
        return new TimeForm(pattern, Optional.empty(), Overlap.REJECT, unit);
    }
}
