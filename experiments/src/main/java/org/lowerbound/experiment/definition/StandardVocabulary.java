package org.lowerbound.experiment.definition;

import java.util.Optional;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.spec.Vocabulary;

/** Tells the framework what configurations call its specs, and those of plug-ins. */
public final class StandardVocabulary implements Vocabulary {
  /** Makes the vocabulary, for {@link java.util.ServiceLoader}. */
  public StandardVocabulary() {}

  @Override
  public Optional<String> nameOf(Class<?> spec) {
    return types().nameOf(spec);
  }

  private static SpecTypes types() {
    try {
      return StandardTypes.withPlugins();
    } catch (ConfigException e) {
      // A message that needs a word is not the place to say that a plug-in is broken.
      return StandardTypes.withoutPlugins();
    }
  }
}
