/**
 * The demo world of the default profile: its people, agreements, history and live events. Nobody depends on it.
 *
 * <p>There are five organisations: a provider, two customers, so that one can be seen not to see the other's agreements,
 * and two third parties, one that is being admitted and one that works; and four units of the provider: an agreement
 * between units needs two of them, the service desk and the network for the internal one, marketing and sales for the one
 * on leads.
 */
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {"party", "shared", "web"})
@NullMarked
package io.surety.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
