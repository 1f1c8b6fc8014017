/** The engine's side of onboarding: the model {@code third-party-onboarding} and the table {@code third-party-risk}. */
@NullMarked
package io.surety.onboarding.process;

import org.jspecify.annotations.NullMarked;
