package dev.ballast.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Maven's module walls cannot see: who enters whose room, and who touches the world. */
class HouseTest {
  /** The rooms of policy-model. */
  private static final String[] GROUND_FLOOR = {
    "dev.ballast.source..",
    "dev.ballast.finding..",
    "dev.ballast.value..",
    "dev.ballast.schema..",
    "dev.ballast.policy..",
    "dev.ballast.verdict.."
  };

  /** The rooms of policy-model and xds-translator: values in, values out. */
  private static final String[] PURE_FLOORS = {
    "dev.ballast.source..",
    "dev.ballast.finding..",
    "dev.ballast.value..",
    "dev.ballast.schema..",
    "dev.ballast.policy..",
    "dev.ballast.verdict..",
    "dev.ballast.world..",
    "dev.ballast.topology..",
    "dev.ballast.plan..",
    "dev.ballast.xds..",
    "dev.ballast.snapshot..",
    "dev.ballast.translation.."
  };

  private static JavaClasses house = new ClassFileImporter().importClasses(HouseTest.class);

  @BeforeAll
  static void readTheHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.ballast");
  }

  @Test
  void roomsFormNoCycles() {
    slices().matching("dev.ballast.(**)").should().beFreeOfCycles().check(house);
  }

  @Test
  void featureRoomsOfThePolicyDoNotSeeEachOther() {
    slices()
        .matching("dev.ballast.policy.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            JavaClass.Predicates.resideInAnyPackage(
                "dev.ballast.policy.declare..", "dev.ballast.policy.shape.."))
        .check(house);
  }

  @Test
  void featureRoomsOfTheTranslatorDoNotSeeEachOther() {
    slices()
        .matching("dev.ballast.xds.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            JavaClass.Predicates.resideInAPackage("dev.ballast.xds.contribution.."))
        .check(house);
  }

  @Test
  void thePolicySeesNoClientNoProtobufNoGrpc() {
    noClasses()
        .that()
        .resideInAnyPackage(GROUND_FLOOR)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "com.google.protobuf..", "io.grpc..", "io.envoyproxy..")
        .check(house);
  }

  @Test
  void theDoorsAndTheEngineRoomsDoNotSeeEachOther() {
    String[] rooms = {"admission", "operator", "serving", "provider"};
    for (String room : rooms) {
      for (String other : rooms) {
        if (!room.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("dev.ballast." + room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.ballast." + other + "..")
              .allowEmptyShould(true)
              .check(house);
        }
      }
    }
  }

  @Test
  void whatAGatewayBringsUpIsNotTheDoorsBusiness() {
    noClasses()
        .that()
        .resideInAPackage("dev.ballast.infrastructure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.ballast.admission..", "dev.ballast.operator..", "dev.ballast.provider..")
        .check(house);
  }

  @Test
  void theLowerFloorsTouchNoFileAndNoNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE_FLOORS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(house);
  }

  @Test
  void theLowerFloorsKnowNoClockAndNoChance() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE_FLOORS)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(house);
  }

  @Test
  void whatTheWebhookAnswersIsDecidedWithoutServerClientAndClock() {
    noClasses()
        .that()
        .resideInAPackage("dev.ballast.admission")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8..",
            "io.micronaut..",
            "io.netty..",
            "io.micrometer..",
            "java.net..",
            "java.nio.file..",
            "dev.ballast.admission.server..",
            "dev.ballast.credentials..",
            "dev.ballast.engine..")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(house);
  }

  @Test
  void theWebhooksDoorAsksNoApiServer() {
    noClasses()
        .that()
        .resideInAPackage("dev.ballast.admission..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(house);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(house);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(liveInANullMarkedPackage()).check(house);
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
      }
    };
  }
}
