/** tools.jar: what is done after a sweep with its tables, figures and trained models. */
package org.lowerbound.tools;
