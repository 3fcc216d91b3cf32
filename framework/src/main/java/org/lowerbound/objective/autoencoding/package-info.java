/** Objectives of autoencoders whose codes are no draws. */
package org.lowerbound.objective.autoencoding;
