/** What tests share: a real PostgreSQL, the whole application, a moved clock, and the engine's jobs by name. */
@NullMarked
package io.surety.testing;

import org.jspecify.annotations.NullMarked;
