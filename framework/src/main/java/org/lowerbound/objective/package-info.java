/**
 * What is maximised: bounds on log p(x), and the losses whose gradients raise them. An objective is
 * data: no state, no step counter, no session.
 */
package org.lowerbound.objective;
