package org.lowerbound.evaluation.annealed;

/** The density that chains start from. */
public enum Start {
  /** p(z): the path is p(z) p(x | z)^β. It says nothing of q(z | x), whatever that misses. */
  PRIOR,
  /** q(z | x): the path is q(z | x)^(1 − β) p(x, z)^β, shorter where q is good. */
  POSTERIOR
}
