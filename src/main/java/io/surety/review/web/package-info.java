/** Reviews over REST. */
@NullMarked
package io.surety.review.web;

import org.jspecify.annotations.NullMarked;
