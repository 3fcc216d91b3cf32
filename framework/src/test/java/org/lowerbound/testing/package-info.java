/** What the tests share: running a graph, finite differences, Monte Carlo with its error. */
package org.lowerbound.testing;
