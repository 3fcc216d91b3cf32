/**
 * Neural networks: immutable descriptions (architectures) that build functions with parameters of
 * their own.
 */
package org.lowerbound.network;
