package io.jenkins.plugins.rolloutgate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import hudson.model.Action;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** The layers of {@code docs/architecture.md}: imports point down only. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    static final String BASE = "io.jenkins.plugins.rolloutgate";

    private static final String JENKINS = BASE + ".jenkins..";
    private static final String CLI = BASE + ".cli..";
    private static final String PLAYGROUND = BASE + ".playground..";
    private static final String SIMULATION = BASE + ".simulation..";
    private static final String RUN = BASE + ".run..";
    private static final String RECORD = BASE + ".record..";
    private static final String CLUSTER = BASE + ".cluster";
    private static final String KUBERNETES = BASE + ".cluster.kubernetes..";
    private static final String METRICS = BASE + ".metrics..";
    private static final String[] PURE = {
        BASE + ".strategy..",
        BASE + ".slo..",
        BASE + ".checklist..",
        BASE + ".autoscale..",
        BASE + ".preflight..",
        BASE + ".manifest..",
        BASE + ".report.."
    };
    private static final String[] JENKINS_API = {
        "hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..", "com.cloudbees..", "net.sf.json.."
    };

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("jenkins")
            .definedBy(JENKINS)
            .layer("cli")
            .definedBy(CLI)
            .layer("playground")
            .definedBy(PLAYGROUND)
            .layer("simulation")
            .definedBy(SIMULATION)
            .layer("run")
            .definedBy(RUN)
            .layer("pure")
            .definedBy(PURE)
            .layer("record")
            .definedBy(RECORD)
            .layer("cluster")
            .definedBy(CLUSTER)
            .layer("kubernetes")
            .definedBy(KUBERNETES)
            .layer("metrics")
            .definedBy(METRICS)
            .whereLayer("jenkins")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("playground")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("simulation")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("jenkins", "cli", "playground", "simulation")
            .whereLayer("pure")
            .mayOnlyBeAccessedByLayers("jenkins", "cli", "playground", "simulation", "run")
            .whereLayer("record")
            .mayOnlyBeAccessedByLayers("jenkins", "cli", "playground", "simulation", "run", "pure")
            .whereLayer("kubernetes")
            .mayOnlyBeAccessedByLayers("jenkins", "cli", "playground");

    @ArchTest
    static final ArchRule OBJECTIVES_KNOW_NO_STRATEGY = noClasses()
            .that()
            .resideInAPackage(BASE + ".slo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".strategy..");

    @ArchTest
    static final ArchRule ONLY_THE_JENKINS_BINDING_KNOWS_JENKINS = noClasses()
            .that()
            .resideOutsideOfPackage(JENKINS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JENKINS_API);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_THE_KUBERNETES_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackages(KUBERNETES, PLAYGROUND)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule ONLY_ADAPTERS_SPEAK_HTTP = noClasses()
            .that()
            .resideOutsideOfPackages(KUBERNETES, METRICS, PLAYGROUND)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3..");

    @ArchTest
    static final ArchRule ONLY_THE_CHECKLIST_KNOWS_MARKDOWN = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".checklist..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.commonmark..");

    @ArchTest
    static final ArchRule DECISIONS_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
                    .or(assignableTo(File.class))
                    .or(assignableTo(Thread.class)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .or()
            .resideInAnyPackage(RUN, RECORD, SIMULATION)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CHECKS_AND_LISTS_OF_FORMS_ARE_POSTED = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(JENKINS)
            .and()
            .haveNameMatching("do(Check|Fill)[A-Z].*")
            .should()
            .beAnnotatedWith(POST.class)
            .orShould()
            .beAnnotatedWith(RequirePOST.class);

    @ArchTest
    static final ArchRule WEB_METHODS_SAY_WHETHER_THEY_CHANGE_ANYTHING = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(JENKINS)
            .and()
            .haveNameMatching("do[A-Z].*")
            .should()
            .beAnnotatedWith(POST.class)
            .orShould()
            .beAnnotatedWith(RequirePOST.class)
            .orShould()
            .beAnnotatedWith(GET.class);

    /** XStream cannot read records back, and JEP-200 refuses the types of java.time. */
    @ArchTest
    static final ArchRule WHAT_JENKINS_SAVES_AS_XML_IS_PLAIN = fields().that()
            .areDeclaredInClassesThat(assignableTo(Action.class)
                    .or(assignableTo(Describable.class))
                    .or(assignableTo(Descriptor.class)))
            .and()
            .areNotStatic()
            .and()
            .doNotHaveModifier(JavaModifier.TRANSIENT)
            .should()
            .notHaveRawType(new DescribedPredicate<JavaClass>("a record or a type of java.time") {
                @Override
                public boolean test(JavaClass type) {
                    return type.isRecord() || type.getPackageName().equals("java.time");
                }
            });
}
