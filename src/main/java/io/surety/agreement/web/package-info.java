/** Agreements over REST and on pages. */
@NullMarked
package io.surety.agreement.web;

import org.jspecify.annotations.NullMarked;
