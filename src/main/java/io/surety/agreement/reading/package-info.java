/** From text to an accepted document: characters, YAML or JSON, schema, defaults, frozen references, canonical form, types. */
@NullMarked
package io.surety.agreement.reading;

import org.jspecify.annotations.NullMarked;
