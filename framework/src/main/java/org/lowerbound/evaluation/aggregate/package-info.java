/**
 * What the codes of a whole split hold together: the aggregate posterior q(z) = (1/N) Σ q(z | xₙ),
 * how far it is from the prior, and how much z tells of x.
 */
package org.lowerbound.evaluation.aggregate;
