package io.surety;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of the house that a machine can hold: {@code CONTRIBUTING.md} says why each of them is there. */
class HouseTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.surety");

    @Test
    void modulesFormTheDeclaredGraph() {
        ApplicationModules.of(SuretyApplication.class).verify();
    }

    @Test
    void theEngineIsSpokenToOnlyAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..process..", "io.surety.workflow..", "io.surety.security..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(MAIN);
    }

    @Test
    void theInsideOfTheEngineIsKnownToWorkflowAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.surety.workflow..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..impl..")
                .check(MAIN);
    }

    @Test
    void springWebStaysInTheWebRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..web..", "io.surety.security..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.web..")
                .check(MAIN);
    }

    @Test
    void controllersDelegatesAndListenersArePackagePrivate() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Delegate")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .notBePublic()
                .check(MAIN);
    }

    @Test
    void namesSayTheJob() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.[A-Za-z]*(Manager|Helper|Utils?|Impl)")
                .check(MAIN);
    }

    @Test
    void businessTimeComesFromTheTimeSource() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.surety.database..")
                .should()
                .callMethod(Instant.class, "now")
                .check(MAIN);
    }

    @Test
    void theCalendarIsPure() {
        noClasses()
                .that()
                .resideInAPackage("io.surety.calendar")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.jdbc..", "org.camunda..")
                .check(MAIN);
    }

    @Test
    void nothingPrintsToTheConsole() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void mostTypesAreTheirRoomsOwn() {
        long all = MAIN.stream().filter(HouseTest::isTopLevel).count();
        long own = MAIN.stream()
                .filter(HouseTest::isTopLevel)
                .filter(c -> !c.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        org.assertj.core.api.Assertions.assertThat(own * 100 / all)
                .as("percent of top-level types that are package-private")
                .isGreaterThanOrEqualTo(30);
    }

    @Test
    void noFieldIsInjected() {
        noMethods()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .allowEmptyShould(true)
                .check(MAIN);
        classes().should(haveNoInjectedField()).check(MAIN);
    }

    private static boolean isTopLevel(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }

    private static ArchCondition<JavaClass> haveNoInjectedField() {
        return new ArchCondition<>("have no @Autowired field") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(f -> f.isAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"))
                        .forEach(f -> events.add(SimpleConditionEvent.violated(f, f.getFullName())));
            }
        };
    }
}
