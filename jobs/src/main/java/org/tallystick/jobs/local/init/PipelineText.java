package org.tallystick.jobs.local.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tallystick.pipeline.NameRules;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.text.Durations;

/** A pipeline file, with comments for someone who has never seen one. */
final class PipelineText {
    private final Proposal proposal;
    private final List<String> lines = new ArrayList<>();

    private PipelineText(Proposal proposal) {
        this.proposal = proposal;
    }

    static String of(Proposal proposal) {
        var text = new PipelineText(proposal);
        text.head();
        text.time();
        text.identity();
        text.lateness();
        text.source();
        text.metric();
        text.sinks();
        return String.join("\n", text.lines) + "\n";
    }

    private void line(String line) {
        lines.add(line);
    }

    private void head() {
        line("# Made by ./tallystick init from " + proposal.made() + ".");
        line("# What says 'a guess' is one: have a look at those lines.");
        line("name: " + proposal.name());
        line("");
        line("events:");
        line(
                "  # The columns and their types. In the sample they all held; later records that do not");
        line("  # fit are put aside as rejects, each with its reason.");
        proposal.notes().forEach(note -> line("  # " + note));
        line("  schema: " + Yaml.text(proposal.name() + ".avsc"));
    }

    private void time() {
        var others = proposal.otherTimes();
        var guess =
                others.isEmpty()
                        ? ""
                        : " A guess: it may also be " + String.join(", ", others) + ".";
        line("  # The field that says when an event happened." + guess);
        line("  time: " + Yaml.text(proposal.time()));
        proposal.form()
                .format()
                .ifPresent(
                        format -> {
                            line(
                                    "  # How that is written, as Java's DateTimeFormatter has it."
                                            + otherForm());
                            line("  time-format: " + Yaml.text(format));
                        });
        proposal.form()
                .unit()
                .ifPresent(
                        unit -> {
                            line("  # It counts " + unit.plural() + " since 1970.");
                            line("  time-unit: " + unit.word());
                        });
        if (proposal.isLocal()) {
            line(
                    "  # It has no offset and is taken for UTC. If it is the time of some place, say which:");
            line("  # time-zone: Europe/Berlin");
        }
    }

    private String otherForm() {
        return proposal.otherForm()
                .map(other -> " A guess: all of the sample could also be " + other + ".")
                .orElse("");
    }

    private void identity() {
        if (proposal.id().isPresent()) {
            line("  # What identifies an event. A guess: no two of the sample have the same.");
            line("  id: " + Yaml.text(proposal.id().get()));
        } else {
            line(
                    "  # Nothing in the sample looks like an identity; without one, an event is known by its");
            line("  # position in the source. If there is one, name its fields:");
            line("  # id: [field]");
        }
    }

    private void lateness() {
        line(
                "  # How far behind the latest event before it an event may come and still be on time.");
        proposal.disorder().why().forEach(why -> line("  # " + why));
        line("  out-of-orderness: " + Durations.text(proposal.disorder().millis()));
        line("  # How long a published window is still corrected when events come late.");
        line("  # allowed-lateness: 1 h");
        if (proposal.maxAhead().isPresent()) {
            line(
                    "  # Some events of the sample are dated ahead of the time their record was written.");
            line("  max-ahead: " + Durations.text(proposal.maxAhead().getAsLong()));
        }
    }

    private void source() {
        line("");
        line("source:");
        if (proposal.source() instanceof SourceSpec.Kafka kafka) {
            topic(kafka);
        } else {
            files();
        }
    }

    private void topic(SourceSpec.Kafka source) {
        line("  connector: kafka");
        line("  topic: " + Yaml.variable(source.topics().get(0)));
        line("  # Where the first run begins; later ones go on where the one before stopped.");
        line("  start: earliest");
        format(source);
        line("  # Whatever Kafka's consumer takes: security, timeouts.");
        line("  properties:");
        source.properties()
                .forEach((key, value) -> line("    " + key + ": " + Yaml.variable(value)));
    }

    private void files() {
        line("  connector: files");
        line("  # A file, a folder, or a path with wildcards; relative to this file.");
        line("  path: " + Yaml.variable(proposal.path().orElseThrow()));
        format(proposal.source());
        line("  # To go on looking for new files and new lines:");
        line("  # watch: 10 s");
    }

    private void format(SourceSpec source) {
        line("  format: " + source.format());
        source.formatOptions()
                .forEach(
                        (name, value) ->
                                line(
                                        "  %s.%s: %s"
                                                .formatted(
                                                        source.format(),
                                                        name,
                                                        Yaml.option(value))));
    }

    private void metric() {
        var name = proposal.daily() ? "per-day" : "per-hour";
        var taken = new ArrayList<String>();
        line("");
        line("metrics:");
        line(
                "  # A first metric: how many events there are in each "
                        + (proposal.daily() ? "day" : "hour")
                        + by()
                        + ".");
        line("  - name: " + name);
        proposal.key()
                .ifPresent(
                        key -> {
                            line("    # What to count by: columns, or 'name: SQL expression'.");
                            line("    keys: [" + key(key, free(key.name(), taken)) + "]");
                        });
        line("    # Also: sliding 1 h every 5 min, cumulative 1 d every 1 h, session 30 min.");
        line("    windows: tumbling 1 " + (proposal.daily() ? "d" : "h"));
        line("    # ./tallystick functions lists what there is.");
        line("    aggregates:");
        line("      " + free("count", taken) + ": count()");
        proposal.measure()
                .ifPresent(
                        measure -> {
                            var of = measure.depth() == 0 ? measure.name() : measure.sql();
                            line(
                                    "      %s: %s"
                                            .formatted(
                                                    free("mean_" + measure.name(), taken),
                                                    Yaml.text("avg(" + of + ")")));
                            line(
                                    "      %s: %s"
                                            .formatted(
                                                    free("max_" + measure.name(), taken),
                                                    Yaml.text("max(" + of + ")")));
                        });
    }

    private String by() {
        return proposal.key().map(key -> ", by " + key.path()).orElse("");
    }

    private static String key(Leaf key, String name) {
        boolean plain = key.depth() == 0 && name.equals(key.name());
        return plain ? key.name() : Yaml.text(name + ": " + key.sql());
    }

    /** The name, or one like it that is not taken yet; then it is. */
    private static String free(String name, List<String> taken) {
        var free = name;
        while (NameRules.isTaken(free) || taken.contains(free.toLowerCase(Locale.ROOT))) {
            free = free + "_";
        }
        taken.add(free.toLowerCase(Locale.ROOT));
        return free;
    }

    private void sinks() {
        line("");
        line("sinks:");
        line("  # Results as JSON lines on the screen; also kafka and jdbc (PostgreSQL).");
        line("  - connector: print");
        line("  # - {connector: files, path: data/" + proposal.name() + "/results}");
        line("");
        line("# To keep every event, and compute all of it again whenever you like:");
        line("# archive:");
        line("#   catalog:");
        line("#     type: jdbc");
        line("#     uri: \"jdbc:sqlite:data/%s/catalog.db\"".formatted(proposal.name()));
        line("#     warehouse: \"file:data/%s/warehouse\"".formatted(proposal.name()));
        line("#   namespace: " + proposal.name().replace('-', '_'));
    }
}
