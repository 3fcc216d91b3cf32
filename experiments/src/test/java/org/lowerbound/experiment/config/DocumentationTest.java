package org.lowerbound.experiment.config;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.outlier.OutlierScore;
import org.lowerbound.evaluation.sample.FeatureSpace;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.model.CodeFamily;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.diffusion.NoiseSchedule;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.model.flow.Preprocess;
import org.lowerbound.model.likelihood.NormalScale;
import org.lowerbound.model.likelihood.PixelWeights;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.Codebook;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.CausalImageArchitecture;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Normalization;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.diffusion.StepDraws;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.regularized.Kernel;
import org.lowerbound.objective.supervised.ClassSum;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.TrainingSpec;
import org.lowerbound.training.TrialSpec;

/** What users may write is in the list of types, each family under a heading of its own. */
class DocumentationTest {
  private static final Path DOCUMENT = Path.of("..", "configs", "README.md");

  private static final ImmutableMap<Class<?>, String> HEADINGS =
      ImmutableMap.<Class<?>, String>builder()
          .put(DatasetSpec.class, "`dataset`")
          .put(ModelSpec.class, "`model`")
          .put(PosteriorFamily.class, "`posterior`")
          .put(CodeFamily.class, "`posterior`")
          .put(Codebook.class, "`posterior`")
          .put(PriorFamily.class, "`prior`")
          .put(Flow.class, "`flow`")
          .put(Condition.class, "`condition`")
          .put(Condition.Part.class, "`condition`")
          .put(Corruption.class, "`corruption`")
          .put(Preprocess.class, "`preprocess`")
          .put(LikelihoodFamily.class, "`likelihood`")
          .put(NormalScale.class, "`scale`")
          .put(Scale.class, "`scale`")
          .put(Scale.Shared.class, "`scale`")
          .put(PixelWeights.class, "`weights`")
          .put(Architecture.class, "Networks")
          .put(CausalArchitecture.class, "Networks")
          .put(CausalImageArchitecture.class, "Networks")
          .put(ContextPath.class, "Networks")
          .put(DenoisingArchitecture.class, "Networks")
          .put(NoiseSchedule.class, "`schedule`")
          .put(ReverseChain.class, "`chain`")
          .put(StepDraws.class, "`steps`")
          .put(Initializer.class, "`initializer`")
          .put(Normalization.class, "`normalization`")
          .put(Objective.class, "`objective`")
          .put(ClassSum.class, "`classes`")
          .put(Kernel.class, "`kernel`")
          .put(GradientEstimator.class, "`gradient`")
          .put(Baseline.class, "`baseline`")
          .put(Optimizer.class, "`optimizer`")
          .put(Schedule.class, "Schedules")
          .put(LearningRate.class, "Schedules")
          .put(Metric.class, "Metrics")
          .put(Figure.class, "Figures")
          .put(CodeSampler.class, "`sampler`")
          .put(OutlierScore.class, "`score`")
          .put(FeatureSpace.class, "`features`")
          .buildOrThrow();

  private final SpecTypes types = StandardTypes.withPlugins();

  /** The lines under a heading, down to the next. */
  private static ImmutableList<String> section(String heading) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals("### " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#") || line.startsWith("####"))
        .collect(toImmutableList());
  }

  private static boolean isRow(String line) {
    return line.startsWith("|");
  }

  private static boolean isOf(String row, String type) {
    return row.split("\\|", -1)[1].contains("`" + type + "`");
  }

  /** The keys of a record, and of records in it that have no type name. */
  private Stream<String> keys(Class<?> record) {
    return SpecRecord.of(TypeToken.of(record)).keys().stream()
        .flatMap(key -> Stream.concat(Stream.of(key.name()), inner(key.type())));
  }

  private Stream<String> inner(TypeToken<?> type) {
    Class<?> content = (Generics.isList(type) ? Generics.listElement(type) : type).getRawType();
    return content.isRecord() && types.familiesOf(content).isEmpty()
        ? keys(content)
        : Stream.empty();
  }

  private List<String> missing(String place, String text, Class<?> record) {
    return keys(record)
        .filter(key -> !text.contains("`" + key + "`"))
        .map(key -> place + ": " + key)
        .toList();
  }

  @Test
  void everyTypeIsDocumentedWithItsKeys() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Class<?> family : types.families()) {
      String heading = HEADINGS.getOrDefault(family, family.getName());
      ImmutableList<String> section = section(heading);
      String prose =
          section.stream().filter(line -> !isRow(line)).collect(Collectors.joining("\n"));
      for (String name : types.names(family)) {
        ImmutableList<String> rows =
            section.stream()
                .filter(line -> isRow(line) && isOf(line, name))
                .collect(toImmutableList());
        String place = heading + " " + name;
        if (rows.isEmpty()) {
          missing.add(place);
        }
        missing.addAll(
            missing(
                place, prose + String.join("\n", rows), types.find(family, name).orElseThrow()));
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyKeyOfATrialIsDocumented() throws IOException {
    List<String> missing = new ArrayList<>();
    missing.addAll(
        missing("training", String.join("\n", section("`training`")), TrainingSpec.class));
    missing.addAll(
        missing("evaluation", String.join("\n", section("`evaluation`")), EvaluationSpec.class));
    missing.addAll(missing("init", String.join("\n", section("`init`")), InitSpec.class));
    SpecRecord.of(TypeToken.of(TrialSpec.class)).names().stream()
        .filter(
            key -> {
              try {
                return section("`" + key + "`").isEmpty();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .forEach(missing::add);
    assertEquals(List.of(), missing);
  }
}
