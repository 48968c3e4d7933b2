package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * In which order shards are read: children behind the ends of all their parents.
 *
 * <p>A parent that has ended is held by its reader until its children are read, so that the
 * watermark does not run ahead between the two.
 */
final class ShardOrder {
    private final Map<String, OptionalLong> ended;
    private final Set<String> assigned;
    private final Map<String, ShardSplit> waiting = new LinkedHashMap<>();

    /** Read as far as a bounded run goes. */
    private final Map<String, ShardSplit> paused = new LinkedHashMap<>();

    /** Which subtask holds which shard, of those that have ended. */
    private final Map<String, Integer> held = new HashMap<>();

    /** Shards whose readers have said so. */
    private final Set<String> read = new HashSet<>();

    private ShardListing listing;

    ShardOrder(ShardsKnown known) {
        ended = new LinkedHashMap<>(known.ended());
        assigned = new HashSet<>(known.assigned());
        known.waiting().forEach(split -> waiting.put(split.shard().id(), split));
    }

    /**
     * A shard to read, and by whom: the subtask that holds one of its parents has emitted no
     * watermark that is ahead of its clock, as others may have.
     *
     * @param subtask any if empty
     */
    record Assignment(ShardSplit split, OptionalInt subtask) {}

    /** A shard that is to be let go, and who holds it. */
    record Release(String shard, int subtask) {}

    /**
     * What the stream has now.
     *
     * @param place where to begin with a shard that was not known
     */
    void listed(ShardListing now, Function<String, ShardSplit> place) {
        listing = now;
        now.parents().keySet().stream()
                .filter(shard -> !isKnown(shard))
                .forEach(shard -> waiting.put(shard, place.apply(shard)));
        ended.keySet().removeIf(this::isOver);
    }

    /** A shard that Kinesis no longer lists has no children that are not known. */
    private boolean isOver(String shard) {
        return !listing.parents().containsKey(shard) && !held.containsKey(shard);
    }

    private boolean isKnown(String shard) {
        return ended.containsKey(shard)
                || assigned.contains(shard)
                || waiting.containsKey(shard)
                || paused.containsKey(shard);
    }

    /** Passes over a shard, as if it had been read. */
    void pass(String shard) {
        waiting.remove(shard);
        ended.put(shard, OptionalLong.empty());
    }

    /** Takes the shards that may be read now out of those that wait. */
    List<Assignment> ready() {
        var ready = new ArrayList<Assignment>();
        if (listing == null) {
            return ready;
        }
        for (var split : List.copyOf(waiting.values())) {
            var parents = listing.parents().getOrDefault(split.shard().id(), List.of());
            if (ended.keySet().containsAll(parents)) {
                waiting.remove(split.shard().id());
                assigned.add(split.shard().id());
                ready.add(new Assignment(split.after(clock(parents)), holder(parents)));
            }
        }
        return ready;
    }

    private OptionalInt holder(List<String> parents) {
        return parents.stream().filter(held::containsKey).mapToInt(held::get).findFirst();
    }

    private OptionalLong clock(List<String> parents) {
        return parents.stream().map(ended::get).reduce(OptionalLong.empty(), ShardSplit::later);
    }

    /** A subtask has read a shard as far as it goes, and holds it. */
    void ended(ShardSplit split, int subtask) {
        var shard = split.shard().id();
        forget(shard);
        held.put(shard, subtask);
        if (split.ended()) {
            ended.put(shard, split.clock());
        } else {
            paused.put(shard, split);
        }
    }

    /** Shards are read, some of them perhaps again from before their ends. */
    void read(List<String> shards) {
        shards.forEach(this::forget);
        read.addAll(shards);
        assigned.addAll(shards);
    }

    private void forget(String shard) {
        ended.remove(shard);
        assigned.remove(shard);
        waiting.remove(shard);
        paused.remove(shard);
        held.remove(shard);
        read.remove(shard);
    }

    /** A reader has lost these. */
    void returned(List<ShardSplit> splits) {
        for (var split : splits) {
            var shard = split.shard().id();
            forget(shard);
            waiting.put(shard, split);
        }
    }

    /** Takes those that are held for nothing any more. */
    List<Release> released() {
        var released = new ArrayList<Release>();
        if (listing == null) {
            return released;
        }
        var children = listing.children();
        for (var shard : List.copyOf(held.keySet())) {
            var behind = children.getOrDefault(shard, List.of());
            if (paused.containsKey(shard) || (!behind.isEmpty() && allRead(behind))) {
                released.add(new Release(shard, held.remove(shard)));
            }
        }
        return released;
    }

    private boolean allRead(List<String> shards) {
        return shards.stream()
                .allMatch(
                        shard ->
                                read.contains(shard)
                                        || ended.containsKey(shard)
                                        || paused.containsKey(shard)
                                        || isLeftOut(shard));
    }

    /**
     * Whether a bounded run does not come to a shard, since it stops before the end of a parent.
     */
    private boolean isLeftOut(String shard) {
        return waiting.containsKey(shard)
                && listing.parents().get(shard).stream().anyMatch(paused::containsKey);
    }

    /** Whether a shard has ended of which no children are known yet. */
    boolean lacksChildren() {
        return listing != null && !listing.children().keySet().containsAll(closedAndHeld());
    }

    private List<String> closedAndHeld() {
        return held.keySet().stream().filter(ended::containsKey).toList();
    }

    /** Whether all shards that could be read have been, as far as this run goes. */
    boolean isDone() {
        return listing != null && assigned.isEmpty() && held.isEmpty();
    }

    ShardsKnown known(String created) {
        var unread = new ArrayList<>(waiting.values());
        unread.addAll(paused.values());
        return new ShardsKnown(created, Map.copyOf(ended), Set.copyOf(assigned), unread);
    }
}
