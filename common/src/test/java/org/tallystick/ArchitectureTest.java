package org.tallystick;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Every rule is also shown a class that breaks it, because a guard that never fails is none. */
class ArchitectureTest {
    private static final JavaClasses PRODUCTION =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.tallystick");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("org.tallystick.violation");

    private static final ArchRule CORE_IS_PLAIN_JAVA =
            noClasses()
                    .that()
                    .resideInAnyPackage("..aggregate..", "..window..", "..engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

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
    void theCoreIsPlainJava() {
        CORE_IS_PLAIN_JAVA.check(PRODUCTION);
        assertBroken(CORE_IS_PLAIN_JAVA, "FlinkInTheCore");
    }

    @Test
    void nothingReadsTheWallClock() {
        NO_WALL_CLOCK.check(PRODUCTION);
        assertBroken(NO_WALL_CLOCK, "WallClock");
    }

    @Test
    void aReferenceToTheWallClockCountsAsReadingIt() {
        assertThat(NO_WALL_CLOCK.evaluate(VIOLATIONS).getFailureReport().getDetails())
                .filteredOn(detail -> detail.contains("<init>"))
                .hasSize(2);
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        NAMES_SAY_SOMETHING.check(PRODUCTION);
        assertBroken(NAMES_SAY_SOMETHING, "NoIdeaHelper");
    }

    @Test
    void packagesHaveNoCycles() {
        noCycles("org.tallystick").check(PRODUCTION);
        assertBroken(noCycles("org.tallystick.violation"), "Slice round");
    }

    /** A room may use what is below it or above it, not both. */
    @Test
    void roomsWithinPackagesHaveNoCycles() {
        noCyclesOfRooms("org.tallystick.source").check(PRODUCTION);
        assertBroken(noCyclesOfRooms("org.tallystick.violation"), "violation.round");
    }

    private static ArchRule noCyclesOfRooms(String root) {
        return slices().assignedFrom(new Rooms(root)).should().beFreeOfCycles();
    }

    /** Every package is a slice of its own, the root too. */
    private record Rooms(String root) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            var name = type.getPackageName();
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the packages of " + root;
        }
    }

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> type, String method) {
        return DescribedPredicate.describe(
                type.getSimpleName() + "." + method,
                access ->
                        access.getTargetOwner().isEquivalentTo(type)
                                && access.getTarget().getName().matches(method));
    }

    private static void assertBroken(ArchRule rule, String by) {
        assertThat(rule.evaluate(VIOLATIONS).getFailureReport().getDetails())
                .as(rule.getDescription())
                .isNotEmpty()
                .anyMatch(detail -> detail.contains(by));
    }
}
