/** Models that are products of conditionals p(xᵢ | x before i), and so compute p(x). */
package org.lowerbound.model.autoregressive;
