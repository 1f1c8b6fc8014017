/** Third parties over REST. */
@NullMarked
package io.surety.onboarding.web;

import org.jspecify.annotations.NullMarked;
