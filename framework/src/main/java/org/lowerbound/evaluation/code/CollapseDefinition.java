package org.lowerbound.evaluation.code;

/** What it may mean that a latent unit is collapsed: that it tells nothing of x. */
enum CollapseDefinition {
  /** Its posterior mean hardly varies over x (Burda et al. 2016, section 5.2). */
  VARIANCE("variance of the mean", "collapsed-by-variance"),
  /** Its mean KL(q(z_u | x) ‖ p(z_u)) is small. */
  KL("mean KL", "collapsed-by-kl"),
  /** P(KL(q(z_u | x) ‖ p(z_u)) < ε) ≥ 1 − δ over x (Lucas et al. 2019, definition 1). */
  EPSILON_DELTA("(epsilon, delta)", "collapsed-by-epsilon-delta"),
  /** I(x; z_u) is small, with the aggregate posterior of all examples. */
  INFORMATION("information", "collapsed-by-information"),
  /** The decoder does not care: log p(x | z) hardly falls if examples exchange their z_u. */
  DECODER("the decoder", "collapsed-by-decoder");

  private final String words;
  private final String column;

  CollapseDefinition(String words, String column) {
    this.words = words;
    this.column = column;
  }

  /** Returns what it is called in a sentence. */
  String words() {
    return words;
  }

  /** Returns the column that counts its units. */
  String column() {
    return column;
  }
}
