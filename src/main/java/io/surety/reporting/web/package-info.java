/** Reports over REST, as pages, and as tables for a spreadsheet. */
@NullMarked
package io.surety.reporting.web;

import org.jspecify.annotations.NullMarked;
