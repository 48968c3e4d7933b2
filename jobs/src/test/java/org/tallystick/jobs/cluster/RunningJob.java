package org.tallystick.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A job on a cluster. */
record RunningJob(RestApi rest, String id) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Something that happens to the cluster. */
    @FunctionalInterface
    interface Event {
        void happen() throws Exception;
    }

    /** RUNNING, FINISHED, ...; {@code UNKNOWN} while no JobManager answers. */
    String state() throws InterruptedException {
        return details().map(job -> job.get("state").textValue()).orElse("UNKNOWN");
    }

    private Optional<JsonNode> details() throws InterruptedException {
        return rest.get("/jobs/" + id);
    }

    void awaitState(String state) throws Exception {
        Await.until(
                "job " + id + " is " + state, LIMIT, this::describe, () -> state().equals(state));
    }

    void awaitRunning() throws Exception {
        Await.until("all of job " + id + " runs", LIMIT, this::describe, this::allTasksRun);
    }

    boolean allTasksRun() throws InterruptedException {
        var job = details();
        return job.isPresent()
                && StreamSupport.stream(job.get().get("vertices").spliterator(), false)
                        .allMatch(vertex -> vertex.get("status").textValue().equals("RUNNING"));
    }

    void cancel() throws Exception {
        rest.cancel(id);
    }

    /** The subtasks of the vertex that has most. */
    int parallelism() throws InterruptedException {
        int most = 0;
        if (details().isPresent()) {
            for (var vertex : details().get().get("vertices")) {
                most = Math.max(most, vertex.get("parallelism").intValue());
            }
        }
        return most;
    }

    /** The number of the newest completed checkpoint; 0 before the first. */
    long checkpoint() throws InterruptedException {
        return rest.get("/jobs/" + id + "/checkpoints")
                .map(all -> all.path("latest").path("completed").path("id").asLong(0))
                .orElse(0L);
    }

    /** How many have failed, of those that this JobManager knows of. */
    long failedCheckpoints() throws InterruptedException {
        return rest.get("/jobs/" + id + "/checkpoints")
                .map(all -> all.path("counts").path("failed").asLong(0))
                .orElse(0L);
    }

    /**
     * How long an event keeps the job from its work: until all tasks run again and have completed a
     * checkpoint since.
     */
    Duration recovery(Event event) throws Exception {
        long before = checkpoint();
        long start = System.nanoTime();
        event.happen();
        Await.until(
                "job " + id + " recovers",
                LIMIT,
                this::describe,
                () -> checkpoint() > before + 1 && allTasksRun());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** State and last failure, for messages. */
    String describe() {
        try {
            return state()
                    + ", checkpoint "
                    + checkpoint()
                    + ", "
                    + rest.get("/jobs/" + id + "/exceptions?maxExceptions=1")
                            .map(JsonNode::toString)
                            .orElse("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
