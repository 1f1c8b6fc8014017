/** Clocks and their ledgers over REST. */
@NullMarked
package io.surety.evaluation.web;

import org.jspecify.annotations.NullMarked;
