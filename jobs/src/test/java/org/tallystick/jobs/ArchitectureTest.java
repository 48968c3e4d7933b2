package org.tallystick.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the jobs and their runner may know of each other. */
class ArchitectureTest {
    private static final JavaClasses PRODUCTION =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.tallystick.jobs");

    private static final String LOCAL = "org.tallystick.jobs.local";

    private static final ArchRule NO_WALL_CLOCK =
            noClasses()
                    .should()
                    .accessTargetWhere(
                            calls(System.class, "currentTimeMillis")
                                    .or(calls(Instant.class, "now"))
                                    .or(calls(Clock.class, "system.*")));

    private static final ArchRule NAMES_SAY_SOMETHING =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @Test
    void theClassesAreFound() {
        assertThat(PRODUCTION.contain(StreamJob.class)).isTrue();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.tallystick.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void jobsDoNotKnowTheirRunner() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LOCAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LOCAL + "..")
                .check(PRODUCTION);
    }

    @Test
    void theRunnerKnowsNeitherDemoNorCommands() {
        noClasses()
                .that()
                .resideInAPackage(LOCAL + ".runner")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOCAL + ".demo", LOCAL + ".cli")
                .check(PRODUCTION);
    }

    @Test
    void nothingReadsTheWallClock() {
        NO_WALL_CLOCK.check(PRODUCTION);
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        NAMES_SAY_SOMETHING.check(PRODUCTION);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> type, String method) {
        return DescribedPredicate.describe(
                type.getSimpleName() + "." + method,
                access ->
                        access.getTargetOwner().isEquivalentTo(type)
                                && access.getTarget().getName().matches(method));
    }
}
