package org.tallystick.jobs.sql;

import java.io.IOException;
import java.util.Optional;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.archive.SqlCatalog;
import org.tallystick.jobs.plan.Plan;

/** Makes a pipeline a catalog. */
final class PipelineCatalogs {
    private PipelineCatalogs() {}

    /**
     * A pipeline as a catalog, which has to be closed.
     *
     * @param name under which SQL knows it
     * @param bounded whether what is live ends where the source ends now
     * @throws NoArchiveException in batch, where there is no archive
     * @throws IllegalArgumentException where SQL cannot name the pipeline's tables, in one line
     */
    static PipelineCatalog of(String name, Plan plan, SqlMode mode, boolean bounded)
            throws IOException {
        PipelineContents.requireNames(plan.pipeline());
        var archive = archive(plan, mode);
        var contents =
                mode == SqlMode.BATCH
                        ? PipelineContents.standing(plan)
                        : PipelineContents.live(plan, bounded);
        return new PipelineCatalog(name, mode, contents, archive);
    }

    private static Optional<ArchiveDatabase> archive(Plan plan, SqlMode mode) throws IOException {
        var spec = plan.pipeline().archive();
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        try (var archive = Archive.openToRead(spec.get(), plan.layout())) {
            // Whether it is there; SQL says less clearly that it is not.
        } catch (NoArchiveException e) {
            if (mode == SqlMode.BATCH) {
                throw e;
            }
            return Optional.empty();
        }
        var catalog = SqlCatalog.of(plan.pipeline().name(), spec.get());
        return Optional.of(new ArchiveDatabase(catalog, SqlCatalog.database(spec.get())));
    }
}
