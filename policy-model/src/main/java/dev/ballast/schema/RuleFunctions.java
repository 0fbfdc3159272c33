package dev.ballast.schema;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.types.DefaultTypeProvider;
import dev.cel.common.values.CelValueConverter;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.DefaultDispatcher;
import dev.cel.runtime.InternalCelFunctionBinding;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.planner.ProgramPlanner;
import dev.cel.runtime.standard.AddOperator;
import dev.cel.runtime.standard.CelStandardFunction;
import dev.cel.runtime.standard.ContainsFunction;
import dev.cel.runtime.standard.DivideOperator;
import dev.cel.runtime.standard.DoubleFunction;
import dev.cel.runtime.standard.DurationFunction;
import dev.cel.runtime.standard.EndsWithFunction;
import dev.cel.runtime.standard.EqualsOperator;
import dev.cel.runtime.standard.GreaterEqualsOperator;
import dev.cel.runtime.standard.GreaterOperator;
import dev.cel.runtime.standard.InOperator;
import dev.cel.runtime.standard.IndexOperator;
import dev.cel.runtime.standard.IntFunction;
import dev.cel.runtime.standard.LessEqualsOperator;
import dev.cel.runtime.standard.LessOperator;
import dev.cel.runtime.standard.LogicalNotOperator;
import dev.cel.runtime.standard.MatchesFunction;
import dev.cel.runtime.standard.NegateOperator;
import dev.cel.runtime.standard.NotEqualsOperator;
import dev.cel.runtime.standard.NotStrictlyFalseFunction;
import dev.cel.runtime.standard.SizeFunction;
import dev.cel.runtime.standard.StartsWithFunction;
import dev.cel.runtime.standard.StringFunction;
import dev.cel.runtime.standard.SubtractOperator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What rules may call, and a planner that knows it.
 *
 * <p>The planner is put together from CEL-Java's parts, not with its builder: the builder prepares
 * for protobuf messages and for every function there is, and that costs a short run more than all
 * rules together. No rule sees a message here.
 */
final class RuleFunctions {
  private static final List<CelStandardFunction> STANDARD =
      List.of(
          AddOperator.create(),
          ContainsFunction.create(),
          DivideOperator.create(),
          DoubleFunction.create(),
          DurationFunction.create(),
          EndsWithFunction.create(),
          EqualsOperator.create(),
          GreaterEqualsOperator.create(),
          GreaterOperator.create(),
          InOperator.create(),
          IndexOperator.create(),
          IntFunction.create(),
          LessEqualsOperator.create(),
          LessOperator.create(),
          LogicalNotOperator.create(),
          MatchesFunction.create(),
          NegateOperator.create(),
          NotEqualsOperator.create(),
          NotStrictlyFalseFunction.create(),
          SizeFunction.create(),
          StartsWithFunction.create(),
          StringFunction.create(),
          SubtractOperator.create());

  private final DefaultDispatcher.Builder functions = DefaultDispatcher.newBuilder();

  private RuleFunctions() {}

  static ProgramPlanner planner(CelOptions options) {
    var all = new RuleFunctions();
    var equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
    STANDARD.forEach(f -> all.add(f.newFunctionBindings(options, equality)));
    all.addTextFunctions();
    return ProgramPlanner.newPlanner(
        DefaultTypeProvider.getInstance(),
        (structType, fields) -> Optional.empty(),
        all.functions.build(),
        CelValueConverter.getDefaultInstance(),
        CelContainer.ofName(""),
        options,
        ImmutableSet.of());
  }

  /** Those of the string library that the bundled rules use, and Kubernetes' own. */
  private void addTextFunctions() {
    add(
        CelFunctionBinding.fromOverloads(
            "isIP", CelFunctionBinding.from("is_ip", String.class, IpText::isCanonicalIp)));
    add(
        CelFunctionBinding.fromOverloads(
            "upperAscii",
            CelFunctionBinding.from(
                "string_upper_ascii", String.class, text -> inAscii(text, true))));
    add(
        CelFunctionBinding.fromOverloads(
            "lowerAscii",
            CelFunctionBinding.from(
                "string_lower_ascii", String.class, text -> inAscii(text, false))));
    add(
        CelFunctionBinding.fromOverloads(
            "split",
            CelFunctionBinding.from(
                "string_split_string", String.class, String.class, RuleFunctions::split)));
    add(
        CelFunctionBinding.fromOverloads(
            "substring",
            CelFunctionBinding.from(
                "string_substring_int",
                String.class,
                Long.class,
                (text, from) -> text.substring(text.offsetByCodePoints(0, from.intValue())))));
  }

  private static List<String> split(String text, String separator) {
    return ImmutableList.copyOf(text.split(Pattern.quote(separator), -1));
  }

  private static String inAscii(String text, boolean isUpper) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String letter = String.valueOf(c);
      out.append(
          c >= 0x80
              ? letter
              : isUpper ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }

  private void add(ImmutableSet<CelFunctionBinding> bindings) {
    for (CelFunctionBinding binding : bindings) {
      String name =
          binding instanceof InternalCelFunctionBinding named
              ? named.getFunctionName()
              : binding.getOverloadId();
      functions.addOverload(
          name,
          binding.getOverloadId(),
          binding.getArgTypes(),
          binding.isStrict(),
          binding.getDefinition());
    }
  }
}
