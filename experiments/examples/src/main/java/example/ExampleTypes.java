package example;

import org.lowerbound.experiment.config.SpecProvider;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.network.Architecture;
import org.lowerbound.objective.Objective;

/** What configurations call the parts of this plug-in; named in META-INF/services. */
public final class ExampleTypes implements SpecProvider {
  @Override
  public void register(SpecTypes.Builder types) {
    types.add(Objective.class, "halfway", Halfway.class);
    types.add(Architecture.class, "maxout", Maxout.class);
  }
}
