/**
 * How the log-weights of an observation's draws become one number, with the derivatives that
 * gradient estimators need.
 */
package org.lowerbound.objective.reduction;
