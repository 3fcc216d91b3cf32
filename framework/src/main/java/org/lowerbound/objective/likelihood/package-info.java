/** The likelihood itself as an objective, for models that compute it. */
package org.lowerbound.objective.likelihood;
