/** How many bits a model's code of an image takes, and the codes of other programs. */
package org.lowerbound.evaluation.compression;
