package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Settings of all scores, as a study has them. */
public enum Preset {
  /**
   * Those of Locatello et al. 2019 (appendix C), which are the defaults of each type: 10,000
   * examples to learn from and 5,000 to test on, batches of 64, 20 bins. The interventional
   * robustness score is not among the study's own and comes with the settings of its library.
   */
  LOCATELLO_2019;

  ImmutableList<CodeMetric> metrics() {
    return ImmutableList.of(
        new BetaVaeScore(),
        new FactorVaeScore(),
        new MutualInformationGap(20, Optional.empty(), Optional.of(10_000)),
        new Dci(),
        new Sap(),
        new ModularityExplicitness(),
        new Irs());
  }
}
