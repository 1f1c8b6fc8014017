/** How measurements come in over REST, and how sources, outages and maintenance windows are seen. */
@NullMarked
package io.surety.measurement.web;

import org.jspecify.annotations.NullMarked;
