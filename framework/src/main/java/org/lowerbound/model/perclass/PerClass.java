package org.lowerbound.model.perclass;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;

/**
 * A copy of a model for each class, each of its own class's examples: log p(x | y) is that of the
 * y-th copy. They share nothing, so that it is as if each had been trained alone, but for the
 * number of examples of its class in a batch.
 *
 * @param model the model of one class, one whose likelihood is exact; it need not look at labels
 */
public record PerClass(ModelSpec model) implements ModelSpec {
  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    observed.checkLabeled("the model " + TypeNames.of(this));
    return model.checkFits(observed);
  }

  @Override
  public int likelihoodDimension(ObservedData observed) {
    return model.likelihoodDimension(observed);
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    String who = TypeNames.of(this);
    ImmutableList<Model> copies =
        IntStream.range(0, scope.observed().classes())
            .mapToObj(
                label ->
                    NothingBuiltException.check(
                        model,
                        model.build(
                            scope
                                .ofPart(new OwnParameters(scope.parameters(), who))
                                .withNames("class%d.".formatted(label)))))
            .collect(ImmutableList.toImmutableList());
    return new PerClassModel(
        copies.stream()
            .<ExactEvidence>map(copy -> Ability.EXACT_EVIDENCE.of(copy, who))
            .collect(ImmutableList.toImmutableList()),
        copies.stream()
            .<Generating>map(copy -> Ability.GENERATING.of(copy, who))
            .collect(ImmutableList.toImmutableList()),
        scope.observed().dimension(),
        who);
  }
}
