package org.lowerbound.model;

/**
 * A prior whose parameters are those of q(z | x). The log-weight is then a function of the
 * encoder's parameters in two ways, and an estimator that knows of one only is biased.
 */
public interface SharesEncoder {}
