/** Negotiating over REST. */
@NullMarked
package io.surety.negotiation.web;

import org.jspecify.annotations.NullMarked;
