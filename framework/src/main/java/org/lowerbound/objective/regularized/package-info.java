/** The ELBO with a penalty on the aggregate posterior q(z), the mean of q(z | x) over the data. */
package org.lowerbound.objective.regularized;
