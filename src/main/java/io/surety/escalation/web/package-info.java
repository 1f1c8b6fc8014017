/** Escalations over REST. */
@NullMarked
package io.surety.escalation.web;

import org.jspecify.annotations.NullMarked;
