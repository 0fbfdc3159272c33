package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that come with this program are CEL, and call only what there is. */
class BundledRulesTest {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(CelOptions.current().enableHeterogeneousNumericComparisons(true).build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .setResultType(SimpleType.BOOL)
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "isIP",
                  CelOverloadDecl.newGlobalOverload("is_ip", SimpleType.BOOL, SimpleType.STRING)))
          .build();

  @Test
  void everyRuleOfEveryKindPassesTheTypeCheck() {
    var expressions = new LinkedHashSet<String>();
    for (KindSchema schema : everySchema()) {
      RuleSites.of(schema.schema()).forEach(site -> expressions.add(site.rule().expression()));
    }
    assertThat(expressions).hasSizeGreaterThan(130);
    assertThat(expressions)
        .allSatisfy(
            rule ->
                assertThatCode(() -> COMPILER.compile(rule).getAst())
                    .as(rule)
                    .doesNotThrowAnyException());
  }

  @Test
  void everyRuleThatRunsOnCreationCanBePlanned() {
    for (KindSchema schema : everySchema()) {
      for (RuleSites.Site site : RuleSites.of(schema.schema())) {
        if (site.rule().runsOnCreation()) {
          assertThatCode(() -> RuleEngine.shared().ask(site.rule().expression(), "no object"))
              .as(site.rule().expression())
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void everyRuleOfThePolicyHasACodeAndASentenceOfOurOwn() {
    var policy = Schemas.bundled().find("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy");
    assertThat(RuleSites.of(policy.orElseThrow().schema()))
        .allSatisfy(site -> assertThat(site.rule().code()).matches("[a-z0-9]+(-[a-z0-9]+)*"))
        .allSatisfy(site -> assertThat(site.rule().sentence()).isNotEmpty());
  }

  private static List<KindSchema> everySchema() {
    var schemas = new ArrayList<KindSchema>();
    for (Schemas.Kind kind : Schemas.bundled().kinds()) {
      for (String version : kind.versions()) {
        String apiVersion = kind.group() + "/" + version;
        schemas.add(Schemas.bundled().find(apiVersion, kind.kind()).orElseThrow());
      }
    }
    return schemas;
  }
}
