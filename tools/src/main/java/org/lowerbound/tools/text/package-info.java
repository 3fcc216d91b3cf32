/** Documents for people and programs, made of rows and columns. */
package org.lowerbound.tools.text;
