/**
 * What tests share: a real PostgreSQL, the whole application, a moved clock, the engine's jobs by name, the REST API as a
 * caller speaks to it, people and agreements that are there at once, and the real incidents.
 */
@NullMarked
package io.surety.testing;

import org.jspecify.annotations.NullMarked;
